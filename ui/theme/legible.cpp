#include "ui/theme/legible.h"

#include <algorithm>
#include <cmath>

namespace gradus::ui {
namespace {

constexpr double kEnough = 4.5;

double luminance(const QColor& color) {
  const auto linear = [](float channel) {
    const double c = channel;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

}  // namespace

QFont sizedFont(const QFont& base, double pixels, bool bold) {
  QFont font = base;
  font.setPixelSize(std::max(11, static_cast<int>(std::lround(pixels))));
  font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
  return font;
}

QColor readableOn(const QColor& background, const Theme& theme) {
  if (contrast(background, theme.text) >= kEnough) return theme.text;
  return contrast(background, Qt::white) > contrast(background, Qt::black) ? QColor(Qt::white) : QColor(Qt::black);
}

QColor tint(const QColor& color, const Theme& theme) {
  constexpr double kStrongest = 0.45;
  constexpr double kStep = 0.05;
  double share = kStrongest;
  while (share > kStep && contrast(mix(theme.card, color, share), theme.text) < kEnough) share -= kStep;
  return mix(theme.card, color, share);
}

double contrast(const QColor& a, const QColor& b) {
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace gradus::ui
