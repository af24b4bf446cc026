// What has happened in a run since somebody last asked.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/run/run_event.h"
#include "core/run/run_points.h"

namespace gradus {

struct RunNews {
  std::uint64_t run = 0;            ///< changes where the history that is told begins anew: with load, rewind and undo
  std::vector<BatchPoint> batches;  ///< that are new, oldest first; some may be known already
  std::vector<EpochPoint> epochs;   ///< likewise
  std::shared_ptr<const Experiment> experiment;  ///< that the run is of now; null where not known
  RunEventsPtr events;                           ///< all of them; null for none
};

}  // namespace gradus
