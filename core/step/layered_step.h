// A step as a few launches: those that pass the batch forward and back, and one that computes the gradients tile by
// tile and applies the optimizer's formula to each at once.
#pragma once

#include "core/step/fused_network.h"
#include "core/step/training_step.h"

namespace gradus {

class LayeredStep : public TrainingStep {
 public:
  enum class Passes {
    ByRows,   ///< a few rows of the batch through all layers, forward and back, in one launch
    ByLayers  ///< all rows through one layer in one direction for each launch
  };

  LayeredStep(const StepParts& parts, Passes passes) : network_(parts), passes_(passes) {}

  std::string_view name() const override { return passes_ == Passes::ByRows ? "rows" : "layers"; }
  void train(const Samples& samples, std::int64_t batchSize, StepLog& log) override;
  void evaluate(const Samples& samples, StepLog& log) override;
  std::vector<std::vector<float>> wayOf(const Samples& row) override;
  std::vector<float> outputsOf(const Samples& samples) override;

 private:
  void reserve(std::int64_t rows);
  void rowsAtOnce(const Samples& samples, bool isTraining);
  void forward(const Samples& samples);
  void pass(const Samples& samples);
  void backward(cl_int rows);
  void update(cl_int rows, const Buffer& log, cl_int slot);

  FusedNetwork network_;
  Passes passes_;
  Tensor workspace_;
  std::int64_t capacity_ = 0;  ///< rows for which the workspace has room
};

}  // namespace gradus
