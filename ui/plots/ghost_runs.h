// Runs that were left: when another one begins, what the last one had learned stays to be compared with.
#pragma once

#include <QString>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/train/snapshot.h"
#include "ui/plots/curve_history.h"

namespace gradus::ui {

/// The epochs of a run by validation, or by training where nothing was validated.
struct GhostRun {
  static constexpr std::size_t kEpochs = 4096;  ///< that are held one by one

  Experiment experiment;  ///< as it was when the last of its epochs came
  CurveSeries loss{kEpochs};
  CurveSeries metric{kEpochs};
  CurveSeries determination{kEpochs};
  bool isShown = true;

  const CurveSeries& line(CurveKind kind) const;
};

/// Whoever has one may keep it: it can be looked at and changed after it has gone from the list.
using GhostRunPtr = std::shared_ptr<GhostRun>;

class GhostRuns {
 public:
  /// Takes note of the epochs of a run under `experiment`. With another Snapshot::run, the run before becomes a ghost
  /// if it had made an epoch that the new one, which undo may have brought back, has not; it replaces one with the same
  /// settings, and the oldest of too many on the same data goes. Says whether there is a new ghost.
  bool follow(const Snapshot& snapshot, const Experiment& experiment);

  /// Those on the same data set as `experiment`, the newest first: losses on other data do not compare.
  std::vector<GhostRunPtr> comparable(const Experiment& experiment) const;

  void remove(const GhostRunPtr& ghost);

  /// "previous run" for age 0, "2 runs ago" for 1.
  static QString nameOf(std::size_t age);

 private:
  void leave();

  std::vector<GhostRunPtr> ghosts_;  ///< the newest first
  GhostRunPtr present_;
  double lastEnd_ = 0;  ///< wall time of its last epoch; 0 where not known
  std::optional<std::uint64_t> run_;
};

}  // namespace gradus::ui
