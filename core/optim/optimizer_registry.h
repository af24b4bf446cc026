// The list of optimizers. Forms, files and the command line are derived from it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/choice.h"

namespace gradus {

class Optimizer;
class ParameterArena;

/// A row of the list.
struct OptimizerInfo : ChoiceInfo {
  std::function<std::unique_ptr<Optimizer>(const ParameterArena& parameters, const Choice& choice)> make;
  std::string torchName = {};  ///< class in torch.optim, such as "Adam"
};

/// All rows, in the order in which menus show them. Every row has the parameter "lr".
std::span<const OptimizerInfo> optimizers();

/// The row of that name. Throws FormatError that lists the names if there is none.
const OptimizerInfo& findOptimizer(std::string_view name);

}  // namespace gradus
