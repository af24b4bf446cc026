// What the training doctor says: plain language, the figures behind it, and what could be done.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/experiment/experiment.h"

namespace gradus {

enum class Severity {
  Healthy,
  Notice,   ///< worth knowing; nothing suffers yet
  Warning,  ///< learning suffers
  Ill       ///< learning fails
};

/// A change of the document that a click makes, and that can be undone.
struct Treatment {
  std::string label;  ///< as a command: "Use Leaky ReLU in layer 2"
  std::function<Experiment(Experiment)> change;
  bool rewinds = false;  ///< training has to begin anew for it to help
};

struct Observation {
  std::string rule;  ///< the name of the rule that made it
  Severity severity = Severity::Healthy;
  std::string title;                 ///< a short sentence: "Over-fitting has begun."
  std::string text;                  ///< with the measured figures
  std::optional<std::size_t> layer;  ///< of the network, where it is about one
  std::optional<Treatment> treatment;
};

}  // namespace gradus
