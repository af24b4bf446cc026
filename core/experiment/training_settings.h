// The numbers of a training spec that belong to no optimizer, schedule or loss: their names, ranges and explanations.
// The form, the check of files and the command line are derived from this list.
#pragma once

#include <span>
#include <string_view>

#include "core/base/choice.h"
#include "core/experiment/experiment.h"

namespace gradus {

/// A row of the list: one of the two members is where its value lies.
struct TrainingSetting : ParameterInfo {
  double TrainingSpec::*real = nullptr;
  int TrainingSpec::*whole = nullptr;

  double valueIn(const TrainingSpec& training) const;
  void setIn(TrainingSpec& training, double value) const;
};

/// All rows, in the order in which the form shows them. Their names are those of the JSON.
std::span<const TrainingSetting> trainingSettings();

/// The row of that name. Throws FormatError that lists the names if there is none.
const TrainingSetting& findTrainingSetting(std::string_view name);

}  // namespace gradus
