// One batch, trained in slow motion: forward through one layer after the other, the loss, backward through one layer
// after the other, the update. Between two of these a person may look. It takes the same steps as PlainStep and gives
// the same bits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/probe/step_focus.h"
#include "core/step/step_log.h"
#include "core/step/step_parts.h"
#include "core/step/training_step.h"

namespace gradus {

class BatchWalk {
 public:
  /// `samples` is the batch, `rows` says where they stand in the data set.
  BatchWalk(const StepParts& parts, const Samples& samples, std::vector<std::int64_t> rows);

  std::int64_t size() const { return static_cast<std::int64_t>(rows_.size()); }
  bool isDone() const { return next_ > updatePhase(); }

  /// Computes the next phase. The update logs the batch. Waits for the device.
  StepFocus nextPhase(StepLog& log);

  /// Goes on to the next sample of the batch, which has been computed up to its loss. After the last one the update
  /// follows.
  StepFocus nextSample(StepLog& log);

  /// Computes what is left of the batch.
  void finish(StepLog& log);

 private:
  int layers() const { return parts_.network.layerCount(); }
  int lossPhase() const { return layers(); }
  int updatePhase() const { return 2 * layers() + 1; }

  StepFocus forward(int layer);
  StepFocus loss();
  StepFocus backward(int layer);
  StepFocus update(StepLog& log);

  StepParts parts_;
  std::vector<std::int64_t> rows_;
  Batch batch_;
  Tensor value_;  ///< what has left the last layer so far
  Tensor loss_;
  bool hasGradients_ = false;
  int next_ = 0;  ///< the phase
  std::int64_t sample_ = 0;
};

}  // namespace gradus
