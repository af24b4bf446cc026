// Trains with several ways that give the same bits, takes the time, and goes on with the fastest: which one that is
// depends on the caches and the number of processors. What is found is remembered for the device.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/opencl/measured_choices.h"
#include "core/step/training_step.h"

namespace gradus {

class Device;

class FastestStep : public TrainingStep {
 public:
  /// `choice` names the decision in Device::choices(). The first way is taken where nothing can be remembered.
  FastestStep(Device& device, std::string choice, std::vector<std::unique_ptr<TrainingStep>> ways);

  /// Of the way that trains next.
  std::string_view name() const override { return now().name(); }

  /// Waits for the device while the choice is open.
  void train(const Samples& samples, std::int64_t batchSize, StepLog& log) override;
  void evaluate(const Samples& samples, StepLog& log) override { now().evaluate(samples, log); }
  std::vector<std::vector<float>> wayOf(const Samples& row) override { return now().wayOf(row); }
  std::vector<float> outputsOf(const Samples& samples) override { return now().outputsOf(samples); }
  std::int64_t batchesAtOnce() const override;

 private:
  TrainingStep& now() const { return *ways_[choice_.current()]; }
  void forgetTheSlow();

  Device& device_;
  std::vector<std::unique_ptr<TrainingStep>> ways_;  ///< once the choice is made, null but for the chosen
  MeasuredChoice choice_;
};

}  // namespace gradus
