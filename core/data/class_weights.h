// Factors that let rare classes count as much as frequent ones.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/data/dataset.h"

namespace gradus {

/// How many of those rows are of each class.
std::vector<std::int64_t> classCounts(const Dataset& dataset, std::span<const std::int64_t> rows);

/// For each class n / (C·nᵢ) of `counts`, whose sum is n, as scikit-learn's class_weight='balanced': all classes
/// together count as much as before. A class without samples counts as if it had one.
std::vector<float> balancingWeights(std::span<const std::int64_t> counts);

}  // namespace gradus
