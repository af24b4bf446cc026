#include "core/session/pace.h"

#include <algorithm>
#include <cmath>

namespace gradus {
namespace {

constexpr std::chrono::duration<double> kPicture{1.0 / 60};
constexpr double kLongestDebt = 0.1;  // seconds

}  // namespace

void Pace::setRate(double stepsPerSecond) {
  rate_ = std::max(stepsPerSecond, 0.0);
  start(Clock::now());
}

void Pace::start(Clock::time_point now) {
  since_ = asked_ = now;
  made_ = 0;
}

std::int64_t Pace::due(Clock::time_point now) {
  asked_ = now;
  const double seconds = std::chrono::duration<double>(now - since_).count();
  const double behind = seconds - static_cast<double>(made_) / rate_;
  if (behind > kLongestDebt + 1 / rate_) {
    start(now);
    return 1;
  }
  return std::max<std::int64_t>(static_cast<std::int64_t>(std::floor(seconds * rate_)) - made_, 0);
}

Pace::Clock::time_point Pace::next() const {
  const std::chrono::duration<double> step{static_cast<double>(made_ + 1) / rate_};
  const auto at = [](Clock::time_point from, std::chrono::duration<double> later) {
    return from + std::chrono::duration_cast<Clock::duration>(later);
  };
  return std::max(at(since_, step), at(asked_, kPicture));
}

}  // namespace gradus
