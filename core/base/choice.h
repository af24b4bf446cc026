// Every kind of thing a person can choose (an activation, a layer, a loss, an optimizer, a data set) is listed in one
// registry, and a row describes its parameters. Forms, files and the command line are derived from these.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gradus {

/// One number a person may set on a chosen thing.
struct ParameterInfo {
  std::string name;         ///< PyTorch's argument name, such as "lr"
  std::string label;        ///< for people, such as "Learning rate"
  std::string explanation;  ///< one sentence
  double defaultValue = 0;  ///< PyTorch's default
  double minimum = 0;
  double maximum = 1;
  bool integer = false;
};

/// What every registry row has, whatever its kind.
struct ChoiceInfo {
  std::string name;     ///< as written in files and on the command line, such as "leaky_relu"
  std::string title;    ///< for people, such as "Leaky ReLU"
  std::string summary;  ///< one or two sentences: what it is and when to use it
  std::vector<ParameterInfo> parameters;
};

/// A row that was chosen, by name, and the parameter values that differ from its defaults.
struct Choice {
  std::string name;
  std::map<std::string, double> values;

  bool operator==(const Choice&) const = default;
};

/// The value of `parameter` in `choice`, or the default that `info` gives.
/// Throws Error if `info` has no such parameter.
double valueOf(const Choice& choice, const ChoiceInfo& info, std::string_view parameter);

/// Throws FormatError, saying `where`, if a value of `choice` is not a parameter of `info`, is out of its range, or
/// is no whole number where one is needed.
void check(const Choice& choice, const ChoiceInfo& info, const std::string& where);

}  // namespace gradus
