#include "ui/inspect/share_plot.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme/legible.h"
#include "ui/theme/paint.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr double kTop = 24;
constexpr double kLeft = 40;
constexpr double kBottom = 34;
constexpr double kRight = 10;

}  // namespace

SharePlot::SharePlot(Names names, Reference reference, QWidget* parent)
    : QWidget(parent), names_(std::move(names)), reference_(reference), theme_(Theme::dark()) {
  setAccessibleName(names_.title);
  setToolTip(names_.explanation);
  setFocusPolicy(Qt::TabFocus);
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SharePlot::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void SharePlot::setCurve(std::vector<SharePoint> points, const QString& note, double level) {
  points_ = std::move(points);
  dots_.clear();
  note_ = note;
  level_ = level;
  if (reading_ && *reading_ >= points_.size()) reading_.reset();
  setAccessibleDescription(note_);
  update();
}

void SharePlot::setDots(std::vector<double> shares) {
  dots_ = std::move(shares);
  update();
}

int SharePlot::heightForWidth(int width) const {
  return static_cast<int>(std::clamp(width - kLeft - kRight, 80.0, 190.0) + kTop + kBottom);
}

void SharePlot::resizeEvent(QResizeEvent*) {
  setFixedHeight(heightForWidth(width()));
}

QRectF SharePlot::square() const {
  return {kLeft, kTop, width() - kLeft - kRight, height() - kTop - kBottom};
}

QPointF SharePlot::placeOf(const SharePoint& point) const {
  const QRectF whole = square();
  return {whole.left() + whole.width() * point.x, whole.bottom() - whole.height() * point.y};
}

QString SharePlot::reading() const {
  if (!reading_) return {};
  const SharePoint& point = points_[*reading_];
  return QStringLiteral("%1 %2, %3 %4").arg(names_.x, withDecimals(point.x, 2), names_.y, withDecimals(point.y, 2));
}

void SharePlot::read(std::optional<std::size_t> index) {
  if (index == reading_) return;
  reading_ = index;
  setAccessibleDescription(reading_ ? reading() : note_);
  update();
}

bool SharePlot::event(QEvent* event) {
  if (event->type() == QEvent::FocusOut) read(std::nullopt);
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  return QWidget::event(event);
}

void SharePlot::mouseMoveEvent(QMouseEvent* event) {
  if (points_.empty() || !square().adjusted(-8, -8, 8, 8).contains(event->position())) return read(std::nullopt);
  const auto distance = [&](const SharePoint& point) {
    const QPointF away = placeOf(point) - event->position();
    return away.x() * away.x() + away.y() * away.y();
  };
  read(static_cast<std::size_t>(std::ranges::min_element(points_, {}, distance) - points_.begin()));
}

void SharePlot::leaveEvent(QEvent*) {
  read(std::nullopt);
}

void SharePlot::keyPressEvent(QKeyEvent* event) {
  const bool isArrow = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
  if (!isArrow || points_.empty()) return QWidget::keyPressEvent(event);
  // A long curve is crossed in some forty steps.
  const std::size_t step = std::max<std::size_t>(1, points_.size() / 40);
  const std::size_t last = points_.size() - 1;
  if (!reading_) return read(event->key() == Qt::Key_Right ? 0 : last);
  read(event->key() == Qt::Key_Right ? std::min(*reading_ + step, last) : *reading_ - std::min(*reading_, step));
}

void SharePlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont small = sizedFont(font(), 11, false);
  const QRectF whole = square();
  painter.setFont(sizedFont(font(), 12, true));
  painter.setPen(theme_.text);
  painter.drawText(QRectF(0, 0, width(), kTop - 4), Qt::AlignVCenter | Qt::AlignLeft, names_.title);
  painter.setFont(small);
  painter.setPen(theme_.muted);
  painter.drawText(
      QRectF(0, 0, width() - kRight, kTop - 4), Qt::AlignVCenter | Qt::AlignRight,
      reading_ ? withDecimals(points_[*reading_].x, 2) + QStringLiteral(" · ") + withDecimals(points_[*reading_].y, 2)
               : note_);

  painter.fillRect(whole, theme_.card);
  for (const double share : {0.0, 0.5, 1.0}) {
    painter.setPen(QPen(theme_.grid, 1));
    painter.drawLine(placeOf({share, 0}), placeOf({share, 1}));
    painter.drawLine(placeOf({0, share}), placeOf({1, share}));
    painter.setPen(theme_.muted);
    const QString text = withFigures(share, 1);
    painter.drawText(QRectF(placeOf({share, 0}) + QPointF(-20, 2), QSizeF(40, 14)), Qt::AlignCenter, text);
    painter.drawText(QRectF(placeOf({0, share}) + QPointF(-30, -7), QSizeF(26, 14)), Qt::AlignVCenter | Qt::AlignRight,
                     text);
  }
  painter.drawText(QRectF(whole.left(), height() - 17, whole.width(), 16), Qt::AlignCenter, names_.x);
  painter.save();
  painter.translate(10, whole.center().y());
  painter.rotate(-90);
  painter.drawText(QRectF(-whole.height() / 2, -8, whole.height(), 16), Qt::AlignCenter, names_.y);
  painter.restore();

  painter.setPen(QPen(theme_.muted, 1, Qt::DashLine));
  if (reference_ == Reference::Diagonal) {
    painter.drawLine(placeOf({0, 0}), placeOf({1, 1}));
  } else if (!points_.empty()) {
    painter.drawLine(placeOf({0, level_}), placeOf({1, level_}));
  }
  QPainterPath path;
  for (std::size_t i = 0; i < points_.size(); ++i) {
    if (i == 0) {
      path.moveTo(placeOf(points_[i]));
    } else {
      path.lineTo(placeOf(points_[i]));
    }
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme_.positive, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(path);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme_.positive);
  for (std::size_t i = 0; i < std::min(points_.size(), dots_.size()); ++i) {
    const double radius = 2.5 + 5 * std::sqrt(dots_[i]);
    painter.drawEllipse(placeOf(points_[i]), radius, radius);
  }
  if (reading_) {
    painter.setBrush(theme_.card);
    painter.setPen(QPen(theme_.text, 1.5));
    painter.drawEllipse(placeOf(points_[*reading_]), 4, 4);
  }
  if (hasFocus()) paintFocus(painter, rect(), 6, theme_.accent);
}

}  // namespace gradus::ui
