// The part of a PyTorch script that deals rows out, exactly as core/data/split does.
#pragma once

#include <string>

#include "core/data/dataset.h"

namespace gradus {

/// split() and what it needs.
std::string pytorchSplit(const Dataset& dataset);

}  // namespace gradus
