#include "core/optim/optimizer_registry.h"

#include "core/base/registry.h"
#include "core/optim/adam.h"
#include "core/optim/sgd.h"

namespace gradus {

std::span<const OptimizerInfo> optimizers() {
  static const std::vector<OptimizerInfo> table = {Sgd::row(), Adam::row()};
  return table;
}

const OptimizerInfo& findOptimizer(std::string_view name) {
  return findRow(optimizers(), name, "optimizer");
}

}  // namespace gradus
