// How PyTorch makes what was chosen, as Python: derived from the rows of the registries.
#pragma once

#include <string>
#include <string_view>

#include "core/base/choice.h"

namespace gradus {

/// `function(first, NAME=VALUE, …)`, such as `nn.LeakyReLU(negative_slope=0.2)`: the arguments that differ from the
/// defaults of `info`, and those that are always written. `first` is what comes before them, or "". The parameter
/// `leftOut` is no argument.
std::string torchCall(const std::string& function, const std::string& first, const Choice& choice,
                      const ChoiceInfo& info, std::string_view leftOut = {});

/// The name under which PyTorch, or a class of our own in its place, takes `parameter`.
const std::string& argumentName(const ParameterInfo& parameter);

}  // namespace gradus
