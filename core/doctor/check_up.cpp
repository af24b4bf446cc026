#include "core/doctor/check_up.h"

#include <algorithm>
#include <cmath>

#include "core/data/class_weights.h"
#include "core/data/standardize.h"

namespace gradus {

DataFacts factsOf(const PreparedData& data) {
  const Dataset& dataset = *data.dataset;
  DataFacts facts;
  facts.task = dataset.task;
  facts.classNames = dataset.classNames;
  if (dataset.task == Task::Classification) {
    facts.classCounts = classCounts(dataset, data.train);
  } else if (!data.train.empty()) {
    const auto target = [&](std::int64_t row) { return dataset.targets[static_cast<std::size_t>(row)]; };
    const auto [low, high] = std::ranges::minmax_element(data.train, {}, target);
    facts.lowestTarget = static_cast<double>(target(*low));
    facts.highestTarget = static_cast<double>(target(*high));
    const auto count = static_cast<double>(data.train.size());
    double mean = 0;
    for (const std::int64_t row : data.train) mean += static_cast<double>(target(row)) / count;
    for (const std::int64_t row : data.train) {
      const double off = static_cast<double>(target(row)) - mean;
      facts.targetVariance += off * off / count;
    }
  }
  if (dataset.isImage() || data.train.empty()) return facts;
  const Standardization columns = spreadOfValues(dataset, data.train);
  for (std::size_t i = 0; i < columns.mean.size(); ++i) {
    if (!dataset.numeric[i]) continue;
    facts.columns.push_back(i < dataset.featureNames.size() ? dataset.featureNames[i] : std::to_string(i + 1));
    facts.means.push_back(columns.mean[i]);
    facts.deviations.push_back(columns.deviation[i]);
  }
  return facts;
}

}  // namespace gradus
