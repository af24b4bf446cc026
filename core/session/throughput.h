// Samples per second over the last half second of training, steady enough to read.
#pragma once

#include <cstdint>
#include <deque>

namespace gradus {

class Throughput {
 public:
  void clear() { points_.clear(); }

  /// `samples` were trained on in `seconds` of training, both counted from the beginning.
  void note(double seconds, std::int64_t samples) {
    points_.push_back({seconds, samples});
    while (points_.size() > 2 && seconds - points_[1].seconds >= kWindow) points_.pop_front();
  }

  /// 0 before two notes.
  double samplesPerSecond() const {
    if (points_.size() < 2) return 0;
    const double seconds = points_.back().seconds - points_.front().seconds;
    return seconds > 0 ? static_cast<double>(points_.back().samples - points_.front().samples) / seconds : 0;
  }

 private:
  static constexpr double kWindow = 0.5;

  struct Point {
    double seconds = 0;
    std::int64_t samples = 0;
  };
  std::deque<Point> points_;
};

}  // namespace gradus
