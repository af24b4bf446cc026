// What leaves a network, read as an answer.
#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "core/base/probabilities.h"
#include "core/nn/output_kind.h"

namespace gradus {

/// The place of the largest score or probability, the first of equals: the class that the metric counts. 0 for a single
/// number.
inline int answerOf(std::span<const float> scores) {
  return static_cast<int>(std::ranges::max_element(scores) - scores.begin());
}

/// Of what leaves a network for one sample the probabilities of the classes, or the number itself.
inline std::vector<float> readAs(OutputKind kind, std::vector<float> output) {
  std::vector<float> said = scoresOf(std::move(output), kind);
  if (taskOf(kind) == Task::Classification) toProbabilities(said);
  return said;
}

/// Row `row` of numbers that have `count` in each.
inline std::span<const float> rowOf(std::span<const float> numbers, std::size_t row, std::size_t count) {
  return numbers.subspan(row * count, count);
}

}  // namespace gradus
