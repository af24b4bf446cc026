#include "ui/theme/legible.h"

#include <algorithm>
#include <cmath>

namespace gradus::ui {
namespace {

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
  constexpr double kEnough = 4.5;
  if (contrast(background, theme.text) >= kEnough) return theme.text;
  return contrast(background, Qt::white) > contrast(background, Qt::black) ? QColor(Qt::white) : QColor(Qt::black);
}

double contrast(const QColor& a, const QColor& b) {
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace gradus::ui
