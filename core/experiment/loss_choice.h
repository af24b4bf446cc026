// What else an experiment has to change where its loss, its network or its data become others, so that all of it still
// fits.
#pragma once

#include "core/experiment/experiment.h"

namespace gradus {

/// With that loss, and with what the loss needs: an output activation from which it can be told, and no weights of
/// classes where it knows none. An activation that only the loss of before needed goes.
Experiment withLoss(Experiment experiment, const Choice& loss);

/// With that network, and where the loss cannot be told from its output activation any more, with the loss of one
/// output that can.
Experiment withNetwork(Experiment experiment, const NetworkSpec& network);

/// With its loss where that fits the target for sure, else with the usual one.
Experiment withLossFor(Experiment experiment, const Target& target);

}  // namespace gradus
