// The list of layers a person can put into a network. A row is made beside its layer, as Linear::row().
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/choice.h"

namespace gradus {

class Device;
class Generator;
class Module;

/// A layer as it was made, and the width of its result.
struct BuiltLayer {
  std::unique_ptr<Module> module;
  std::int64_t outputs = 0;
};

/// Which widths the class in torch.nn is made with.
enum class TorchWidths {
  None,
  Features,  ///< that of what comes in
  InputsOutputs
};

/// A row of the list.
struct LayerInfo : ChoiceInfo {
  std::string torchName;  ///< class in torch.nn, such as "Linear"

  /// Makes the layer for inputs of that width, drawing its initial weights.
  std::function<BuiltLayer(Device& device, std::int64_t inputs, const Choice& choice, Generator& generator)> make;

  /// The width of its result, without making it.
  std::function<std::int64_t(std::int64_t inputs, const Choice& choice)> outputs;

  /// How many numbers training changes in it, without making it; null where there are none.
  std::function<std::int64_t(std::int64_t inputs, const Choice& choice)> parameterCount = {};

  /// Multiplications, additions and the like for one sample on its way forward, outside training; null where there are
  /// none.
  std::function<std::int64_t(std::int64_t inputs, const Choice& choice)> operations = {};

  TorchWidths torchWidths = TorchWidths::None;
  std::string torchWeight = "weight";  ///< of a layer with a matrix of weights: what Python calls it
  std::string torchBias = "bias";
  std::string torchSource = {};  ///< Python of the class where torch.nn has none of that name
};

/// The parameter "units" of rows whose width a person chooses, and their LayerInfo::outputs.
ParameterInfo unitsParameter();
std::int64_t unitsOf(std::int64_t inputs, const Choice& choice);

/// LayerInfo::outputs of rows that keep the width of what comes in.
std::int64_t sameWidth(std::int64_t inputs, const Choice& choice);

/// All rows, in the order in which menus show them.
std::span<const LayerInfo> layers();

/// The row of that name. Throws FormatError that lists the names if there is none.
const LayerInfo& findLayer(std::string_view name);

}  // namespace gradus
