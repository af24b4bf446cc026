// Factors that let rare classes count as much as frequent ones.
#pragma once

#include <vector>

#include "core/train/snapshot.h"

namespace gradus {

/// For each class n / (C·nᵢ) over the training part, as scikit-learn's class_weight='balanced': all classes together
/// count as much as before. A class without samples counts as if it had one.
std::vector<float> balancingWeights(const PreparedData& data);

}  // namespace gradus
