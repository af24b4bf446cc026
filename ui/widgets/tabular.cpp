#include "ui/widgets/tabular.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>

namespace gradus::ui {
namespace {

double widestDigit(const QFontMetricsF& metrics) {
  double widest = 0;
  for (char16_t digit = u'0'; digit <= u'9'; ++digit) widest = std::max(widest, metrics.horizontalAdvance(digit));
  return widest;
}

}  // namespace

double tabularWidth(const QFont& font, const QString& text) {
  const QFontMetricsF metrics(font);
  const double digit = widestDigit(metrics);
  double width = 0;
  for (const QChar each : text) width += each.isDigit() ? digit : metrics.horizontalAdvance(each);
  return width;
}

void drawTabular(QPainter& painter, const QPointF& rightEnd, const QString& text) {
  const QFontMetricsF metrics(painter.font());
  const double digit = widestDigit(metrics);
  double x = rightEnd.x() - tabularWidth(painter.font(), text);
  for (const QChar each : text) {
    const double own = metrics.horizontalAdvance(each);
    const double room = each.isDigit() ? digit : own;
    painter.drawText(QPointF(x + (room - own) / 2, rightEnd.y()), QString(each));
    x += room;
  }
}

}  // namespace gradus::ui
