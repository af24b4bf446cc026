// How much to train before looking up: whoever trains stays able to answer, at little cost to the training.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

namespace gradus {

class Trainer;

/// Batches in a slice of about a hundredth of a second. It begins with one and grows as far as the last ones were fast.
class Slice {
 public:
  static constexpr std::int64_t kMost = 2000;

  /// Trains a slice: at most `atMost` batches, whatever evaluation they lead to, no further than the end of epoch
  /// `goal` or of the trainer's patience, and while `isOn`, asked before each piece. It waits for the device, so that
  /// whoever stops it waits for what is under way only. Throws as Trainer::collect() does.
  void train(
      Trainer& trainer, int goal, std::int64_t atMost = kMost, const std::function<bool()>& isOn = [] { return true; });

 private:
  using Clock = std::chrono::steady_clock;

  void note(Clock::time_point began);

  std::int64_t batches_ = 1;
};

}  // namespace gradus
