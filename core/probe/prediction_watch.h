// Keeps the predictions for a view fresh while a network trains, at the pace that training can afford, see isStale():
// at most twice a second.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "core/probe/prediction_pass.h"
#include "core/probe/predictions.h"

namespace gradus {

class PredictionWatch {
 public:
  using Clock = std::chrono::steady_clock;

  /// The last predictions for `part`, or null. `step` is where the run is now.
  PredictionsPtr latest(DataPart part) const;

  /// Whether a view that asks for `part` at `now` is to get another pass. `step` and `epochs` say where the run is.
  bool isDue(DataPart part, std::int64_t step, int epochs, bool isTraining, Clock::time_point now) const;

  bool isBusy() const { return pass_ != nullptr; }
  void begin(std::unique_ptr<PredictionPass> pass) { pass_ = std::move(pass); }

  /// The next piece. A pass is given up if the weights are no longer those of its beginning. Says whether it is done
  /// and there are new predictions.
  bool advance(TrainingStep& trainingStep, Network& network, std::int64_t step, Clock::time_point now);

  /// Nobody wants to see it any more.
  void cancel() { pass_.reset(); }

  /// The weights have changed without a step: by a rewind, or by hand.
  void forget();

 private:
  std::unique_ptr<PredictionPass> pass_;
  PredictionsPtr latest_;
  std::optional<Clock::time_point> ended_;  ///< when a pass was done the last time
  double work_ = 0;                         ///< that it was, in seconds
};

}  // namespace gradus
