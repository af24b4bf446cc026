// Goes through a part of the data in pieces, so that a command never waits for all of it, and notes what the network
// says.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/probe/predictions.h"
#include "core/step/device_data.h"
#include "core/step/network.h"
#include "core/step/training_loss.h"
#include "core/step/training_step.h"

namespace gradus {

/// Where a run is.
struct RunMoment {
  std::int64_t step = 0;
  std::uint64_t version = 0;
  double epochs = 0;
};

class PredictionPass {
 public:
  /// `rows` of the data set, and the same on the device as DeviceData::upload gives them. `dataset` and `data` outlive
  /// the pass.
  PredictionPass(const Dataset& dataset, const DeviceData& data, TrainingLoss loss, DataPart part,
                 std::vector<std::int64_t> rows, Tensor uploaded, const RunMoment& moment);

  std::int64_t step() const { return result_->step; }
  DataPart part() const { return result_->part; }
  bool isDone() const { return done_ == std::ssize(result_->rows); }

  /// The next piece, with the network as outside training. `step` is the one that trains it. Waits for the device. Not
  /// after isDone().
  void advance(TrainingStep& step, Network& network);

  /// What was found, once it is done.
  PredictionsPtr finish();

 private:
  std::vector<float> outputsOf(TrainingStep& step, Network& network, std::int64_t count) const;
  void noteClass(std::vector<float> scores, std::int64_t row);
  void noteNumber(float output);
  void noteLosses(const std::vector<float>& outputs, std::int64_t count);

  const Dataset& dataset_;
  const DeviceData& data_;
  TrainingLoss loss_;
  Tensor uploaded_;
  std::shared_ptr<Predictions> result_;
  std::int64_t done_ = 0;
  double quickest_ = 0;  ///< of the pieces, in seconds
  int pieces_ = 0;
};

}  // namespace gradus
