#include "core/base/choice.h"

#include <cmath>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/shortened.h"

namespace gradus {
namespace {

const ParameterInfo* find(const ChoiceInfo& info, std::string_view name) {
  for (const ParameterInfo& parameter : info.parameters) {
    if (parameter.name == name) return &parameter;
  }
  return nullptr;
}

std::string namesOf(const ChoiceInfo& info) {
  std::string names;
  for (const ParameterInfo& parameter : info.parameters) {
    names += (names.empty() ? "" : ", ") + parameter.name;
  }
  return names.empty() ? "none" : names;
}

}  // namespace

double valueOf(const Choice& choice, const ChoiceInfo& info, std::string_view name) {
  const ParameterInfo* parameter = find(info, name);
  if (parameter == nullptr) {
    throw Error(info.name + " has no parameter '" + std::string(name) + "' (it has: " + namesOf(info) + ")");
  }
  const auto value = choice.values.find(std::string(name));
  return value == choice.values.end() ? parameter->defaultValue : value->second;
}

void check(const Choice& choice, const ChoiceInfo& info, const std::string& where) {
  if (!choice.formula.empty() && choice.name != kOwnFunction) {
    throw FormatError(where + ": " + info.name + " takes no formula; only '" + kOwnFunction + "' does");
  }
  for (const auto& [name, value] : choice.values) {
    const ParameterInfo* parameter = find(info, name);
    if (parameter == nullptr) {
      throw FormatError(where + ": " + info.name + " has no parameter '" + shortened(name) +
                        "' (it has: " + namesOf(info) + ")");
    }
    // Written so that NaN fails too.
    const bool inRange = value >= parameter->minimum && value <= parameter->maximum;
    if (!inRange || (parameter->integer && value != std::floor(value))) {
      throw FormatError(where + ": " + info.name + "." + name + " is " + plainNumber(value) + ", expected " +
                        (parameter->integer ? "a whole number" : "a number") + " from " +
                        plainNumber(parameter->minimum) + " to " + plainNumber(parameter->maximum));
    }
  }
}

}  // namespace gradus
