#include "ui/activations/stack_plot.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/statistics/value_axis.h"
#include "ui/theme/legible.h"
#include "ui/theme/paint.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kLeft = 44;
constexpr int kRight = 14;
constexpr int kTop = 6;
constexpr int kBottom = 20;
constexpr double kSmallest = 1e-30;  // what a logarithmic axis shows at most

QString powerText(int exponent) {
  const double power = std::pow(10.0, exponent);
  return exponent >= 0 && exponent < 4 ? withDecimals(power, 0) : withPower(power, 1);
}

}  // namespace

StackPlot::StackPlot(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setObjectName(QStringLiteral("stackPlot"));
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setToolTip(tr("Measured on 128 samples through real layers of 64 units; 1 is what goes in."));
}

void StackPlot::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void StackPlot::setCourses(std::vector<Course> courses) {
  courses_ = std::move(courses);
  say();
  update();
}

void StackPlot::setLogarithmic(bool logarithmic) {
  isLogarithmic_ = logarithmic;
  update();
}

void StackPlot::setNote(const QString& note) {
  note_ = note;
  update();
}

int StackPlot::depth() const {
  return courses_.empty() ? 0 : static_cast<int>(courses_.front().sizes.size()) - 1;
}

int StackPlot::reading() const {
  return reading_ < 0 ? (3 * depth() + 2) / 5 : std::min(reading_, depth());
}

void StackPlot::say() {
  QStringList words;
  for (const Course& course : courses_) {
    words << QStringLiteral("%1 %2").arg(course.name, figures(course.sizes.at(static_cast<std::size_t>(reading()))));
  }
  setAccessibleDescription(
      courses_.empty() ? note_ : tr("After %1 layers: %2").arg(reading()).arg(words.join(QStringLiteral(", "))));
}

QRectF StackPlot::area() const {
  return QRectF(rect()).adjusted(kLeft, kTop, -kRight, -kBottom);
}

StackPlot::Range StackPlot::seen() const {
  double low = 1;
  double high = 1;
  for (const Course& course : courses_) {
    for (const double size : course.sizes) {
      if (!std::isfinite(size)) continue;
      if (size > 0) low = std::min(low, size);
      high = std::max(high, size);
    }
  }
  if (!isLogarithmic_) return {0, high * 1.04};
  return {std::floor(std::log10(std::max(low, kSmallest)) - 0.05), std::ceil(std::log10(high) + 0.02)};
}

QPointF StackPlot::pixelOf(int layer, double size, const Range& range) const {
  const QRectF room = area();
  const double value = isLogarithmic_ ? std::log10(std::max(size, kSmallest)) : size;
  return {room.left() + room.width() * layer / std::max(depth(), 1),
          room.bottom() - (value - range.low) / std::max(range.high - range.low, 1e-300) * room.height()};
}

void StackPlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(sizedFont(font(), 11, false));
  if (hasFocus()) paintFocus(painter, rect(), 6, theme_.accent);
  if (courses_.empty()) {
    painter.setPen(theme_.muted);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, note_);
    return;
  }
  const Range range = seen();
  paintGrid(painter, range);
  painter.setBrush(Qt::NoBrush);
  painter.setClipRect(area().adjusted(-2, -2, 2, 2));
  for (auto course = courses_.rbegin(); course != courses_.rend(); ++course) {
    QPainterPath path;
    bool isDown = false;
    for (int layer = 0; layer <= depth(); ++layer) {
      const double size = course->sizes.at(static_cast<std::size_t>(layer));
      if (std::isfinite(size)) {
        const QPointF at = pixelOf(layer, size, range);
        isDown ? path.lineTo(at) : path.moveTo(at);
      }
      isDown = std::isfinite(size);
    }
    painter.setPen(QPen(course->color, 1.8, course->style, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
  }
  painter.setClipping(false);
  paintReadings(painter, range);
}

void StackPlot::paintGrid(QPainter& painter, const Range& range) const {
  const QRectF room = area();
  const int most = std::max(2, static_cast<int>(room.height() / 30));
  std::vector<double> rows = valueTicks(range.low, range.high, most);
  if (isLogarithmic_) std::erase_if(rows, [](double tick) { return tick != std::round(tick); });
  for (const double tick : rows) {
    const double at =
        std::round(room.bottom() - (tick - range.low) / std::max(range.high - range.low, 1e-300) * room.height()) + 0.5;
    painter.setPen(QPen(theme_.grid, 1));
    painter.drawLine(QPointF(room.left(), at), QPointF(room.right(), at));
    painter.setPen(theme_.muted);
    const QString words = isLogarithmic_ ? powerText(static_cast<int>(tick)) : tickText(tick, rows);
    painter.drawText(QRectF(0, at - 9, kLeft - 7, 18), Qt::AlignVCenter | Qt::AlignRight, words);
  }
  std::vector<double> columns = valueTicks(0, depth(), std::max(2, static_cast<int>(room.width() / 60)));
  std::erase_if(columns, [](double tick) { return tick != std::round(tick); });
  painter.setPen(theme_.muted);
  for (const double tick : columns) {
    const double at = pixelOf(static_cast<int>(tick), 1, range).x();
    painter.drawText(QRectF(at - 20, room.bottom() + 3, 40, 16), Qt::AlignCenter, tickText(tick, columns));
  }
}

/// The numbers after one layer, those of near lines one above the other.
void StackPlot::paintReadings(QPainter& painter, const Range& range) const {
  const QRectF room = area();
  struct Label {
    QString words;
    QPointF dot;
    double y;
  };
  std::vector<Label> labels;
  for (const Course& course : courses_) {
    const double size = course.sizes.at(static_cast<std::size_t>(reading()));
    const bool isNumber = std::isfinite(size);
    const QPointF at = pixelOf(reading(), isNumber ? size : 0, range);
    if (isNumber) {
      painter.setPen(QPen(theme_.card, 1.5));
      painter.setBrush(course.color);
      painter.drawEllipse(at, 4, 4);
    }
    const QString words = isNumber ? figures(size) : tr("beyond float32");
    labels.push_back({QStringLiteral("%1 %2").arg(course.name, words), at, at.y() - 10});
  }
  std::ranges::sort(labels, {}, &Label::y);
  constexpr double kApart = 16;
  double lowest = room.bottom() - 7 - kApart * static_cast<double>(labels.size() - 1);
  double highest = room.top() + 8;
  for (Label& label : labels) {
    label.y = std::max(highest, std::min(label.y, std::max(lowest, highest)));
    highest = label.y + kApart;
    lowest += kApart;
  }
  for (const Label& label : labels) {
    const double width = painter.fontMetrics().horizontalAdvance(label.words) + 8;
    const bool fits = label.dot.x() + 8 + width <= room.right() + kRight;
    const QRectF where(fits ? label.dot.x() + 8 : label.dot.x() - 8 - width, label.y - 8, width, 16);
    paintWords(painter, where, label.words, theme_.text, theme_.card);
  }
}

void StackPlot::read(int layer) {
  reading_ = layer < 0 ? -1 : std::min(layer, depth());
  say();
  update();
}

void StackPlot::mouseMoveEvent(QMouseEvent* event) {
  const QRectF room = area();
  const double share = (event->position().x() - room.left()) / std::max(room.width(), 1.0);
  read(std::max(0, static_cast<int>(std::lround(share * depth()))));
}

void StackPlot::leaveEvent(QEvent*) {
  if (!hasFocus()) read(-1);
}

void StackPlot::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
      return read(std::max(reading() - 1, 0));
    case Qt::Key_Right:
      return read(reading() + 1);
    case Qt::Key_Home:
      return read(0);
    case Qt::Key_End:
      return read(depth());
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace gradus::ui
