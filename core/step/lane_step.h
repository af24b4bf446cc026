// Many steps of a very small network in one launch, the samples of a batch in the lanes of one processor's vectors.
#pragma once

#include "core/step/fused_network.h"
#include "core/step/training_step.h"

namespace gradus {

class LaneStep : public TrainingStep {
 public:
  explicit LaneStep(const StepParts& parts);

  std::string_view name() const override { return "lanes"; }
  void train(const Samples& samples, std::int64_t batchSize, StepLog& log) override;
  void evaluate(const Samples& samples, StepLog& log) override;
  std::vector<std::vector<float>> wayOf(const Samples& row) override;
  std::vector<float> outputsOf(const Samples& samples) override;
  std::int64_t batchesAtOnce() const override { return 256; }

 private:
  void pass(const Samples& samples, const Buffer& log, cl_int slot);

  FusedNetwork network_;
  Tensor workspace_;
  Tensor unread_;  ///< where a forward pass reports whose loss nobody wants
};

}  // namespace gradus
