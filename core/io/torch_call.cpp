#include "core/io/torch_call.h"

#include <cstddef>
#include <vector>

#include "core/io/python.h"

namespace gradus {
namespace {

/// One argument, made of one parameter or, as a tuple, of several.
struct Argument {
  std::string name;
  std::vector<std::string> values;
  std::string brackets;  ///< of a tuple or a list
  bool written = false;
};

std::string valueText(const ParameterInfo& parameter, double value) {
  const TorchArgument& torch = parameter.torch;
  if (!torch.values.empty()) return torch.values.at(static_cast<std::size_t>(value));
  if (value == 0 && !torch.zero.empty()) return torch.zero;
  // PyTorch tells 0 from 0.0: Adam of 2.6 and later refuses betas of both kinds.
  const std::string number = parameter.integer ? python::number(value) : python::real(value);
  return torch.wrapper.empty() ? number : torch.wrapper + "(" + number + ")";
}

std::string bracketsOf(const TorchArgument& torch) {
  if (torch.isList) return "[]";
  return torch.isTuple ? "()" : "";
}

std::vector<Argument> argumentsOf(const Choice& choice, const ChoiceInfo& info, std::string_view leftOut) {
  std::vector<Argument> arguments;
  for (const ParameterInfo& parameter : info.parameters) {
    if (parameter.name == leftOut) continue;
    const TorchArgument& torch = parameter.torch;
    const std::string& name = argumentName(parameter);
    if (arguments.empty() || arguments.back().name != name) arguments.push_back({name, {}, bracketsOf(torch), false});
    const double value = valueOf(choice, info, parameter.name);
    Argument& argument = arguments.back();
    argument.written = argument.written || torch.always || value != parameter.defaultValue;
    if (value != 0 || !torch.isList) argument.values.push_back(valueText(parameter, value));
  }
  return arguments;
}

std::string textOf(const Argument& argument) {
  std::string text;
  for (const std::string& value : argument.values) {
    if (!text.empty()) text += ", ";
    text += value;
  }
  if (!argument.brackets.empty()) {
    text.insert(0, 1, argument.brackets[0]);
    text += argument.brackets[1];
  }
  return text.insert(0, argument.name + "=");
}

}  // namespace

const std::string& argumentName(const ParameterInfo& parameter) {
  return parameter.torch.name.empty() ? parameter.name : parameter.torch.name;
}

std::string torchCall(const std::string& function, const std::string& first, const Choice& choice,
                      const ChoiceInfo& info, std::string_view leftOut) {
  std::string text = first;
  for (const Argument& argument : argumentsOf(choice, info, leftOut)) {
    if (!argument.written) continue;
    if (!text.empty()) text += ", ";
    text += textOf(argument);
  }
  return function + "(" + text + ")";
}

}  // namespace gradus
