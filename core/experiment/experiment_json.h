// An experiment as JSON: versioned, in a stable order, readable in a diff.
#pragma once

#include <string>

#include "core/experiment/experiment.h"

namespace gradus {

/// The experiment as indented JSON that ends in a newline. Throws FormatError for a number that is not finite.
std::string toJson(const Experiment& experiment);

/// Reads what toJson wrote; keys left out keep their defaults. `origin` names the text in messages (a file name).
/// Throws FormatError with line and column for broken JSON, else with the path of the value that is wrong, such as
/// "network.hidden[1].layer.units".
Experiment experimentFromJson(const std::string& text, const std::string& origin);

/// Reads a file. Throws FormatError if it cannot be read or is over 16 MiB.
Experiment readExperiment(const std::string& path);

/// Throws FormatError, saying `origin` and the path of the value, unless every choice is in its registry, its values
/// are in range, and batch size, epochs and shares make sense.
void check(const Experiment& experiment, const std::string& origin);

}  // namespace gradus
