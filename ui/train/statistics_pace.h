// When the layers are measured: as often as costs the training little, and not again where nothing has changed.
#pragma once

#include <QElapsedTimer>
#include <algorithm>

#include "core/train/layer_statistics.h"

namespace gradus::ui {

class StatisticsPace {
 public:
  /// The first time kernels may have to be compiled, for seconds: what a person is waiting for comes before, in
  /// milliseconds.
  static constexpr int kFirst = 600;

  /// Whether to ask for statistics now.
  bool isDue(bool isRunning) const {
    if (!hasMeasured_) return sinceState_.isValid() && sinceState_.elapsed() >= kFirst;
    if (isRunning) return !since_.isValid() || static_cast<double>(since_.elapsed()) >= pause();
    return isChanged_;
  }

  bool hasMeasured() const { return hasMeasured_; }

  void noteAsked() {
    since_.start();
    isChanged_ = false;
    beginning_ -= beginning_ > 0 ? 1 : 0;
  }

  void noteAnswer(const NetworkStatistics& statistics) {
    constexpr double kShare = 0.01;    // of the time of the training
    constexpr double kShortest = 100;  // milliseconds
    constexpr double kLongest = 5000;
    // The time of the first one was that of compiling.
    const double milliseconds = hasMeasured_ ? 1e3 * statistics.seconds : 0;
    pause_ = std::clamp(milliseconds / kShare, kShortest, kLongest);
    hasMeasured_ = true;
  }

  /// The network may be another than the one that was measured.
  void noteChange() { isChanged_ = true; }

  /// The session does something else than before.
  void noteState(bool isRunning) {
    isChanged_ = true;
    sinceState_.start();
    // The first moments of a training are looked at more often, for it may be short.
    if (isRunning) beginning_ = 10;
  }

 private:
  double pause() const {
    constexpr double kCheap = 300;
    return beginning_ > 0 && pause_ < kCheap ? pause_ / 10 : pause_;
  }

  QElapsedTimer since_;
  QElapsedTimer sinceState_;
  double pause_ = 0;  // milliseconds
  bool isChanged_ = true;
  bool hasMeasured_ = false;
  int beginning_ = 0;  ///< moments of it that are left
};

}  // namespace gradus::ui
