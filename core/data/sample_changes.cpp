#include "core/data/sample_changes.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_set>

#include "core/base/error.h"

namespace gradus {
namespace {

/// Where entry `i` of a list of changes stands in the file, and its row.
std::string placeOf(const char* list, std::size_t i, std::int64_t row) {
  return std::string("data.").append(list) + "[" + std::to_string(i) + "]: row " + std::to_string(row);
}

void demandRow(std::int64_t row, const Dataset& dataset, const std::string& place, const char* what) {
  if (row >= 0 && row < dataset.rows) return;
  throw DataError(place + " was " + what + ", but " + dataset.title + " has the rows 0 to " +
                  std::to_string(dataset.rows - 1) + ": take this change back");
}

}  // namespace

std::vector<Relabel> relabel(Dataset& dataset, std::span<const Relabel> changes) {
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Relabel& change = changes[i];
    const std::string place = placeOf("relabeled", i, change.row);
    demandRow(change.row, dataset, place, "given another class");
    if (change.label >= 0 && change.label < dataset.classes()) continue;
    throw DataError(place + " was given the class " + std::to_string(change.label) + ", but " + dataset.title +
                    " has the classes 0 to " + std::to_string(dataset.classes() - 1) + ": give it one of them");
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
  for (std::size_t i = 0; i < excluded.size(); ++i) {
    demandRow(excluded[i], dataset, placeOf("excluded", i, excluded[i]), "excluded");
  }
  const std::unordered_set<std::int64_t> left(excluded.begin(), excluded.end());
  std::vector<std::int64_t> kept;
  std::ranges::copy_if(rows, std::back_inserter(kept), [&](std::int64_t row) { return !left.contains(row); });
  return kept;
}

}  // namespace gradus
