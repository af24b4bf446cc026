// What it costs to watch a network that trains flat out, and what the training costs who watches.
#pragma once

#include <string>

#include "core/experiment/experiment.h"

namespace gradus {

/// Milliseconds until something has happened, over many times.
struct Delays {
  double median = 0;
  double high = 0;  ///< 99th percentile
  double worst = 0;
};

struct WatchingTimes {
  Delays events;              ///< until the window handles one
  Delays drawing;             ///< from a stroke on the Inspect page to its prediction
  double watchedSteps = 0;    ///< per second, with the Train page shown
  double inspectedSteps = 0;  ///< per second, with the Inspect page shown
  double aloneSteps = 0;      ///< per second, of the same session without a window
  double replot = 0;          ///< milliseconds to draw the loss curve again after a million batches
};

/// Trains the experiment, whose data are grey images, with and without the window, in turns. Throws Error if the
/// session fails.
WatchingTimes probeWatching(const Experiment& experiment, const std::string& device, int argc, char** argv);

}  // namespace gradus
