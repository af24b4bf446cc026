#include "ui/network/link_curve.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace gradus::ui {
namespace {

// With inner control points half-way across and as high as the ends, Bernstein's form shortens to these.
double shareX(double t) {
  return t * (1.5 * (1 - t) + t * t);
}
double shareY(double t) {
  return t * t * (3 - 2 * t);
}
double slopeX(double t) {
  return 1.5 - 3 * t + 3 * t * t;
}  // at least 0.75
double slopeY(double t) {
  return 6 * t * (1 - t);
}

/// Premultiplied `color` over the premultiplied pixel `below`; `coverage` 0 … 256. Two channels are done at a time.
QRgb over(QRgb below, QRgb color, quint32 coverage) {
  constexpr quint32 kEven = 0x00FF00FF;
  const quint32 even = ((color & kEven) * coverage >> 8) & kEven;
  const quint32 odd = ((color >> 8) & kEven) * coverage & ~kEven;
  const quint32 rest = 256 - (odd >> 24);
  return even + odd + (((below & kEven) * rest >> 8) & kEven) + (((below >> 8) & kEven) * rest & ~kEven);
}

}  // namespace

QPointF linkPoint(const QPointF& start, const QPointF& end, double t) {
  return {start.x() + (end.x() - start.x()) * shareX(t), start.y() + (end.y() - start.y()) * shareY(t)};
}

void drawCurve(QPainter& painter, const QPointF& start, const QPointF& end, const QPen& pen) {
  const QPointF bend((end.x() - start.x()) / 2, 0);
  QPainterPath path(start);
  path.cubicTo(start + bend, end - bend, end);
  painter.strokePath(path, pen);
}

void rasterCurve(QImage& image, const QPointF& start, const QPointF& end, const QPen& pen) {
  const QPointF way = end - start;
  if (way.x() < 1) return;
  const QRgb color = qPremultiply(pen.color().rgba());
  auto* pixels = reinterpret_cast<QRgb*>(image.bits());
  const auto stride = image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
  const int first = std::max(0, static_cast<int>(std::lround(start.x())));
  const int last = std::min(image.width(), static_cast<int>(std::lround(end.x())));

  double t = std::clamp((first + 0.5 - start.x()) / way.x(), 0.0, 1.0);
  for (int x = first; x < last; ++x) {
    const double share = (x + 0.5 - start.x()) / way.x();
    // Two steps of Newton's method from the column before: shareX is smooth and rises everywhere.
    for (int step = 0; step < 2; ++step) t = std::clamp(t - (shareX(t) - share) / slopeX(t), 0.0, 1.0);

    const double slope = std::abs(way.y() * slopeY(t) / (way.x() * slopeX(t)));
    const double middle = start.y() + way.y() * shareY(t);
    const double half = pen.widthF() / 2 * std::sqrt(1 + slope * slope);
    // Within this column the edge itself climbs by `slope` pixels: that is how far it is blurred.
    const double blur = std::max(1.0, slope);
    const double reach = half + blur / 2;
    const int top = std::max(0, static_cast<int>(std::floor(middle - reach)));
    const int bottom = std::min(image.height() - 1, static_cast<int>(std::ceil(middle + reach)));
    for (int y = top; y <= bottom; ++y) {
      const double away = y + 0.5 - middle;
      const double covered = (std::min(half, away + blur / 2) - std::max(-half, away - blur / 2)) / blur;
      if (covered <= 0) continue;
      QRgb& pixel = pixels[y * stride + x];
      pixel = over(pixel, color, static_cast<quint32>(covered * 256));
    }
  }
}

}  // namespace gradus::ui
