// When the layers are measured: as often as costs the training little, and not again where nothing has changed.
#pragma once

#include <QElapsedTimer>
#include <algorithm>

#include "core/train/layer_statistics.h"

namespace gradus::ui {

class StatisticsPace {
 public:
  /// Whether to ask for statistics now.
  bool isDue(bool isRunning) const {
    if (isRunning) return !since_.isValid() || since_.elapsed() >= (first_ > 0 ? pause_ / 10 : pause_);
    return isChanged_;
  }

  void noteAsked() {
    since_.start();
    isChanged_ = false;
    first_ -= first_ > 0 ? 1 : 0;
  }

  void noteAnswer(const NetworkStatistics& statistics) {
    constexpr double kShare = 0.02;    // of the time of the training
    constexpr double kShortest = 100;  // milliseconds
    constexpr double kLongest = 5000;
    pause_ = static_cast<qint64>(std::clamp(1e3 * statistics.seconds / kShare, kShortest, kLongest));
  }

  /// The network may be another than the one that was measured.
  void noteChange() { isChanged_ = true; }

  /// Training begins or goes on: its first moments are looked at more often, for a run may be short.
  void noteStart() { first_ = 10; }

 private:
  QElapsedTimer since_;
  qint64 pause_ = 0;
  bool isChanged_ = true;
  int first_ = 0;
};

}  // namespace gradus::ui
