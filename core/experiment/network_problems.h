// What makes a network impossible to train although each of its layers is fine by itself: what the batches, the rows
// of the data or the memory of the device do not allow. The window says it where it is, the engine before it begins.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/number_text.h"
#include "core/data/dataset.h"
#include "core/experiment/experiment.h"

namespace gradus {

struct NetworkProblem {
  int layer = 0;     ///< index of the hidden layer; their number means the output layer
  std::string text;  ///< what is wrong and what to do, in a sentence or two

  bool operator==(const NetworkProblem&) const = default;
};

/// What the network is to be trained on.
struct NetworkGround {
  std::int64_t features = 0;       ///< of a sample
  Target target = {};              ///< what there is to predict
  std::int64_t trainRows = 0;      ///< 0 where not known yet
  std::uint64_t deviceMemory = 0;  ///< bytes; 0 where not known yet
};

/// Trainable numbers of a layer with so many inputs, by its row in the registry, without making it.
std::int64_t parametersOf(const Choice& layer, std::int64_t inputs);

/// At most one problem a layer, in the order of the layers; empty if the experiment can be trained.
std::vector<NetworkProblem> findProblems(const Experiment& experiment, const NetworkGround& ground,
                                         const NumberText& numbers = {});

/// Throws Error with the first problem, naming its layer.
void demandPossible(const Experiment& experiment, const NetworkGround& ground);

}  // namespace gradus
