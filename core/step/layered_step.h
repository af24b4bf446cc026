// A step as a few launches, each of which does all of a layer in one direction: products, bias, activation and the
// optimizer's update included.
#pragma once

#include "core/step/fused_network.h"
#include "core/step/training_step.h"

namespace gradus {

class LayeredStep : public TrainingStep {
 public:
  explicit LayeredStep(const StepParts& parts);

  std::string_view name() const override { return "layered"; }
  void train(const Samples& samples, std::int64_t batchSize, StepLog& log) override;
  void evaluate(const Samples& samples, StepLog& log) override;

 private:
  void reserve(std::int64_t rows);
  void forward(const Samples& samples);
  void backward(cl_int rows);
  void update(cl_int rows, const Buffer& log, cl_int slot);

  FusedNetwork network_;
  Tensor workspace_;
  std::int64_t capacity_ = 0;  ///< rows for which the workspace has room
};

}  // namespace gradus
