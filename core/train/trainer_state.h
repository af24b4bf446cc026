// All that going on needs, to the bit, as plain values: a Trainer gives one between two batches, and another one, of
// the same experiment and data, goes on from there, also in another process. Undo, checkpoints and files keep it; none
// of them has to know what is in it.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/generator.h"
#include "core/step/update_rule.h"

namespace gradus {

/// How far a run has got.
struct TrainingProgress {
  int epochs = 0;            ///< whole ones, evaluated
  std::int64_t step = 0;     ///< batches since the beginning
  std::int64_t batch = 0;    ///< of the epoch in progress, those done
  std::int64_t samples = 0;  ///< trained on so far
  double dealtAt = 0;        ///< how much of the epoch in progress was done when its batches were dealt

  /// Of the network and its data, as far as training has not changed them: another one with every edit, load and
  /// rewind, and the same again where undo brings back what an edit of the network has left behind. None is 0.
  std::uint64_t version = 0;

  std::vector<std::int64_t> drawnAt;  ///< by layer: the step before which its weights were drawn

  int bestEpoch = 0;    ///< from 1; 0 where nobody has asked for it
  double bestLoss = 0;  ///< of that epoch
};

struct TrainerState {
  std::vector<float> parameters;             ///< of all layers, in the order of Network::parameters()
  std::vector<std::vector<double>> buffers;  ///< running means and the like, in the order of Network::buffers()
  UpdateRule::State rule;
  Generator generator{0};
  std::vector<std::int64_t> order;  ///< the rows of the epoch in progress as they were dealt; empty before it begins
  TrainingProgress progress;
};

}  // namespace gradus
