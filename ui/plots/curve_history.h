// The numbers behind a curve plot: every batch and every epoch of one run, and the ranges in which they are best
// seen.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/train/snapshot.h"
#include "ui/plots/curve_series.h"
#include "ui/plots/part_look.h"

namespace gradus::ui {

enum class CurveKind {
  Loss,
  Metric,        ///< accuracy or mean absolute error
  Determination  ///< R² of a regression; only epochs have it
};

/// An epoch on a plot, in the units of Score; parts that were not measured are NaN.
struct CurveEpoch {
  double epoch = 0;
  std::array<double, kDataParts> values{kNotMeasured, kNotMeasured, kNotMeasured};  ///< by indexOf()

  double of(DataPart part) const { return values.at(indexOf(part)); }
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

/// Heights of a logarithmic axis. 0 and less have no place on it: they are drawn at a floor below all other numbers.
struct LogarithmicHeights {
  CurveRange range;
  double floor = 0;  ///< 0 where every number is above 0
  bool hasNegative = false;
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

  /// One entry for each epoch, or for several; for every part as many.
  const CurveSeries& epochs(DataPart part) const { return epochs_.at(indexOf(part)); }
  const CurveSeries& train() const { return epochs(DataPart::Train); }
  std::int64_t size() const { return batches_.count() + train().count(); }
  bool hasEpochs() const { return !train().isEmpty(); }

  /// Whether that part was ever measured.
  bool has(DataPart part) const { return best_.at(indexOf(part)).has_value(); }

  /// The best one by validation, or by training where nothing was validated: the test part chooses nothing.
  DataPart bestPart() const { return has(DataPart::Valid) ? DataPart::Valid : DataPart::Train; }
  const std::optional<CurveEpoch>& bestEpoch() const { return best_.at(indexOf(bestPart())); }

  /// Of network and data, when the newest batch or epoch was measured; 0 where there is none.
  std::uint64_t version() const { return version_; }

  /// The epoch nearest to `position`.
  std::optional<CurveEpoch> epochNear(double position) const;

  /// Of the last batch or epoch; 0 if there is none.
  double lastPosition() const;

  /// Heights that show every epoch from position `seen.lower` to `seen.upper`, and the batches after the first epoch;
  /// the first fall of the loss and single spikes may lie above the plot, because a range that holds them would flatten
  /// everything else. A stretch that does not begin at 0 fills the height. `others` is shown too, and of this run the
  /// curves of the parts `shown`.
  CurveRange heights(const CurveRange& seen, const CurveSpan& others = {}, const PartFlags& shown = kEveryPart) const;

  /// The same for a logarithmic axis.
  LogarithmicHeights logarithmicHeights(const CurveRange& seen, const CurveSpan& others = {},
                                        const PartFlags& shown = kEveryPart) const;

 private:
  void clear();
  void appendBatch(const BatchPoint& point);
  void appendEpoch(const EpochPoint& point);
  void noteRate(const BatchPoint& point);

  CurveKind kind_;
  bool smallIsGood_ = true;
  std::optional<std::uint64_t> run_;
  std::int64_t step_ = 0;  // of the last batch
  float lowestRate_ = 0;
  float highestRate_ = 0;
  CurveSeries batches_;
  CurveSeries rates_;
  std::array<CurveSeries, kDataParts> epochs_;
  std::array<std::optional<CurveEpoch>, kDataParts> best_;
  std::uint64_t version_ = 0;
};

}  // namespace gradus::ui
