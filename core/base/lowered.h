// Titles of registries within a sentence.
#pragma once

#include <string>

namespace gradus {

/// "Mean squared error" as "mean squared error"; "ReLU" as it is.
std::string lowered(std::string title);

}  // namespace gradus
