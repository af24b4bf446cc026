// A step as a few launches. Where the weights fit into a processor's cache, one takes a few rows of the batch forward
// and back through all layers; else each takes all rows through one layer. The last computes the gradients tile by
// tile and applies the optimizer's formula to each at once.
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
  bool isSmall() const;
  void rowsAtOnce(const Samples& samples, bool isTraining);
  void forward(const Samples& samples);
  void backward(cl_int rows);
  void update(cl_int rows, const Buffer& log, cl_int slot);

  FusedNetwork network_;
  Tensor workspace_;
  std::int64_t capacity_ = 0;  ///< rows for which the workspace has room
};

}  // namespace gradus
