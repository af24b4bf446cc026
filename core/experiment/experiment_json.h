// An experiment as JSON: versioned, in a stable order, readable in a diff.
#pragma once

#include <string>
#include <vector>

#include "core/experiment/experiment.h"

namespace gradus {

constexpr int kExperimentVersion = 1;  ///< of the format

/// The experiment as indented JSON that ends in a newline. Throws FormatError for a number that is not finite.
std::string toJson(const Experiment& experiment);

/// Reads what toJson wrote; keys left out keep their defaults. `origin` names the text in messages (a file name).
/// Throws FormatError with line and column for broken JSON, else with the path of the value that is wrong, such as
/// "network.hidden[1].layer.units".
Experiment experimentFromJson(const std::string& text, const std::string& origin);

/// Reads a file. Throws FormatError if it cannot be read or is over 64 MiB.
Experiment readExperiment(const std::string& path);

/// Layers as JSON, for the clipboard: a list of what stands in "network.hidden".
std::string layersToJson(const std::vector<LayerSpec>& layers);

/// Reads what layersToJson wrote. Throws FormatError, saying `origin`, also for choices that are in no registry.
std::vector<LayerSpec> layersFromJson(const std::string& text, const std::string& origin);

/// Throws FormatError, saying `where`, unless the choices of the layer are in their registries and in range.
void check(const LayerSpec& layer, const std::string& where);

/// Throws FormatError, saying `origin` and the path of the value, unless every choice is in its registry, its values
/// are in range, and batch size, epochs and shares make sense.
void check(const Experiment& experiment, const std::string& origin);

}  // namespace gradus
