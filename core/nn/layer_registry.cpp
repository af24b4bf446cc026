#include "core/nn/layer_registry.h"

#include <vector>

#include "core/base/limits.h"
#include "core/base/registry.h"
#include "core/nn/batch_norm.h"
#include "core/nn/dropout.h"
#include "core/nn/layer_norm.h"
#include "core/nn/linear.h"
#include "core/nn/noisy_linear.h"
#include "core/nn/prelu.h"

namespace gradus {

std::span<const LayerInfo> layers() {
  static const std::vector<LayerInfo> table = {
      Linear::row(), Dropout::row(), BatchNorm1d::row(), LayerNorm::row(), NoisyLinear::row(), PRelu::row(),
  };
  return table;
}

const LayerInfo& findLayer(std::string_view name) {
  return findRow(layers(), name, "layer");
}

ParameterInfo unitsParameter() {
  return {"units", "Units", "How many outputs the layer has.", 8, 1, kMostUnits, true};
}

std::int64_t unitsOf(std::int64_t, const Choice& choice) {
  return static_cast<std::int64_t>(valueOf(choice, findLayer(choice.name), "units"));
}

std::int64_t sameWidth(std::int64_t inputs, const Choice&) {
  return inputs;
}

}  // namespace gradus
