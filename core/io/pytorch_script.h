// An experiment as a PyTorch program that a student could have written: the same data, the same network, the same
// random numbers, and therefore the same losses. It needs nothing of this program.
#pragma once

#include <string>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"

namespace gradus {

/// The whole program, for PyTorch 1.13 and later. Throws FormatError for an experiment that cannot be run, DataError
/// where the files of its data set are not to be found.
std::string pytorchScript(const Experiment& experiment, const PreparedData& data);

}  // namespace gradus
