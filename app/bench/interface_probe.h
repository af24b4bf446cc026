// One measured life of the window: start, a click on Train, commands while it trains flat out, closing.
#pragma once

#include <string>

#include "core/experiment/experiment.h"

namespace gradus {

/// Milliseconds, all of them.
struct InterfaceTimes {
  double windowShown = 0;        ///< from the start of the process to the painted window
  double clickToFirstPoint = 0;  ///< from the click on Train to the first point in the loss plot
  double slowestAnswer = 0;      ///< of pause, resume, step, rewind and stop while it trains flat out
  double closing = 0;            ///< from the click on close, in the middle of training, to the end of the session
};

/// What it costs to watch a network that trains flat out, and what the training costs who watches.
struct WatchingTimes {
  double latencyMedian = 0;  ///< milliseconds that an event of the window waits before it is handled
  double latency99 = 0;      ///< 99th percentile
  double latencyWorst = 0;
  double watchedSteps = 0;    ///< per second, with the Train page shown
  double inspectedSteps = 0;  ///< per second, with the Inspect page shown
  double aloneSteps = 0;      ///< per second, of the same session without a window
  double replot = 0;          ///< milliseconds to draw the loss curve again after a million batches
};

/// Trains the experiment with and without the window, in turns. Throws Error if the session fails.
WatchingTimes probeWatching(const Experiment& experiment, const std::string& device, int argc, char** argv);

/// Drives the window in this process. Throws Error if the session fails.
InterfaceTimes probeInterface(const Experiment& experiment, const std::string& device, int argc, char** argv);

}  // namespace gradus
