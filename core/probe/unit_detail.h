// What a view can explain about one unit or one of its weights: how its number came about for the watched sample, what
// the loss says about it, and what a step of the optimizer on that sample alone would make of it.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "core/experiment/experiment.h"

namespace gradus {

class Network;
class TrainingLoss;
class UpdateRule;
struct Batch;

/// A number that training changes.
struct UnitQuestion {
  int layer = 0;   ///< from 0; the last one is the output layer
  int unit = 0;    ///< of that layer
  int input = -1;  ///< whose weight is meant; −1 means the bias

  bool operator==(const UnitQuestion&) const = default;
};

/// NaN where the layer has no such number.
struct UnitDetail {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

  UnitQuestion of;
  std::int64_t row = 0;         ///< the sample, as SampleSnapshot::row
  double sum = kNone;           ///< z: what goes into the activation, outside training
  double value = kNone;         ///< what leaves it
  double sumGradient = kNone;   ///< ∂L/∂z, L the loss of that sample alone
  double parameter = kNone;     ///< the weight or bias itself
  double gradient = kNone;      ///< ∂L of it
  double next = kNone;          ///< what it would be after a step on that sample, penalty and clipping included
  double learningRate = kNone;  ///< of that step
};

/// Answers for `sample`, a batch of one row. Neither the network, nor its gradients, nor `rule` or any random number is
/// touched. Nothing if there is no such layer, unit or input. Waits for the device.
std::optional<UnitDetail> explainUnit(Network& network, const Batch& sample, const TrainingLoss& loss,
                                      const UpdateRule& rule, const UnitQuestion& question);

/// Writes one weight or bias and gives what it was; nothing where there is no such number. Waits for the device.
std::optional<float> exchangeParameter(Network& network, const UnitQuestion& at, float value);

}  // namespace gradus
