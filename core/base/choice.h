// Every kind of thing a person can choose (an activation, a layer, a loss, an optimizer, a data set) is listed in one
// registry, and a row describes its parameters. Forms, files and the command line are derived from these.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gradus {

/// How PyTorch takes a parameter where that is not NAME=NUMBER. Exporters read it.
struct TorchArgument {
  std::string name = {};                 ///< where it is another one
  std::vector<std::string> values = {};  ///< what 0, 1 … are written as, such as {"False", "True"}
  std::string wrapper = {};              ///< the function that the number is given to first, such as "torch.tensor"
  std::string zero = {};                 ///< what 0 is written as, where it stands for something else
  bool always = false;                   ///< written even if it is the default: PyTorch has none, or people look for it
  bool isTuple = false;                  ///< neighbours of one name make a tuple
  bool isList = false;                   ///< neighbours of one name make a list, without those that are 0
};

/// One number a person may set on a chosen thing.
struct ParameterInfo {
  std::string name;         ///< PyTorch's argument name, such as "lr"
  std::string label;        ///< for people, such as "Learning rate"
  std::string explanation;  ///< one sentence
  double defaultValue = 0;  ///< PyTorch's default
  double minimum = 0;
  double maximum = 1;
  bool integer = false;
  TorchArgument torch = {};
  bool isRare = false;  ///< most people leave it alone: forms show it on demand
};

/// `info`, for a number that most people leave alone.
inline ParameterInfo rare(ParameterInfo info) {
  info.isRare = true;
  return info;
}

/// For switches.
inline TorchArgument torchBool() {
  return {.values = {"False", "True"}};
}

/// For arguments that a script always has.
inline TorchArgument torchAlways() {
  return {.always = true};
}

/// For one of the numbers of a tuple.
inline TorchArgument torchTuple(const char* name) {
  return {.name = name, .isTuple = true};
}

/// What every registry row has, whatever its kind.
struct ChoiceInfo {
  std::string name;     ///< as written in files and on the command line, such as "leaky_relu"
  std::string title;    ///< for people, such as "Leaky ReLU"
  std::string summary;  ///< one or two sentences: what it is and when to use it
  std::vector<ParameterInfo> parameters;
};

/// The name of an activation that no table has: it is made from Choice::formula.
inline constexpr const char* kOwnFunction = "own";

/// A row that was chosen, by name, and the parameter values that differ from its defaults.
struct Choice {
  std::string name;
  std::map<std::string, double> values;
  std::string formula = {};  ///< of kOwnFunction alone: what a person typed

  bool operator==(const Choice&) const = default;
};

/// The value of `parameter` in `choice`, or the default that `info` gives.
/// Throws Error if `info` has no such parameter.
double valueOf(const Choice& choice, const ChoiceInfo& info, std::string_view parameter);

/// Throws FormatError, saying `where`, if a value of `choice` is not a parameter of `info`, is out of its range, or
/// is no whole number where one is needed.
void check(const Choice& choice, const ChoiceInfo& info, const std::string& where);

}  // namespace gradus
