// How much to train before looking up: whoever trains stays able to answer, at little cost to the training.
#pragma once

#include <chrono>
#include <cstdint>

namespace gradus {

class Trainer;

/// Batches in a slice of about a hundredth of a second. It begins with one and grows as far as the last ones were fast.
class Slice {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr std::int64_t kMost = 2000;

  std::int64_t batches() const { return batches_; }

  /// Trains a slice: at most `atMost` batches, whatever evaluation they lead to, and no further than the end of epoch
  /// `goal` or of the trainer's patience. Throws as Trainer::collect() does.
  void train(Trainer& trainer, int goal, std::int64_t atMost = kMost);

  /// A whole slice has begun at `began` and is done.
  void note(Clock::time_point began);

 private:
  std::int64_t batches_ = 1;
};

}  // namespace gradus
