#include "core/data/drawn_image.h"

#include <algorithm>
#include <cmath>

namespace gradus {
namespace {

constexpr int kThreshold = 8;  // fainter than anybody sees

/// The rectangle of the ink; right and bottom are behind it.
struct Box {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;

  int width() const { return right - left; }
  int height() const { return bottom - top; }
};

double inkAt(const GreyImage& image, int x, int y) {
  const auto index = static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x);
  return image.pixels[index];
}

Box inkBox(const GreyImage& image) {
  Box box{image.width, image.height, 0, 0};
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      if (inkAt(image, x, y) < kThreshold) continue;
      box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1), std::max(box.bottom, y + 1)};
    }
  }
  return box;
}

/// How much of the unit from `at` lies between `from` and `to`.
double overlap(int at, double from, double to) {
  return std::max(0.0, std::min(at + 1.0, to) - std::max<double>(at, from));
}

/// The mean of the ink in a rectangle.
double meanIn(const GreyImage& image, double left, double top, double right, double bottom) {
  double sum = 0;
  for (int y = static_cast<int>(top); y < std::min<double>(bottom, image.height); ++y) {
    for (int x = static_cast<int>(left); x < std::min<double>(right, image.width); ++x) {
      sum += inkAt(image, x, y) * overlap(x, left, right) * overlap(y, top, bottom);
    }
  }
  return sum / ((right - left) * (bottom - top));
}

GreyImage scaled(const GreyImage& image, const Box& box, int longest) {
  const double scale = static_cast<double>(std::max(box.width(), box.height())) / longest;
  GreyImage result;
  result.width = std::max(1, static_cast<int>(std::lround(box.width() / scale)));
  result.height = std::max(1, static_cast<int>(std::lround(box.height() / scale)));
  for (int y = 0; y < result.height; ++y) {
    for (int x = 0; x < result.width; ++x) {
      const double mean = meanIn(image, box.left + x * scale, box.top + y * scale, box.left + (x + 1) * scale,
                                 box.top + (y + 1) * scale);
      result.pixels.push_back(static_cast<std::uint8_t>(std::lround(std::clamp(mean, 0.0, 255.0))));
    }
  }
  return result;
}

/// Where the image has to begin along one axis for its centre of mass to be at the centre; all of it stays inside.
int beginFor(double centre, int length, int side) {
  return std::clamp(static_cast<int>(std::lround(side / 2.0 - centre)), 0, side - length);
}

}  // namespace

bool GreyImage::isBlank() const {
  return std::ranges::none_of(pixels, [](std::uint8_t pixel) { return pixel >= kThreshold; });
}

GreyImage likeMnist(const GreyImage& drawing, int side) {
  GreyImage result{side, side,
                   std::vector<std::uint8_t>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side))};
  if (drawing.isBlank()) return result;
  const GreyImage ink = scaled(drawing, inkBox(drawing), std::max(1, side * 20 / 28));
  double mass = 0;
  double momentX = 0;
  double momentY = 0;
  for (int y = 0; y < ink.height; ++y) {
    for (int x = 0; x < ink.width; ++x) {
      mass += inkAt(ink, x, y);
      momentX += inkAt(ink, x, y) * (x + 0.5);
      momentY += inkAt(ink, x, y) * (y + 0.5);
    }
  }
  if (mass == 0) return result;
  const int left = beginFor(momentX / mass, ink.width, side);
  const int top = beginFor(momentY / mass, ink.height, side);
  for (int y = 0; y < ink.height; ++y) {
    const std::ptrdiff_t from = static_cast<std::ptrdiff_t>(y) * ink.width;
    const std::ptrdiff_t to = static_cast<std::ptrdiff_t>(top + y) * side + left;
    std::copy_n(ink.pixels.begin() + from, ink.width, result.pixels.begin() + to);
  }
  return result;
}

}  // namespace gradus
