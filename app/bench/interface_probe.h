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

/// Drives the window in this process. Throws Error if the session fails.
InterfaceTimes probeInterface(const Experiment& experiment, const std::string& device, int argc, char** argv);

}  // namespace gradus
