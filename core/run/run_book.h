// The run that goes on and those that were left: when another one begins, what the last one has learned stays to be
// compared with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/run/run.h"

namespace gradus {

/// A run that was left.
struct EarlierRun {
  RunPtr run;
  bool isShown = true;  ///< unless a person does not want to see it
};

class RunBook {
 public:
  /// Earlier runs on the same data that are kept at most.
  static constexpr std::size_t kMost = 4;

  /// Takes note of what has happened. With another RunNews::run, the run before becomes an earlier one if it had made
  /// an epoch that the new one, which undo may have brought back, has not; it replaces one with the same settings, and
  /// the oldest of too many on the same data goes.
  void follow(const RunNews& news);

  /// Null before anything was noted.
  RunPtr present() const { return present_; }

  /// Those on the same data set as `experiment`, the newest first: losses on other data do not compare.
  std::vector<EarlierRun> comparable(const Experiment& experiment) const;

  void show(const RunPtr& run, bool isShown);

  /// Whoever has one may keep it after it has gone.
  void remove(const RunPtr& run);

  /// Goes up when a run is left, shown, hidden or removed.
  std::uint64_t changes() const { return changes_; }

 private:
  void leave();

  std::shared_ptr<Run> present_;
  std::vector<EarlierRun> earlier_;  ///< the newest first
  std::uint64_t changes_ = 0;
};

}  // namespace gradus
