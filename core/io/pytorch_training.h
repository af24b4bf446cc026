// The part of a PyTorch script that trains and evaluates: loss, optimizer, schedule, penalty, clipping and early
// stopping, in the order in which core/train does them.
#pragma once

#include <string>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"

namespace gradus {

/// BATCH_SIZE, EPOCHS and whatever else main() uses, a line each.
std::string pytorchTrainingConstants(const TrainingSpec& training);

/// evaluate() and main().
std::string pytorchTraining(const Experiment& experiment, const PreparedData& data);

}  // namespace gradus
