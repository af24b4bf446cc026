#include "ui/network/weight_tile.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace gradus::ui {
namespace {

constexpr std::size_t kLookedAt = 8192;

std::size_t pixelsOf(const ImageShape& shape) {
  return static_cast<std::size_t>(shape.width) * static_cast<std::size_t>(shape.height);
}

std::size_t pixelAt(const ImageShape& shape, int x, int y) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(shape.width) + static_cast<std::size_t>(x);
}

/// Brightness 0 … 255 of number `index` of the data set, which holds either bytes or real numbers.
int brightness(const Dataset& dataset, std::size_t index, float low, float high) {
  if (!dataset.pixels.empty()) return dataset.pixels[index];
  const float share = high > low ? (dataset.values[index] - low) / (high - low) : 0.0F;
  return std::clamp(static_cast<int>(std::lround(share * 255)), 0, 255);
}

}  // namespace

ColorRamp::ColorRamp(const Theme& theme) : trouble_(theme.bad.rgb()) {
  for (int i = -kHalf; i <= kHalf; ++i) {
    colors_[static_cast<std::size_t>(i + kHalf)] = theme.signedColor(static_cast<double>(i) / kHalf).rgb();
  }
}

QRgb ColorRamp::at(float share) const {
  if (std::isnan(share)) return trouble_;
  const float clamped = std::clamp(share, -1.0F, 1.0F);
  return colors_[static_cast<std::size_t>(std::lround(clamped * kHalf) + kHalf)];
}

float robustScale(std::span<const float> weights) {
  const std::size_t count = std::min(weights.size(), kLookedAt);
  std::vector<float> sizes;
  sizes.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    // A multiplicative hash: equal steps would always meet the same columns of an image.
    const std::size_t index = weights.size() == count ? i : i * 2654435761ULL % weights.size();
    if (std::isfinite(weights[index])) sizes.push_back(std::abs(weights[index]));
  }
  if (sizes.empty()) return 1;
  const auto percentile = sizes.begin() + static_cast<std::ptrdiff_t>((sizes.size() - 1) * 98 / 100);
  std::nth_element(sizes.begin(), percentile, sizes.end());
  if (*percentile > 0) return *percentile;
  const float largest = *std::max_element(percentile, sizes.end());
  return largest > 0 ? largest : 1;
}

QImage weightTile(std::span<const float> weights, const ImageShape& shape, float scale, const ColorRamp& ramp) {
  QImage image(shape.width, shape.height, QImage::Format_RGB32);
  const std::size_t pixels = pixelsOf(shape);
  const std::size_t channels = weights.size() / std::max<std::size_t>(pixels, 1);
  const float factor = 1 / (scale * static_cast<float>(std::max<std::size_t>(channels, 1)));
  for (int y = 0; y < shape.height; ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < shape.width; ++x) {
      float sum = 0;
      const std::size_t pixel = pixelAt(shape, x, y);
      for (std::size_t channel = 0; channel < channels; ++channel) sum += weights[channel * pixels + pixel];
      line[x] = ramp.at(sum * factor);
    }
  }
  return image;
}

QImage matrixPicture(std::span<const float> matrix, int columns, const QSize& size, float scale,
                     const ColorRamp& ramp) {
  constexpr std::int64_t kLookedAtEachWay = 4;  // of the weights that share a pixel
  QImage image(size, QImage::Format_RGB32);
  const auto rows = static_cast<std::int64_t>(matrix.size()) / std::max(columns, 1);
  const auto largestOf = [&](std::int64_t top, std::int64_t bottom, std::int64_t left, std::int64_t right) {
    float largest = 0;
    const std::int64_t stepY = std::max<std::int64_t>(1, (bottom - top) / kLookedAtEachWay);
    const std::int64_t stepX = std::max<std::int64_t>(1, (right - left) / kLookedAtEachWay);
    for (std::int64_t y = top; y < bottom; y += stepY) {
      for (std::int64_t x = left; x < right; x += stepX) {
        const float weight = matrix[static_cast<std::size_t>(y * columns + x)];
        if (!(std::abs(weight) <= std::abs(largest))) largest = weight;  // NaN too
      }
    }
    return largest;
  };
  for (int y = 0; y < size.height(); ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    const std::int64_t top = y * rows / size.height();
    const std::int64_t bottom = std::max(top + 1, (y + 1) * rows / size.height());
    for (int x = 0; x < size.width(); ++x) {
      const std::int64_t left = static_cast<std::int64_t>(x) * columns / size.width();
      const std::int64_t right = std::max(left + 1, (static_cast<std::int64_t>(x) + 1) * columns / size.width());
      line[x] = ramp.at(largestOf(top, bottom, left, right) / scale);
    }
  }
  return image;
}

QImage inputImage(std::span<const float> input, const ImageShape& shape) {
  const std::size_t pixels = pixelsOf(shape);
  if (pixels == 0 || input.size() != pixels * static_cast<std::size_t>(shape.channels)) return {};
  QImage image(shape.width, shape.height, QImage::Format_RGB32);
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      const auto at = [&](std::size_t channel) {
        const float number = input[channel * pixels + pixelAt(shape, x, y)];
        return std::isnan(number) ? 0 : static_cast<int>(std::lround(std::clamp(number, 0.0F, 1.0F) * 255));
      };
      const bool isColored = shape.channels >= 3;
      image.setPixel(x, y, qRgb(at(0), at(isColored ? 1 : 0), at(isColored ? 2 : 0)));
    }
  }
  return image;
}

QImage sampleImage(const Dataset& dataset, std::int64_t row) {
  if (!dataset.isImage() || row < 0 || row >= dataset.rows) return {};
  const ImageShape& shape = dataset.image;
  const std::size_t pixels = pixelsOf(shape);
  const std::size_t first = static_cast<std::size_t>(row) * static_cast<std::size_t>(dataset.features);
  float low = 0;
  float high = 0;
  if (dataset.pixels.empty()) {
    const auto begin = dataset.values.begin() + static_cast<std::ptrdiff_t>(first);
    const auto [smallest, largest] = std::minmax_element(begin, begin + dataset.features);
    low = *smallest;
    high = *largest;
  }
  QImage image(shape.width, shape.height, QImage::Format_RGB32);
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      const auto at = [&](std::size_t channel) {
        return brightness(dataset, first + channel * pixels + pixelAt(shape, x, y), low, high);
      };
      const bool colored = shape.channels >= 3;
      image.setPixel(x, y, qRgb(at(0), at(colored ? 1 : 0), at(colored ? 2 : 0)));
    }
  }
  return image;
}

}  // namespace gradus::ui
