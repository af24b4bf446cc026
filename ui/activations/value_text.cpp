#include "ui/activations/value_text.h"

#include <cmath>

namespace gradus::ui {
namespace {

QString signedText(double number, int figures) {
  if (std::isnan(number)) return QStringLiteral("not a number");
  const QString minus = number < 0 ? QStringLiteral("−") : QString();
  if (std::isinf(number)) return minus + QStringLiteral("∞");
  return minus + QString::number(std::abs(number), 'g', figures);
}

}  // namespace

QString exactText(double number) {
  return signedText(number, 5);
}

QString shortText(double number) {
  const double rounded = std::round(number * 100) / 100;
  return signedText(rounded == 0 ? 0 : rounded, 6);
}

}  // namespace gradus::ui
