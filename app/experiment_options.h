// The options of `gradus train` that describe an experiment.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/experiment/experiment.h"

namespace CLI {
class App;
}

namespace gradus {

class ExperimentOptions {
 public:
  /// Adds the options to `command`; this object must outlive the parsing.
  void addTo(CLI::App& command);

  /// Whether any of them was given.
  bool given() const;

  /// The experiment they describe, checked. Throws FormatError that names the option.
  Experiment experiment() const;

 private:
  CLI::App* command_ = nullptr;
  std::string dataset_ = "mnist-10k";
  std::string layers_ = "32:relu,16:relu";
  std::string loss_;
  std::string optimizer_ = "adam";
  std::string schedule_ = "constant";
  std::map<std::string, double> settings_;
  double lr_ = 0;
  std::vector<std::string> set_;
  bool noShuffle_ = false;
  bool dropLast_ = false;
  bool noStandardize_ = false;
  double valid_ = 0.1;
  double test_ = 0.2;
  std::uint64_t seed_ = 123;
  std::uint64_t dataSeed_ = 0;
};

/// "32:relu,16:tanh" as hidden layers; "" has none, and an activation left out is ReLU.
/// Throws FormatError that names the part that is wrong.
NetworkSpec parseLayers(const std::string& text);

}  // namespace gradus
