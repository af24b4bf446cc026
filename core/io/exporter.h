// The list of what an experiment can be written as for other programs. The command line's help and the window's menu
// are derived from it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/choice.h"
#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"

namespace gradus {

/// A row of the list.
struct Exporter : ChoiceInfo {
  std::string suffix;  ///< of its files, such as ".py"

  /// The whole file. `data` is what prepareData() made of the experiment. Throws Error for what it cannot say.
  std::function<std::string(const Experiment& experiment, const PreparedData& data)> write;
};

/// All rows, in the order in which menus show them.
std::span<const Exporter> exporters();

/// The row of that name. Throws FormatError that lists the names if there is none.
const Exporter& findExporter(std::string_view name);

/// Writes a file, or leaves what was there as it is. Throws DataError with the path and the reason.
void writeFile(const std::string& path, const std::string& content);

}  // namespace gradus
