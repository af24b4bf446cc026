// What leaves a network, read as an answer.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "core/base/probabilities.h"
#include "core/data/dataset.h"

namespace gradus {

/// The place of the largest number, the first of equals: the class that the metric counts. 0 for a single number.
inline int answerOf(std::span<const float> output) {
  return static_cast<int>(std::ranges::max_element(output) - output.begin());
}

/// For classification the softmax of `output`, else the number itself.
inline std::vector<float> readAs(Task task, std::vector<float> output) {
  if (task == Task::Classification) toProbabilities(output);
  return output;
}

/// Row `row` of numbers that have `count` in each.
inline std::span<const float> rowOf(std::span<const float> numbers, std::size_t row, std::size_t count) {
  return numbers.subspan(row * count, count);
}

}  // namespace gradus
