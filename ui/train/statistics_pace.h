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
    if (isRunning) return !since_.isValid() || since_.elapsed() >= pause_;
    return isChanged_;
  }

  void noteAsked() {
    since_.start();
    isChanged_ = false;
  }

  void noteAnswer(const NetworkStatistics& statistics) {
    constexpr double kShare = 0.02;    // of the time of the training
    constexpr double kShortest = 100;  // milliseconds
    constexpr double kLongest = 5000;
    pause_ = static_cast<qint64>(std::clamp(1e3 * statistics.seconds / kShare, kShortest, kLongest));
  }

  /// The network may be another than the one that was measured.
  void noteChange() { isChanged_ = true; }

 private:
  QElapsedTimer since_;
  qint64 pause_ = 0;
  bool isChanged_ = true;
};

}  // namespace gradus::ui
