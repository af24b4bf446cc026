// One measure of a run, such as its loss: of every batch and of every epoch, for each part of the data.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/data/data_part.h"
#include "core/run/curve_series.h"
#include "core/run/run_news.h"

namespace gradus {

enum class CurveKind {
  Loss,
  Metric,        ///< accuracy or mean absolute error
  Determination  ///< R² of a regression; only epochs have it
};

/// An epoch on a curve, in the units of Score; parts that were not measured are NaN.
struct CurveEpoch {
  double epoch = 0;
  std::array<double, kDataParts> values{kNotMeasured, kNotMeasured, kNotMeasured};  ///< by indexOf()

  double of(DataPart part) const { return values.at(indexOf(part)); }
};

class RunCurve {
 public:
  explicit RunCurve(CurveKind kind) : kind_(kind) {}

  CurveKind kind() const { return kind_; }

  /// Takes over batches and epochs that are new.
  void append(const RunNews& news);
  void forgetBatches();

  const CurveSeries& batches() const { return batches_; }
  const CurveSeries& rates() const { return rates_; }  ///< learning rates of the batches, of the loss alone

  /// Whether the learning rate has changed in the run.
  bool ratesVary() const { return lowestRate_ < highestRate_; }

  /// One entry for each epoch, or for several; for every part as many.
  const CurveSeries& epochs(DataPart part) const { return epochs_.at(indexOf(part)); }
  const CurveSeries& train() const { return epochs(DataPart::Train); }
  std::int64_t size() const { return batches_.count() + train().count(); }
  bool hasEpochs() const { return !train().isEmpty(); }

  /// Whether that part was ever measured.
  bool has(DataPart part) const { return lowest_.at(indexOf(part)).has_value(); }

  /// The best one by validation, or by training where nothing was validated: the test part chooses nothing. A small
  /// number is a good one of losses and errors, but not of accuracy.
  DataPart bestPart() const { return has(DataPart::Valid) ? DataPart::Valid : DataPart::Train; }
  const std::optional<CurveEpoch>& bestEpoch(bool smallIsGood) const {
    return (smallIsGood ? lowest_ : highest_).at(indexOf(bestPart()));
  }

  /// The epoch nearest to `position`.
  std::optional<CurveEpoch> epochNear(double position) const;

  /// Of the last batch or epoch; 0 if there is none.
  double lastPosition() const;

 private:
  void appendBatch(const BatchPoint& point);
  void appendEpoch(const EpochPoint& point);
  void noteRate(const BatchPoint& point);

  CurveKind kind_;
  std::int64_t step_ = 0;  // of the last batch
  float lowestRate_ = 0;
  float highestRate_ = 0;
  CurveSeries batches_;
  CurveSeries rates_;
  std::array<CurveSeries, kDataParts> epochs_;
  std::array<std::optional<CurveEpoch>, kDataParts> lowest_;   // the first of equals
  std::array<std::optional<CurveEpoch>, kDataParts> highest_;  // likewise
};

}  // namespace gradus
