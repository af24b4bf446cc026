// How much to train before looking up: whoever trains stays able to answer, at little cost to the training.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace gradus {

/// Batches in a slice of about a hundredth of a second. It begins with one and grows as far as the last ones were fast.
class Slice {
 public:
  using Clock = std::chrono::steady_clock;

  static constexpr std::int64_t kMost = 2000;

  std::int64_t batches() const { return batches_; }

  /// A whole slice has begun at `began` and is done.
  void note(Clock::time_point began) {
    constexpr double kSeconds = 0.010;  // as long as a command may have to wait; shorter ones would cost throughput
    const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
    const double factor = std::clamp(kSeconds / std::max(seconds, 1e-6), 0.5, 2.0);
    batches_ = std::clamp<std::int64_t>(std::llround(static_cast<double>(batches_) * factor), 1, kMost);
  }

 private:
  std::int64_t batches_ = 1;
};

}  // namespace gradus
