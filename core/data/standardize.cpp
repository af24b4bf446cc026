#include "core/data/standardize.h"

#include <cmath>
#include <string>

#include "core/base/error.h"

namespace gradus {
namespace {

template <typename Function>
double meanOver(std::span<const std::int64_t> rows, Function&& numberOf) {
  double sum = 0;
  for (const std::int64_t row : rows) sum += numberOf(static_cast<std::size_t>(row));
  return sum / static_cast<double>(rows.size());
}

}  // namespace

Standardization fitStandardization(const Dataset& dataset, std::span<const std::int64_t> rows) {
  if (dataset.isImage()) throw DataError(dataset.name + ": images are not standardised by column");
  if (rows.empty()) throw DataError(dataset.name + ": no rows to take mean and deviation from");
  const auto features = static_cast<std::size_t>(dataset.features);
  Standardization result{std::vector<double>(features, 0), std::vector<double>(features, 1)};
  for (std::size_t column = 0; column < features; ++column) {
    if (!dataset.numeric[column]) continue;
    const auto value = [&](std::size_t row) { return static_cast<double>(dataset.values[row * features + column]); };
    const double mean = meanOver(rows, value);
    const double variance = meanOver(rows, [&](std::size_t row) { return (value(row) - mean) * (value(row) - mean); });
    result.mean[column] = mean;
    if (variance > 0) result.deviation[column] = std::sqrt(variance);
  }
  return result;
}

void standardize(Dataset& dataset, const Standardization& standardization) {
  const auto features = static_cast<std::size_t>(dataset.features);
  if (standardization.mean.size() != features || dataset.isImage()) {
    throw DataError(dataset.name + ": the standardisation is for " + std::to_string(standardization.mean.size()) +
                    " columns, expected " + std::to_string(features));
  }
  for (std::size_t i = 0; i < dataset.values.size(); ++i) {
    const std::size_t column = i % features;
    if (!dataset.numeric[column]) continue;
    const double value = dataset.values[i];
    dataset.values[i] = static_cast<float>((value - standardization.mean[column]) / standardization.deviation[column]);
  }
}

}  // namespace gradus
