#include "ui/network/activation_icon.h"

#include <QColor>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <vector>

namespace gradus::ui {
namespace {

constexpr double kReach = 4;
constexpr double kSmallestSpan = 2;  ///< so that the sigmoid does not look as high as tanh
constexpr double kPen = 1.6;

}  // namespace

QPixmap activationIcon(const Activation& activation, const ActivationParameters& parameters, const QSize& size,
                       const QColor& color, double ratio) {
  const double width = size.width() - 2 * kPen;
  const int steps = 2 * static_cast<int>(width);
  std::vector<double> heights;
  for (int step = 0; step <= steps; ++step) {
    const double y = activation.evaluate(kReach * (2.0 * step / steps - 1), parameters.data());
    heights.push_back(std::isfinite(y) ? y : 0);
  }
  const auto [lowest, highest] = std::minmax_element(heights.begin(), heights.end());
  const double span = std::max(kSmallestSpan, *highest - *lowest);
  const double middle = (*highest + *lowest) / 2;

  QPainterPath path;
  const double room = size.height() - 2 * kPen;
  for (std::size_t i = 0; i < heights.size(); ++i) {
    const QPointF point(kPen + width * static_cast<double>(i) / steps,
                        size.height() / 2.0 - (heights[i] - middle) / span * room);
    i == 0 ? path.moveTo(point) : path.lineTo(point);
  }

  QPixmap pixmap(size * ratio);
  pixmap.setDevicePixelRatio(ratio);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(color, kPen, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(path);
  return pixmap;
}

}  // namespace gradus::ui
