// What it costs a run that its experiment becomes another one.
#pragma once

#include "core/experiment/experiment.h"

namespace gradus {

enum class Change {
  Nothing,   ///< to the run, such as another name
  Training,  ///< it goes on with another loss, optimizer, batch size …
  Network,   ///< it goes on with another network, which keeps what fits
  Samples,   ///< points by hand, excluded or relabelled samples: a new history for a network that keeps its weights
  All        ///< a new run
};

/// Where the network changes together with its training, as by a preset or by a loss that wants another output layer,
/// nothing is kept. Throws FormatError for a loss that there is not.
Change changeOf(const Experiment& before, const Experiment& after);

/// Whether numbers from before the change describe the network and its data no more.
constexpr bool replacesNumbers(Change change) {
  return change >= Change::Network;
}

}  // namespace gradus
