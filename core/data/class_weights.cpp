#include "core/data/class_weights.h"

#include <algorithm>
#include <numeric>

namespace gradus {

std::vector<std::int64_t> classCounts(const Dataset& dataset, std::span<const std::int64_t> rows) {
  std::vector<std::int64_t> counts(static_cast<std::size_t>(dataset.classes()));
  for (const std::int64_t row : rows) {
    ++counts.at(static_cast<std::size_t>(dataset.labels[static_cast<std::size_t>(row)]));
  }
  return counts;
}

std::vector<float> balancingWeights(std::span<const std::int64_t> counts) {
  const auto samples = static_cast<float>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
  std::vector<float> weights;
  for (const std::int64_t count : counts) {
    const std::int64_t parts = std::ssize(counts) * std::max<std::int64_t>(count, 1);
    weights.push_back(samples / static_cast<float>(parts));
  }
  return weights;
}

}  // namespace gradus
