#include "core/optim/optimizer_registry.h"

#include "core/base/registry.h"
#include "core/optim/adagrad.h"
#include "core/optim/adam.h"
#include "core/optim/adamw.h"
#include "core/optim/nadam.h"
#include "core/optim/rmsprop.h"
#include "core/optim/sgd.h"

namespace gradus {

std::span<const OptimizerInfo> optimizers() {
  static const std::vector<OptimizerInfo> table = {
      Sgd::row(),    //
      Adam::row(),   //
      AdamW::row(),  //
      NAdam::row(),  //
      RmsProp::row(), Adagrad::row(),
  };
  return table;
}

const OptimizerInfo& findOptimizer(std::string_view name) {
  return findRow(optimizers(), name, "optimizer");
}

}  // namespace gradus
