#include "core/optim/adamw.h"

namespace gradus {

OptimizerInfo AdamW::row() {
  OptimizerInfo row{{"adamw", "AdamW",
                     "Adam that draws every weight towards 0 at the same rate, whatever its gradients: the better kind "
                     "of weight decay.",
                     parameterInfos(0.01)},
                    {}};
  row.torchName = "AdamW";
  row.make = [info = static_cast<ChoiceInfo>(row)](const ParameterArena& parameters, const Choice& choice) {
    return std::make_unique<AdamW>(parameters, optionsOf(choice, info));
  };
  return row;
}

}  // namespace gradus
