// The numbers behind a curve plot: every batch and every epoch of one run, and the ranges in which they are best
// seen.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/train/snapshot.h"
#include "ui/plots/envelope.h"

namespace gradus::ui {

enum class CurveKind { Loss, Metric };

/// An epoch on a plot, in the units of Score; parts that were not measured are NaN.
struct CurveEpoch {
  int epoch = 0;
  double train = kNotMeasured;
  double valid = kNotMeasured;
};

struct CurveRange {
  double lower = 0;
  double upper = 1;
};

class CurveHistory {
 public:
  explicit CurveHistory(CurveKind kind) : kind_(kind) {}

  /// Whether a small number is a good one: losses and errors, but not accuracy.
  void setSmallIsGood(bool small) { smallIsGood_ = small; }

  /// Takes over batches and epochs that are new; another Snapshot::run begins anew. Says whether anything changed.
  bool append(const Snapshot& snapshot);

  const Envelope& batches() const { return batches_; }
  const std::vector<CurveEpoch>& epochs() const { return epochs_; }
  std::size_t size() const { return batches_.size() + epochs_.size(); }
  bool hasValid() const;

  /// Where batch number `index` lies, in epochs.
  double positionOf(std::size_t index) const { return positions_[index]; }

  /// The first batch at or behind `position`, from 0 to batches().size().
  std::size_t batchAt(double position) const;

  /// Index into epochs() of the best one by validation, or by training where nothing was validated.
  std::optional<std::size_t> bestEpoch() const;

  /// The epoch nearest to `position`, as an index into epochs().
  std::optional<std::size_t> epochNear(double position) const;

  /// In epochs: from 0 to the last number.
  CurveRange positions() const;

  /// Heights that show every epoch, and the batches after the first epoch; the first fall of the loss and single spikes
  /// may lie above the plot, because a range that holds them would flatten everything else.
  CurveRange heights() const;

  /// The same for a logarithmic axis: from the smallest number above 0.
  CurveRange logarithmicHeights() const;

 private:
  void clear();
  void append(double position, float value);

  CurveKind kind_;
  bool smallIsGood_ = true;
  std::optional<std::uint64_t> run_;
  std::int64_t step_ = 0;  // of the last batch
  Envelope batches_;
  std::vector<double> positions_;  // of the batches
  std::vector<CurveEpoch> epochs_;
};

}  // namespace gradus::ui
