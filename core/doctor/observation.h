// What the training doctor says: plain language, the figures behind it, and what could be done.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

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
  std::string label;  ///< as a command: "Use leaky ReLU in Linear 2"
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

  // What there is room for where several stand side by side.
  std::string figure = {};  ///< "34 %"
  std::string note = {};    ///< what it is of: "11 of 32"
  std::string line = {};    ///< what it means, in a few words: "Their weights get no gradient."
};

/// The observation with what it says in little room.
inline Observation inShort(Observation observation, std::string figure, std::string note, std::string line) {
  observation.figure = std::move(figure);
  observation.note = std::move(note);
  observation.line = std::move(line);
  return observation;
}

}  // namespace gradus
