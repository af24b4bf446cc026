// The list of initialisations a person can choose for the weights of a layer. Each acts as a script that makes its
// network first and then calls a function of `torch.nn.init` on it: what the layer drew for itself is overwritten.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/choice.h"
#include "core/base/generator.h"
#include "core/tensor/tensor.h"

namespace gradus {

class DenseLayer;

/// A row of the list. A parameter "zero_bias" that is 1 also sets the biases to 0.
struct Initialization : ChoiceInfo {
  std::string
      torchName;  ///< function in torch.nn.init, such as "xavier_uniform_"; empty for what the layer itself draws

  /// Arguments of that function behind the tensor, such as ", gain=2.0"; empty where all are PyTorch's defaults.
  std::string torchArguments(const Choice& choice) const;

  /// New weights of that shape; null for what the layer itself draws.
  std::function<Tensor(Device& device, const Shape& shape, Generator& generator, const Choice& choice)> draw;
};

/// All rows, in the order in which menus show them; the first one is PyTorch's default.
std::span<const Initialization> initializations();

/// The row of that name. Throws FormatError that lists the names if there is none.
const Initialization& findInitialization(std::string_view name);

/// Whether the biases are set to 0 too.
bool zeroesBias(const Choice& choice);

/// Draws the weights of `layer` anew, in the shape in which the layer keeps them, as PyTorch's functions see it.
void initialize(const DenseLayer& layer, const Choice& choice, Generator& generator);

}  // namespace gradus
