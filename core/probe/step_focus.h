// What a step inside a batch has just computed, for views that light it up.
#pragma once

#include <cstdint>
#include <string>

namespace gradus {

struct StepFocus {
  enum class Phase { Forward, Loss, Backward, Update, Sample };

  Phase phase = Phase::Forward;
  int layer = -1;         ///< of LayerSnapshot's, from 0; −1 where the phase belongs to none
  std::int64_t row = -1;  ///< of the data set, where the phase belongs to a sample
  std::string text;       ///< what was computed, with its numbers
};

}  // namespace gradus
