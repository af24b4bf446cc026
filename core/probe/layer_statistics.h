// What the layers of a network do with some training samples, measured: histograms of weights, activations and
// gradients, units that are silent or saturated, and how much of the gradient reaches each layer. Plain numbers.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/probe/distribution.h"
#include "core/probe/failure.h"

namespace gradus {

/// A layer, in the order of the forward pass; the last one is the output layer.
struct LayerStatistics {
  std::string name;        ///< such as "Linear 1"
  std::string activation;  ///< registry name; empty where there is none
  int units = 0;           ///< numbers that leave it for each sample
  std::int64_t steps = 0;  ///< that its weights were trained since they were drawn

  Distribution weights;      ///< of the layer's first parameter, its weight; empty for a layer without
  Distribution gradients;    ///< of the loss by that weight
  Distribution activations;  ///< of what leaves the layer, activation and all, for every sample
  Distribution sums;         ///< of what goes into the activation; empty for a layer without

  /// ‖∂loss/∂a‖ of what leaves the layer, over all samples; NaN where nothing before it can learn.
  double signal = std::numeric_limits<double>::quiet_NaN();
  /// `signal` as a multiple of the output layer's: below 1 the gradient fades on its way to this layer.
  double flow = std::numeric_limits<double>::quiet_NaN();

  /// Units at which the slope of the activation is exactly 0 for every sample: none of these samples changes the
  /// weights into it. Ascending; none of a layer without activation.
  std::vector<int> silent;
  int silentUnits() const { return static_cast<int>(silent.size()); }
  /// Units whose slope is, for nearly every sample, below a twentieth of the steepest of that activation.
  int flatUnits = 0;
  /// The share of all units and samples at which it is.
  double flatShare = 0;
  /// The share of all units and samples at which the slope is below kSaturatedSlope, whatever its activation's
  /// steepest.
  double saturatedShare = 0;
  /// Σ|∂loss/∂z| by Σ|∂loss/∂a| of what goes into the activation and what leaves it: how much of the gradient passes.
  /// NaN where there is no activation, or no gradient.
  double gradientFactor = std::numeric_limits<double>::quiet_NaN();
};

struct NetworkStatistics {
  std::int64_t step = 0;      ///< steps made since the beginning
  std::uint64_t version = 0;  ///< of network and data, see TrainingProgress
  double epochs = 0;          ///< done then
  std::int64_t samples = 0;
  double loss = 0;     ///< of these samples
  double seconds = 0;  ///< that it took to measure
  std::vector<LayerStatistics> layers;
  std::optional<Failure> failure;  ///< where the first number that is not finite comes from
};

using StatisticsPtr = std::shared_ptr<const NetworkStatistics>;

/// The share of samples at which a unit has to be flat to count as such: a unit that has learned a step is flat at
/// most samples, and none the worse for it.
constexpr double kFlatAt = 0.98;

/// Slopes below this share of the steepest are flat; for tanh beyond ±2.2.
constexpr double kFlatSlope = 0.05;

/// Slopes below it are saturated; for tanh beyond ±3.
constexpr double kSaturatedSlope = 0.01;

}  // namespace gradus
