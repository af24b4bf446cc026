// A snapshot read the way the canvas counts: by column and unit. Between an edit and the next snapshot the two do not
// fit together; what does not fit counts as unknown, so that no number of another network is ever shown.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/session/snapshot.h"
#include "ui/network/network_layout.h"

namespace gradus::ui {

class NetworkValues {
 public:
  NetworkValues() = default;
  NetworkValues(SnapshotPtr snapshot, const NetworkLayout& layout);

  /// The layer whose units are in `column`; null for the input and where the snapshot does not fit.
  const LayerSnapshot* layer(int column) const;

  /// The watched sample; null if there is none or it does not fit the input.
  const SampleSnapshot* sample() const { return sample_; }

  /// What the unit says about the watched sample: the input's number, or the value after the activation.
  std::optional<double> value(int column, int unit) const;

  /// Weights from every unit of the column before to `unit`; empty where unknown or where there are none.
  std::span<const float> weights(int column, int unit) const;

  /// All values of a column, as value() tells them one by one; empty where unknown.
  std::span<const float> values(int column) const;

  /// What counts as a large weight in that layer; see robustScale().
  float weightScale(int column) const;

 private:
  SnapshotPtr snapshot_;  // keeps what the pointers below point to
  const SampleSnapshot* sample_ = nullptr;
  std::vector<const LayerSnapshot*> layers_;  // by column
  std::vector<float> scales_;
};

}  // namespace gradus::ui
