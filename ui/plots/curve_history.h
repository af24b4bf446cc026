// The numbers behind a curve plot: every batch and every epoch of one run, and the ranges in which they are best
// seen.
#pragma once

#include <cstdint>
#include <optional>

#include "core/train/snapshot.h"
#include "ui/plots/curve_series.h"

namespace gradus::ui {

enum class CurveKind {
  Loss,
  Metric,        ///< accuracy or mean absolute error
  Determination  ///< R² of a regression; only epochs have it
};

/// An epoch on a plot, in the units of Score; parts that were not measured are NaN.
struct CurveEpoch {
  double epoch = 0;
  double train = kNotMeasured;
  double valid = kNotMeasured;
};

/// What a plot of that kind shows of a score.
double valueOf(const Score& score, CurveKind kind);

/// Finite numbers and the range they need.
class CurveSpan {
 public:
  void add(double value);
  void add(const Extremes& extremes);
  bool isEmpty() const { return range_.lower > range_.upper; }
  const CurveRange& range() const { return range_; }

 private:
  CurveRange range_{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
};

class CurveHistory {
 public:
  explicit CurveHistory(CurveKind kind) : kind_(kind) {}

  CurveKind kind() const { return kind_; }

  /// Whether a small number is a good one: losses and errors, but not accuracy. Not in the middle of a run.
  void setSmallIsGood(bool small) { smallIsGood_ = small; }
  bool smallIsGood() const { return smallIsGood_; }

  /// Takes over batches and epochs that are new; another Snapshot::run begins anew. Says whether anything changed.
  bool append(const Snapshot& snapshot);

  const CurveSeries& batches() const { return batches_; }
  const CurveSeries& rates() const { return rates_; }  ///< learning rates of the batches, of a history of the loss

  /// Whether the learning rate has changed in the run.
  bool ratesVary() const { return lowestRate_ < highestRate_; }

  const CurveSeries& train() const { return train_; }  ///< one entry for each epoch, or for several
  const CurveSeries& valid() const { return valid_; }  ///< as many
  std::int64_t size() const { return batches_.count() + train_.count(); }
  bool hasEpochs() const { return !train_.isEmpty(); }
  bool hasValid() const { return bestValid_.has_value(); }

  /// The best one by validation, or by training where nothing was validated.
  const std::optional<CurveEpoch>& bestEpoch() const { return bestValid_ ? bestValid_ : bestTrain_; }

  /// The epoch nearest to `position`.
  std::optional<CurveEpoch> epochNear(double position) const;

  /// Of the last batch or epoch; 0 if there is none.
  double lastPosition() const;

  /// Heights that show every epoch from position `seen.lower` to `seen.upper`, and the batches after the first epoch;
  /// the first fall of the loss and single spikes may lie above the plot, because a range that holds them would flatten
  /// everything else. A stretch that does not begin at 0 fills the height. `others` is shown too.
  CurveRange heights(const CurveRange& seen, const CurveSpan& others = {}) const;

  /// The same for a logarithmic axis: from the smallest number above 0.
  CurveRange logarithmicHeights(const CurveRange& seen, const CurveSpan& others = {}) const;

 private:
  void clear();
  void appendBatch(const BatchPoint& point);
  void noteRate(const BatchPoint& point);

  CurveKind kind_;
  bool smallIsGood_ = true;
  std::optional<std::uint64_t> run_;
  std::int64_t step_ = 0;  // of the last batch
  float lowestRate_ = 0;
  float highestRate_ = 0;
  CurveSeries batches_;
  CurveSeries rates_;
  CurveSeries train_;
  CurveSeries valid_;
  std::optional<CurveEpoch> bestTrain_;
  std::optional<CurveEpoch> bestValid_;
};

}  // namespace gradus::ui
