// What a person has drawn, made into an image as those of MNIST were made.
#pragma once

#include <cstdint>
#include <vector>

namespace gradus {

/// A grey picture, row-major; 0 is background.
struct GreyImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;

  bool isBlank() const;
};

/// The ink of `drawing`, scaled without distortion so that it just fits into a box of 20/28 of the side, each pixel the
/// mean of what it covers, and moved by whole pixels so that its centre of mass is at the centre of a `side` × `side`
/// image. Blank if the drawing is. Source: Y. LeCun, C. Cortes, C. Burges, The MNIST Database: "size normalized to fit
/// in a 20x20 pixel box while preserving their aspect ratio … grey levels as a result of the anti-aliasing … centered
/// in a 28x28 image by computing the center of mass of the pixels".
GreyImage likeMnist(const GreyImage& drawing, int side = 28);

}  // namespace gradus
