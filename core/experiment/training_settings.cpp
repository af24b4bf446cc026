#include "core/experiment/training_settings.h"

#include <cmath>
#include <vector>

#include "core/base/limits.h"
#include "core/base/registry.h"

namespace gradus {

double TrainingSetting::valueIn(const TrainingSpec& training) const {
  return whole != nullptr ? training.*whole : training.*real;
}

void TrainingSetting::setIn(TrainingSpec& training, double value) const {
  if (whole != nullptr) {
    training.*whole = static_cast<int>(std::lround(value));
  } else {
    training.*real = value;
  }
}

std::span<const TrainingSetting> trainingSettings() {
  const auto whole = [](ParameterInfo info, int TrainingSpec::*member) {
    info.integer = true;
    return TrainingSetting{std::move(info), nullptr, member};
  };
  const auto real = [](ParameterInfo info, double TrainingSpec::*member) {
    return TrainingSetting{std::move(info), member, nullptr};
  };
  static const std::vector<TrainingSetting> table = {
      whole({"batch_size", "Batch size", "How many samples make one step.", 32, 1, kMostBatch},
            &TrainingSpec::batchSize),
      whole({"epochs", "Epochs", "How many times training goes through all training samples.", 20, 1, kMostEpochs},
            &TrainingSpec::epochs),
      whole({"patience", "Patience", "Stops once the validation loss was not better for so many epochs; 0: never.", 0,
             0, kMostEpochs},
            &TrainingSpec::patience),
      real({.name = "l1",
            .label = "L1 penalty",
            .explanation =
                "Adds this times the sum of all weights' sizes to the loss, which draws useless weights to 0.",
            .maximum = 10,
            .isRare = true},
           &TrainingSpec::l1),
      real({.name = "clip_norm",
            .label = "Clip norm",
            .explanation = "Shortens the gradient of all weights together to this length where it is longer; 0: never.",
            .maximum = 1e6,
            .isRare = true},
           &TrainingSpec::clipNorm),
      real({.name = "clip_value",
            .label = "Clip value",
            .explanation = "Limits every single gradient to this size; 0: never.",
            .maximum = 1e6,
            .isRare = true},
           &TrainingSpec::clipValue),
  };
  return table;
}

const TrainingSetting& findTrainingSetting(std::string_view name) {
  return findRow(trainingSettings(), name, "training setting");
}

}  // namespace gradus
