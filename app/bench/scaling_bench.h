// How time and memory of training grow with the size of the network, of the batch and of the data.
#pragma once

#include <nlohmann/json.hpp>

#include "app/bench/bench_options.h"

namespace gradus {

/// Prints a table, and by what share memory grows over ten million steps, or with --json one object per row. Each row
/// is measured in a process of its own. `excess` is how much more the time of a step grew from the row before than its
/// arithmetic did.
void benchScaling(const BenchOptions& options);

/// What the child process measures that looks at the memory.
nlohmann::ordered_json growthHere(const BenchOptions& options);

}  // namespace gradus
