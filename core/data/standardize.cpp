#include "core/data/standardize.h"

#include <cmath>
#include <string>

#include "core/base/error.h"

namespace gradus {
namespace {

double valueAt(const Dataset& dataset, std::size_t row, std::size_t column) {
  return dataset.values[row * static_cast<std::size_t>(dataset.features) + column];
}

/// The number in a row, before it is standardised.
double numberAt(const Dataset& dataset, std::size_t row, std::size_t column) {
  return dataset.isExact(column) ? dataset.exact[column][row] : valueAt(dataset, row, column);
}

using NumberAt = double (*)(const Dataset& dataset, std::size_t row, std::size_t column);

template <typename Function>
double meanOver(std::span<const std::int64_t> rows, Function&& numberOf) {
  double sum = 0;
  for (const std::int64_t row : rows) sum += numberOf(static_cast<std::size_t>(row));
  return sum / static_cast<double>(rows.size());
}

Standardization fit(const Dataset& dataset, std::span<const std::int64_t> rows, NumberAt numberOf) {
  if (dataset.isImage()) throw DataError(dataset.name + ": images are not standardised by column");
  if (rows.empty()) throw DataError(dataset.name + ": no rows to take mean and deviation from");
  const auto features = static_cast<std::size_t>(dataset.features);
  Standardization result{std::vector<double>(features, 0), std::vector<double>(features, 1)};
  for (std::size_t column = 0; column < features; ++column) {
    if (!dataset.numeric[column]) continue;
    // Counted from the first row, so that a constant column has exactly its number as mean and no deviation.
    const double first = numberOf(dataset, static_cast<std::size_t>(rows.front()), column);
    const auto beyond = [&](std::size_t row) { return numberOf(dataset, row, column) - first; };
    const double mean = meanOver(rows, beyond);
    const double variance =
        meanOver(rows, [&](std::size_t row) { return (beyond(row) - mean) * (beyond(row) - mean); });
    result.mean[column] = first + mean;
    if (variance > 0) result.deviation[column] = std::sqrt(variance);
  }
  return result;
}

}  // namespace

Standardization fitStandardization(const Dataset& dataset, std::span<const std::int64_t> rows) {
  return fit(dataset, rows, numberAt);
}

Standardization spreadOfValues(const Dataset& dataset, std::span<const std::int64_t> rows) {
  return fit(dataset, rows, valueAt);
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
    const double value = numberAt(dataset, i / features, column);
    dataset.values[i] = static_cast<float>((value - standardization.mean[column]) / standardization.deviation[column]);
  }
}

}  // namespace gradus
