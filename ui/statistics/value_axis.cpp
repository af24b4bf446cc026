#include "ui/statistics/value_axis.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/format.h"

namespace gradus::ui {

std::vector<double> valueTicks(double low, double high, int most) {
  const double width = high - low;
  if (!(width > 0) || !std::isfinite(width)) return {};
  const double unit = std::pow(10.0, std::floor(std::log10(width / most)));
  double step = unit;
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    step = factor * unit;
    if (width / step <= most) break;
  }
  std::vector<double> ticks;
  for (double at = std::ceil(low / step); at * step <= high + 1e-9 * width; ++at) ticks.push_back(at * step);
  return ticks;
}

QString tickText(double tick, const std::vector<double>& ticks) {
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : std::abs(tick);
  const double largest = ticks.empty() ? 0 : std::max(std::abs(ticks.front()), std::abs(ticks.back()));
  if (tick == 0 || std::abs(tick) < step / 2) return QStringLiteral("0");
  if (largest < 1e-3 || largest >= 1e5) return withPower(tick, 2);
  return withDecimals(tick, std::clamp(static_cast<int>(-std::floor(std::log10(step) + 1e-9)), 0, 6));
}

}  // namespace gradus::ui
