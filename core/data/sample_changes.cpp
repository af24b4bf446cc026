#include "core/data/sample_changes.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_set>

#include "core/base/error.h"

namespace gradus {
namespace {

void demandRow(std::int64_t row, const Dataset& dataset, const char* what) {
  if (row >= 0 && row < dataset.rows) return;
  throw DataError("Row " + std::to_string(row) + " was " + what + ", but " + dataset.title + " has the rows 0 to " +
                  std::to_string(dataset.rows - 1) + ": take this change back");
}

}  // namespace

std::vector<Relabel> relabel(Dataset& dataset, std::span<const Relabel> changes) {
  for (const Relabel& change : changes) {
    demandRow(change.row, dataset, "given another class");
    if (change.label >= 0 && change.label < dataset.classes()) continue;
    throw DataError("Row " + std::to_string(change.row) + " was given the class " + std::to_string(change.label) +
                    ", but " + dataset.title + " has the classes 0 to " + std::to_string(dataset.classes() - 1) +
                    ": give it one of them");
  }
  std::vector<Relabel> before;
  for (const Relabel& change : changes) {
    std::int32_t& label = dataset.labels[static_cast<std::size_t>(change.row)];
    before.push_back({change.row, label});
    label = change.label;
  }
  return before;
}

std::vector<std::int64_t> without(std::span<const std::int64_t> rows, std::span<const std::int64_t> excluded,
                                  const Dataset& dataset) {
  for (const std::int64_t row : excluded) demandRow(row, dataset, "excluded");
  const std::unordered_set<std::int64_t> left(excluded.begin(), excluded.end());
  std::vector<std::int64_t> kept;
  std::ranges::copy_if(rows, std::back_inserter(kept), [&](std::int64_t row) { return !left.contains(row); });
  return kept;
}

}  // namespace gradus
