// What a person meets before having chosen anything: the first document, and settings that suit a kind of data.
#pragma once

#include <cstdint>

#include "core/experiment/experiment.h"

namespace gradus {

/// Two spirals and a small network that learns them within seconds.
Experiment firstExperiment();

/// Puts the data set `dataset` into `experiment`. Where it is of another kind than the one before, network and
/// training become sensible defaults for it; among data of one kind a person's network is kept. Points made by hand
/// give way to generated ones. Another data set brings shares, seed and scaling of its own: the usual ones.
Experiment withDataset(Experiment experiment, const Choice& dataset);

/// Deals the rows out by another seed. Points that are generated are then others too.
Experiment withSplitSeed(Experiment experiment, std::uint64_t seed);

}  // namespace gradus
