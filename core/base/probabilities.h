// What the outputs of a classifier say, for plain numbers; tensors have core/nn/softmax.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

namespace gradus {

/// In place: softmax, e^x of each divided by their sum. Nothing happens to no numbers.
inline void toProbabilities(std::span<float> outputs) {
  if (outputs.empty()) return;
  const float top = *std::ranges::max_element(outputs);
  float total = 0;
  for (float& value : outputs) total += value = std::exp(value - top);
  for (float& value : outputs) value /= total;
}

}  // namespace gradus
