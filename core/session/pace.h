// How fast training may go: from a batch now and then, which the eye can follow, to flat out.
#pragma once

#include <chrono>
#include <cstdint>

namespace gradus {

/// A speed a person has chosen.
struct Speed {
  enum class Unit { Batches, Epochs };

  double perSecond = 0;  ///< 0: flat out
  Unit unit = Unit::Batches;

  bool operator==(const Speed&) const = default;
};

/// Deals out steps at an even rate. Time that was missed is not made up for by a burst.
class Pace {
 public:
  using Clock = std::chrono::steady_clock;

  /// 0 or less: flat out.
  void setRate(double stepsPerSecond);

  bool isLimited() const { return rate_ > 0; }
  double stepsPerSecond() const { return rate_; }

  /// Begins to count at `now`.
  void start(Clock::time_point now);

  /// How many steps may be made at `now`.
  std::int64_t due(Clock::time_point now);

  void note(std::int64_t steps) { made_ += steps; }

  /// When the next steps are due: at most as often as a screen shows pictures.
  Clock::time_point next() const;

 private:
  double rate_ = 0;
  Clock::time_point since_;
  Clock::time_point asked_;
  std::int64_t made_ = 0;  ///< since then
};

}  // namespace gradus
