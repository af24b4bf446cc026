#include "ui/network/number_text.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

/// What a number that is no number is called; empty for all others.
QString nonFinite(double number) {
  if (std::isnan(number)) return QStringLiteral("NaN");
  if (std::isinf(number)) return number > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
  return {};
}

}  // namespace

QString shortNumber(double number, int decimals) {
  if (!std::isfinite(number)) return nonFinite(number);
  const double size = std::abs(number);
  if (size < 0.5 * std::pow(10.0, -decimals)) return QString::number(0.0, 'f', decimals);  // never "−0.00"
  if (size >= 99999.5) return withMinus(QString::number(number, 'e', 0));
  const int sensible = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
  return withMinus(QString::number(number, 'f', std::min(sensible, decimals)));
}

QString preciseNumber(double number) {
  return std::isfinite(number) ? withMinus(QString::number(number, 'g', 4)) : nonFinite(number);
}

}  // namespace gradus::ui
