// Networks to begin with, from a textbook's first chapters: the list from which menus and the command line offer them.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/choice.h"
#include "core/data/dataset.h"
#include "core/experiment/experiment.h"

namespace gradus {

/// A row of the list.
struct Preset : ChoiceInfo {
  std::vector<LayerSpec> hidden;
  std::optional<Task> task;  ///< for which alone it makes sense; none where it suits every data set
};

/// All rows, in the order in which menus show them.
std::span<const Preset> presets();

/// The row of that name. Throws FormatError that lists the names if there is none.
const Preset& findPreset(std::string_view name);

/// Why the preset does not suit data of that kind; empty where it does.
std::string whyUnsuitable(const Preset& preset, Task task);

/// The network of the preset.
NetworkSpec networkOf(const Preset& preset);

}  // namespace gradus
