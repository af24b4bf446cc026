// Weights as small pictures: blue where a unit wants a bright pixel, orange where it wants a dark one.
#pragma once

#include <QImage>
#include <array>
#include <span>

#include "core/data/dataset.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

/// Theme::signedColor as a table, because a tile is coloured pixel by pixel at every snapshot.
class ColorRamp {
 public:
  ColorRamp() = default;
  explicit ColorRamp(const Theme& theme);

  /// The colour of `share`, −1 … 1, clamped; numbers that are no numbers have the colour of trouble.
  QRgb at(float share) const;

 private:
  static constexpr int kHalf = 128;
  std::array<QRgb, 2 * kHalf + 1> colors_{};
  QRgb trouble_ = 0;
};

/// The 98th percentile of |weight|: what counts as a large weight, untouched by a few outliers. At most a few
/// thousand weights are looked at, always the same ones. 1 where all weights are 0 or there are none.
float robustScale(std::span<const float> weights);

/// The weights of one unit in the shape of the image; `weights` are channels × height × width and colour channels are
/// averaged. Full colour is reached at ±`scale`.
QImage weightTile(std::span<const float> weights, const ImageShape& shape, float scale, const ColorRamp& ramp);

/// A matrix with `columns` numbers in a row as a picture of `size`, which is not larger than the matrix: where several
/// weights share a pixel, the largest of some of them gives its colour.
QImage matrixPicture(std::span<const float> matrix, int columns, const QSize& size, float scale, const ColorRamp& ramp);

/// An image as a network sees it, channels × height × width numbers from 0 to 1; null if the shape is another one.
QImage inputImage(std::span<const float> input, const ImageShape& shape);

/// One sample of `dataset` as a picture; null if it has no images or no such row.
QImage sampleImage(const Dataset& dataset, std::int64_t row);

}  // namespace gradus::ui
