// A change of network or settings in the middle of a run, which goes on with what it has learned.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/experiment/experiment.h"

namespace gradus {

/// What may change in the middle of a run.
struct RunSettings {
  NetworkSpec network;
  TrainingSpec training;

  bool operator==(const RunSettings&) const = default;
};

struct RunEvent {
  std::int64_t step = 0;  ///< the last one under the settings of before
  double epochs = 0;      ///< done by then: 2.5 in the middle of the third
  RunSettings before;
  RunSettings after;
};

/// In the order of their steps.
using RunEvents = std::vector<RunEvent>;
using RunEventsPtr = std::shared_ptr<const RunEvents>;

/// The last of many: dragging a slider while a run goes on makes one for each step.
constexpr std::size_t kMostRunEvents = 200;

/// `events`, which may be null, and another one. Those before the same step are one, or none where they undo each
/// other.
RunEventsPtr withEvent(const RunEventsPtr& events, RunEvent event);

}  // namespace gradus
