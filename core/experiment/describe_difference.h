// What makes one experiment differ from another, in words a person would use: "ReLU instead of Tanh, same initial
// weights". The names come from the registries.
#pragma once

#include <string>

#include "core/experiment/experiment.h"

namespace gradus {

/// How `other` differs from `now`: what it has comes first, what `now` has after "instead of". The name of the document
/// and the number of epochs do not count; "same settings" where nothing else differs. Throws FormatError for names
/// that no registry knows.
std::string describeDifference(const Experiment& other, const Experiment& now);

/// The same for networks alone, such as "ReLU instead of Tanh"; "" where nothing differs.
std::string describeDifference(const NetworkSpec& other, const NetworkSpec& now);

/// The same for training settings alone, such as "learning rate 0.01 instead of 0.03"; "" where nothing differs.
std::string describeDifference(const TrainingSpec& other, const TrainingSpec& now);

/// Whether they differ in nothing but the name of the document and the number of epochs.
bool haveSameSettings(Experiment other, const Experiment& now);

}  // namespace gradus
