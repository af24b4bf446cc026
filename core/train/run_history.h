// The batches and epochs of a run: what kernels have logged but nobody has read yet, in order, and the points that it
// becomes when it is read.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/recent.h"
#include "core/data/dataset.h"
#include "core/run/run_points.h"
#include "core/step/step_log.h"

namespace gradus {

/// The means over rows that are evaluated in pieces.
class ScoreSum {
 public:
  /// `lossWeight` as TrainingLoss::weightOf.
  void add(const LoggedBatch& piece, std::int64_t rows, double lossWeight);

  /// NaN for no rows. `variance` is that of the targets of a regression, else NaN.
  Score mean(double variance) const;

 private:
  double loss_ = 0;
  double metric_ = 0;
  double squares_ = 0;
  std::int64_t rows_ = 0;
  double lossWeight_ = 0;
};

/// The variance of the targets of a regression among those rows; NaN for classes or no rows.
double targetVariance(const Dataset& dataset, const std::vector<std::int64_t>& rows);

/// What a run looks at to know how long it took and when: the machine's, unless a test sets its own.
struct RunClocks {
  std::function<std::chrono::steady_clock::time_point()> steady = std::chrono::steady_clock::now;
  std::function<std::chrono::system_clock::time_point()> wall = std::chrono::system_clock::now;
};

/// What has been of a run, as a value.
struct RunPoints {
  std::vector<BatchPoint> batches;
  std::vector<EpochPoint> epochs;
  double seconds = 0;  ///< spent training
};

class RunHistory {
 public:
  /// `variances` are those of the targets, by DataPart; NaN for classification.
  RunHistory(Device& device, const std::array<double, kDataParts>& variances, RunClocks clocks)
      : variances_(variances), clocks_(std::move(clocks)), log_(device) {}

  /// Where a TrainingStep logs. What it logged has to be noted at once.
  StepLog& log() { return log_; }
  std::int64_t room() const { return log_.room(); }

  /// Batch number `step`, from 1, after which `epochs` epochs are done, the learning rate of its update and its
  /// version.
  void noteBatch(std::int64_t step, double epochs, float learningRate, std::uint64_t version) {
    notes_.push_back({.step = step, .epochs = epochs, .learningRate = learningRate, .version = version});
  }

  /// A piece of `rows` rows of the evaluation of a part; `lossWeight` as in ScoreSum::add.
  void noteEvaluation(DataPart part, std::int64_t rows, double lossWeight) {
    notes_.push_back({.part = part, .rows = rows, .lossWeight = lossWeight});
  }

  /// What was taken over of an evaluation in progress does not count: it begins anew.
  void restartEvaluation() { sums_ = {}; }

  /// The piece that was just noted ended an epoch of that version, see TrainingProgress.
  void noteEpochEnd(std::uint64_t version) {
    notes_.back().endsEpoch = true;
    notes_.back().version = version;
  }

  using Moment = std::chrono::steady_clock::time_point;
  Moment now() const { return clocks_.steady(); }

  /// Waits for the device and takes over what was noted. The time since `since`, if one is given, was spent training.
  /// Gives the first step whose loss is not finite, if there is one, or the last step before an evaluation of the
  /// training part that is not; nothing behind it counts.
  std::optional<std::int64_t> take(std::optional<Moment> since);

  /// As if nothing had happened. Waits for the device.
  void clear();

  /// The points that are there.
  RunPoints points() const;

  /// As if `points` had been taken over, the last steps of `step` in `epoch` whole epochs. Waits for the device.
  void goOnFrom(const RunPoints& points, std::int64_t step, int epoch);

  /// The last ones: a view that asks now and then misses none, one that never asks makes no memory grow.
  const Recent<BatchPoint>& batches() const { return batches_; }
  const Recent<EpochPoint>& epochs() const { return epochs_; }
  double seconds() const { return seconds_; }

 private:
  struct Note {
    std::int64_t step = 0;  ///< 0 for a piece of an evaluation
    double epochs = 0;
    float learningRate = 0;
    std::uint64_t version = 0;
    DataPart part = DataPart::Train;
    std::int64_t rows = 0;
    double lossWeight = 0;
    bool endsEpoch = false;
  };

  void endEpoch(double seconds, std::uint64_t version);

  std::array<double, kDataParts> variances_;
  RunClocks clocks_;
  StepLog log_;
  std::vector<Note> notes_;                ///< one for each entry of log_
  std::array<ScoreSum, kDataParts> sums_;  ///< of the epoch in progress, by DataPart
  Recent<BatchPoint> batches_{1U << 16U};
  Recent<EpochPoint> epochs_{1U << 13U};
  std::int64_t step_ = 0;  ///< the last one taken over
  int epoch_ = 0;          ///< likewise
  double seconds_ = 0;
};

}  // namespace gradus
