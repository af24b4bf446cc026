// How fast a configuration trains on a device.
#pragma once

#include <cstdint>
#include <string>

#include "app/bench/bench_config.h"

namespace gradus {

struct TrainingSpeed {
  std::string device;
  std::string step;  ///< the way of training: TrainingStep::name()
  std::int64_t steps = 0;
  double usPerStep = 0;  ///< the median over whole epochs: shuffling, steps, and reading their losses back
  double samplesPerSecond = 0;
  double gflops = 0;      ///< billions of floating-point operations of the matrix products a second
  double peakGflops = 0;  ///< what the device's fused multiply-adds reach without memory, measured beside it
  double launchesPerStep = 0;
  double peakMemory = 0;  ///< of this process, in MiB, as the system counts
  double loss = 0;        ///< the mean of the last epoch's batches
  double metric = 0;      ///< accuracy, or mean absolute error

  double peakShare() const { return gflops / peakGflops; }
};

/// Trains for at least `seconds` and at least three epochs after a first one. Throws DeviceError or FormatError.
TrainingSpeed measureTraining(const BenchConfig& config, const std::string& device, double seconds);

/// By what share the resident memory of this process grows from the first hundred thousand steps to the last of
/// `steps`, evaluations included; 0.01 is one per cent.
double measureGrowth(const BenchConfig& config, const std::string& device, std::int64_t steps);

}  // namespace gradus
