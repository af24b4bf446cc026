#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace gradus::ui {

QColor mix(const QColor& from, const QColor& to, double share) {
  const double t = std::clamp(share, 0.0, 1.0);
  const auto channel = [t](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * t)); };
  return {channel(from.red(), to.red()), channel(from.green(), to.green()), channel(from.blue(), to.blue()),
          channel(from.alpha(), to.alpha())};
}

QColor Theme::signedColor(double value) const {
  return value < 0 ? mix(zero, negative, -value) : mix(zero, positive, value);
}

QColor Theme::classColor(std::size_t label) const {
  // Found by search: any two differ by at least 26 in CIELAB, for normal eyes and for those without red, green or blue
  // cones as Machado, Oliveira and Fernandes (2009) simulate them.
  const QColor green = isDark ? QColor(0x4F, 0xF7, 0xCC) : QColor(0x3E, 0xBD, 0x82);
  const QColor pink = isDark ? QColor(0xD9, 0x2B, 0x87) : QColor(0x99, 0x22, 0x68);
  const QColor olive = isDark ? QColor(0x71, 0x71, 0x31) : QColor(0x63, 0x53, 0x28);
  const QColor colors[] = {negative, positive, green, pink, olive};
  return colors[label % std::size(colors)];
}

const Theme& Theme::dark() {
  static const Theme theme{.isDark = true,
                           .canvas = {0x0F, 0x13, 0x18},
                           .panel = {0x16, 0x1B, 0x22},
                           .card = {0x1C, 0x23, 0x2C},
                           .border = {0x2A, 0x33, 0x3F},
                           .control = {0x23, 0x2C, 0x37},
                           .hover = {0x2C, 0x37, 0x45},
                           .grid = {0x2A, 0x33, 0x3F},
                           .text = {0xE6, 0xED, 0xF3},
                           .muted = {0x93, 0x9F, 0xAD},
                           .accent = {0x4E, 0xA1, 0xFF},
                           .onAccent = {0x0B, 0x14, 0x20},
                           .positive = {0x4E, 0xA1, 0xFF},
                           .negative = {0xFF, 0x9F, 0x43},
                           .zero = {0x1F, 0x27, 0x31},
                           .train = {0x34, 0xD0, 0xAE},
                           .valid = {0xB4, 0x8C, 0xFF},
                           .good = {0x3F, 0xC4, 0x5E},
                           .warning = {0xFF, 0x9F, 0x43},
                           .bad = {0xFF, 0x6B, 0x6B}};
  return theme;
}

const Theme& Theme::light() {
  static const Theme theme{.isDark = false,
                           .canvas = {0xF4, 0xF6, 0xF9},
                           .panel = {0xFF, 0xFF, 0xFF},
                           .card = {0xFF, 0xFF, 0xFF},
                           .border = {0xDD, 0xE3, 0xEA},
                           .control = {0xEE, 0xF2, 0xF7},
                           .hover = {0xE2, 0xE9, 0xF2},
                           .grid = {0xE6, 0xEB, 0xF1},
                           .text = {0x17, 0x20, 0x2B},
                           .muted = {0x5B, 0x68, 0x7A},
                           .accent = {0x17, 0x69, 0xD2},
                           .onAccent = {0xFF, 0xFF, 0xFF},
                           .positive = {0x17, 0x69, 0xD2},
                           .negative = {0xD9, 0x74, 0x0F},
                           .zero = {0xFA, 0xFB, 0xFD},
                           .train = {0x0E, 0x8C, 0x7A},
                           .valid = {0x7A, 0x4F, 0xD0},
                           .good = {0x1A, 0x8A, 0x3A},
                           .warning = {0xB4, 0x5F, 0x06},
                           .bad = {0xC8, 0x2B, 0x2B}};
  return theme;
}

}  // namespace gradus::ui
