#include "ui/plots/curve_cursor.h"

#include <QFontMetrics>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/plots/curve_graphs.h"
#include "ui/plots/curve_header.h"
#include "ui/theme/legible.h"
#include "ui/theme/paint.h"

namespace gradus::ui {
namespace {

constexpr int kLine = 16;
constexpr int kPadding = 7;
constexpr int kDash = 10;
constexpr int kBetween = 8;
constexpr int kFromLine = 10;
constexpr double kDot = 3.5;

}  // namespace

CurveCursor::CurveCursor(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
}

void CurveCursor::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void CurveCursor::showReadings(const QString& title, std::vector<CurveReading> readings, double x, const QRect& axes) {
  title_ = title;
  readings_ = std::move(readings);
  x_ = x;
  axes_ = axes;
  update();
}

void CurveCursor::clear() {
  if (title_.isEmpty()) return;
  title_.clear();
  readings_.clear();
  update();
}

void CurveCursor::setFocused(bool focused) {
  isFocused_ = focused;
  update();
}

QString CurveCursor::sentence() const {
  QStringList parts(title_);
  for (const CurveReading& reading : readings_) parts << reading.name + u' ' + reading.number;
  return parts.join(QStringLiteral(", "));
}

void CurveCursor::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (isFocused_) paintFocus(painter, rect().adjusted(0, CurveHeader::kHeight, 0, 0), kControlRadius, theme_.accent);
  if (title_.isEmpty() || x_ < axes_.left() - 1 || x_ > axes_.right() + 1) return;
  painter.setPen(QPen(faint(theme_.muted, 0.6), 1));
  painter.drawLine(QPointF(x_, axes_.top()), QPointF(x_, axes_.bottom()));
  for (const CurveReading& reading : readings_) {
    const bool isInside = reading.height >= axes_.top() && reading.height <= axes_.bottom();  // NaN is not
    if (!isInside) continue;
    painter.setPen(QPen(theme_.card, 1.5));
    painter.setBrush(reading.color);
    painter.drawEllipse(QPointF(x_, reading.height), kDot, kDot);
  }
  paintTable(painter);
}

bool CurveCursor::areDotsHigh() const {
  double sum = 0;
  int count = 0;
  for (const CurveReading& reading : readings_) {
    if (!std::isfinite(reading.height)) continue;
    sum += reading.height;
    ++count;
  }
  return count > 0 && sum / count < axes_.center().y();
}

void CurveCursor::paintTable(QPainter& painter) const {
  const QFont plain = sizedFont(font(), 11, false);
  const QFont strong = sizedFont(font(), 11, true);
  const QFontMetrics plainSize(plain);
  const QFontMetrics strongSize(strong);
  int names = 0;
  int numbers = 0;
  int words = plainSize.horizontalAdvance(title_);
  for (const CurveReading& reading : readings_) {
    const int name = plainSize.horizontalAdvance(reading.name);
    if (reading.number.isEmpty()) {
      words = std::max(words, kDash + 5 + name);
    } else {
      names = std::max(names, name);
      numbers = std::max(numbers, strongSize.horizontalAdvance(reading.number));
    }
  }
  const int most = std::max(width() - 2 * kPadding, 1);
  const int content = std::min(std::max(kDash + 5 + names + kBetween + numbers, words), most);
  const QSize size(content + 2 * kPadding, static_cast<int>(readings_.size() + 1) * kLine + 2 * kPadding - 3);

  // On the side where the run is not: right of the line in the left half, left of it in the right half.
  const bool isRight = x_ < axes_.center().x();
  const double left = isRight ? x_ + kFromLine : x_ - kFromLine - size.width();
  const double top = areDotsHigh() ? axes_.bottom() - 2 - size.height() : axes_.top() + 2;
  const QRectF box(std::clamp(left, 0.0, std::max(0.0, static_cast<double>(width() - size.width()))), top, size.width(),
                   size.height());
  paintSurface(painter, box, 6, faint(theme_.panel, 0.93), theme_.border);

  double y = box.top() + kPadding - 1;
  const auto line = [&] { return QRectF(box.left() + kPadding, y, box.width() - 2 * kPadding, kLine); };
  painter.setFont(plain);
  painter.setPen(theme_.muted);
  painter.drawText(line(), Qt::AlignVCenter | Qt::AlignLeft, title_);
  for (const CurveReading& reading : readings_) {
    y += kLine;
    const QRectF row = line();
    painter.setPen(QPen(reading.color, 2, reading.isDashed ? Qt::DotLine : Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(row.left(), row.center().y()), QPointF(row.left() + kDash, row.center().y()));
    painter.setPen(theme_.text);
    painter.setFont(plain);
    const QRectF nameRoom = row.adjusted(kDash + 5, 0, 0, 0);
    painter.drawText(nameRoom, Qt::AlignVCenter | Qt::AlignLeft,
                     plainSize.elidedText(reading.name, Qt::ElideRight, static_cast<int>(nameRoom.width()) + 1));
    painter.setFont(strong);
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, reading.number);
  }
}

}  // namespace gradus::ui
