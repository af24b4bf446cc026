#include "core/explain/dependence.h"

#include <span>
#include <utility>

#include "core/explain/answers.h"
#include "core/explain/as_used.h"
#include "core/tensor/graph.h"

namespace gradus {

Dependence dependenceOn(Network& network, Device& device, OutputKind kind, const std::vector<float>& background,
                        const std::vector<float>& sample, int feature, std::vector<float> at) {
  const std::size_t features = sample.size();
  const std::size_t others = background.size() / features;
  const std::size_t rows = others + 1;
  std::vector<float> all;  // for each number of the feature the sample, then the background
  all.reserve(at.size() * rows * features);
  for (const float number : at) {
    const std::size_t first = all.size();
    all.insert(all.end(), sample.begin(), sample.end());
    all.insert(all.end(), background.begin(), background.end());
    for (std::size_t i = 0; i < rows; ++i) all[first + i * features + static_cast<std::size_t>(feature)] = number;
  }
  const NoGrad noGrad;
  const AsUsed asUsed(network);
  const Shape shape{static_cast<std::int64_t>(at.size() * rows), static_cast<std::int64_t>(features)};
  const std::vector<float> numbers = network.forward(Tensor::from(device, all, shape)).toVector<float>();
  const std::size_t units = numbers.size() / (at.size() * rows);
  const std::size_t outputs = isOneForTwo(kind) ? 2 : units;

  Dependence result{feature, std::move(at), static_cast<std::int64_t>(outputs), {}, {}};
  for (std::size_t point = 0; point < result.at.size(); ++point) {
    std::vector<double> sum(outputs, 0);
    for (std::size_t i = 0; i < rows; ++i) {
      const std::span<const float> row = rowOf(numbers, point * rows + i, units);
      const std::vector<float> said = readAs(kind, {row.begin(), row.end()});
      if (i == 0) {
        result.ofSample.insert(result.ofSample.end(), said.begin(), said.end());
      } else {
        for (std::size_t k = 0; k < outputs; ++k) sum[k] += static_cast<double>(said[k]);
      }
    }
    for (const double total : sum) {
      result.average.push_back(static_cast<float>(total / static_cast<double>(others)));
    }
  }
  return result;
}

}  // namespace gradus
