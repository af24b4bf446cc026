#include "core/train/class_weights.h"

#include <algorithm>

namespace gradus {

std::vector<float> balancingWeights(const PreparedData& data) {
  std::vector<std::int64_t> counts(static_cast<std::size_t>(data.dataset->classes()));
  for (const std::int64_t row : data.train) {
    ++counts.at(static_cast<std::size_t>(data.dataset->labels[static_cast<std::size_t>(row)]));
  }
  std::vector<float> weights;
  for (const std::int64_t count : counts) {
    const std::int64_t parts = data.dataset->classes() * std::max<std::int64_t>(count, 1);
    weights.push_back(static_cast<float>(data.train.size()) / static_cast<float>(parts));
  }
  return weights;
}

}  // namespace gradus
