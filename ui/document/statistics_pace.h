// When the layers are measured: as often as costs the training little, see isStale(), and not again where nothing has
// changed.
#pragma once

#include <QElapsedTimer>

#include "core/probe/freshness.h"
#include "core/probe/layer_statistics.h"

namespace gradus::ui {

class StatisticsPace {
 public:
  /// The first time kernels may have to be compiled, for seconds: what a person is waiting for comes before, in
  /// milliseconds.
  static constexpr int kFirst = 600;

  /// Whether to ask for statistics now, after `epochs` whole epochs.
  bool isDue(bool isRunning, int epochs) const {
    if (!hasMeasured_) return sinceState_.isValid() && sinceState_.elapsed() >= kFirst;
    if (!isRunning) return isChanged_;
    return !since_.isValid() || isStale({.ago = 1e-3 * static_cast<double>(since_.elapsed()),
                                         .work = isBeginning() ? work_ / 10 : work_,
                                         .shortestRest = isBeginning() ? kShortestRest / 10 : kShortestRest,
                                         .hasEpochEnded = epochs > epochs_});
  }

  bool hasMeasured() const { return hasMeasured_; }

  void noteAsked(int epochs) {
    since_.start();
    epochs_ = epochs;
    isChanged_ = false;
    beginning_ -= beginning_ > 0 ? 1 : 0;
  }

  /// The time of the first one was that of compiling.
  void noteAnswer(const NetworkStatistics& statistics) {
    work_ = hasMeasured_ ? statistics.seconds : 0;
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
  static constexpr double kShortestRest = 0.1;  // seconds
  static constexpr double kCheap = 0.003;

  bool isBeginning() const { return beginning_ > 0 && work_ < kCheap; }

  QElapsedTimer since_;
  QElapsedTimer sinceState_;
  double work_ = 0;  // seconds that measuring takes
  int epochs_ = 0;   // done when it was asked for
  bool isChanged_ = true;
  bool hasMeasured_ = false;
  int beginning_ = 0;  ///< moments of it that are left
};

}  // namespace gradus::ui
