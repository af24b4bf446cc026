// How the numbers that leave a network are read as an answer. It follows from the loss that the network is trained
// with; whoever shows or counts answers reads them here, and need not know how many units the output layer has.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/task.h"
#include "core/tensor/tensor.h"

namespace gradus {

enum class OutputKind {
  Scores,       ///< a unit for each class: softmax makes probabilities of them
  LogOdds,      ///< one unit: its sigmoid is the probability of the second of two classes
  Probability,  ///< one unit: that probability itself
  Number        ///< one unit: the number that is predicted
};

constexpr Task taskOf(OutputKind kind) {
  return kind == OutputKind::Number ? Task::Regression : Task::Classification;
}

/// Whether one unit speaks for both of two classes.
constexpr bool isOneForTwo(OutputKind kind) {
  return kind == OutputKind::LogOdds || kind == OutputKind::Probability;
}

/// What one unit for two classes has to exceed for the second one to be the answer.
constexpr double thresholdOf(OutputKind kind) {
  return kind == OutputKind::Probability ? 0.5 : 0;
}

/// The class that output unit `unit` of `units` speaks for.
constexpr int classOfUnit(std::int64_t units, int unit) {
  return units == 1 ? 1 : unit;
}

/// Numbers of which the softmax are the probabilities of the classes, (N, classes), and the largest is the answer: of
/// `output` (N, units), in its graph. Scores and predicted numbers stay as they are.
Tensor scoresOf(const Tensor& output, OutputKind kind);

/// The same for plain numbers, the units of each sample side by side.
std::vector<float> scoresOf(std::vector<float> output, OutputKind kind);

}  // namespace gradus
