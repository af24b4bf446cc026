#include "core/nn/layer_registry.h"

#include <vector>

#include "core/base/registry.h"
#include "core/nn/linear.h"

namespace gradus {
namespace {

LayerInfo linearRow() {
  LayerInfo row{{"linear",
                 "Linear",
                 "Every unit sums all inputs, each times a weight of its own, and adds a bias.",
                 {{"units", "Units", "How many outputs the layer has.", 8, 1, 65536, true}}},
                "Linear",
                {},
                {}};
  row.outputs = [](std::int64_t, const Choice& choice) {
    return static_cast<std::int64_t>(valueOf(choice, findLayer("linear"), "units"));
  };
  row.make = [](Device& device, std::int64_t inputs, const Choice& choice, Generator& generator) {
    const std::int64_t units = findLayer("linear").outputs(inputs, choice);
    return BuiltLayer{std::make_unique<Linear>(device, inputs, units, generator), units};
  };
  return row;
}

}  // namespace

std::span<const LayerInfo> layers() {
  static const std::vector<LayerInfo> table = {linearRow()};
  return table;
}

const LayerInfo& findLayer(std::string_view name) {
  return findRow(layers(), name, "layer");
}

}  // namespace gradus
