// The general way: tensors, autograd and the optimizer's own launch. It knows every layer and every loss, and the
// others are tested against it.
#pragma once

#include "core/step/step_parts.h"
#include "core/step/training_step.h"

namespace gradus {

class PlainStep : public TrainingStep {
 public:
  explicit PlainStep(const StepParts& parts) : parts_(parts) {}

  std::string_view name() const override { return "plain"; }
  void train(const Samples& samples, std::int64_t batchSize, StepLog& log) override;
  void evaluate(const Samples& samples, StepLog& log) override;

 private:
  StepParts parts_;
};

}  // namespace gradus
