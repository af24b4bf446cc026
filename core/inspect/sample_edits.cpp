#include "core/inspect/sample_edits.h"

#include <algorithm>
#include <map>
#include <set>

namespace gradus {

Experiment withExcluded(Experiment experiment, std::span<const std::int64_t> rows) {
  std::set<std::int64_t> all(experiment.data.excluded.begin(), experiment.data.excluded.end());
  all.insert(rows.begin(), rows.end());
  experiment.data.excluded.assign(all.begin(), all.end());
  return experiment;
}

Experiment withRelabeled(Experiment experiment, std::span<const std::int64_t> rows, std::int32_t label,
                         std::span<const std::int32_t> labels, std::span<const Relabel> given) {
  std::map<std::int64_t, std::int32_t> changes;
  for (const Relabel& change : experiment.data.relabeled) changes[change.row] = change.label;
  for (const std::int64_t row : rows) {
    const auto known = std::ranges::find(given, row, &Relabel::row);
    const std::int32_t own = known != given.end() ? known->label : labels[static_cast<std::size_t>(row)];
    if (label == own) {
      changes.erase(row);
    } else {
      changes[row] = label;
    }
  }
  experiment.data.relabeled.clear();
  for (const auto& [row, now] : changes) experiment.data.relabeled.push_back({row, now});
  return experiment;
}

Experiment withRestored(Experiment experiment, std::span<const std::int64_t> rows) {
  const std::set<std::int64_t> all(rows.begin(), rows.end());
  std::erase_if(experiment.data.excluded, [&](std::int64_t row) { return all.contains(row); });
  std::erase_if(experiment.data.relabeled, [&](const Relabel& change) { return all.contains(change.row); });
  return experiment;
}

Experiment withAllRestored(Experiment experiment) {
  experiment.data.excluded.clear();
  experiment.data.relabeled.clear();
  return experiment;
}

}  // namespace gradus
