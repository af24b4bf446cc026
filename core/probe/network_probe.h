// Looks into a network while it trains, without a trace: it measures a copy. The copy is sent a few training samples,
// forward and back, as plain tensors; the network, its optimizer and the run's random numbers never hear of it.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/generator.h"
#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "core/probe/layer_statistics.h"
#include "core/step/device_data.h"
#include "core/step/network.h"
#include "core/step/training_loss.h"

namespace gradus {

class WayGradients;

class NetworkProbe {
 public:
  /// As many samples as a large batch: enough that a unit silent for all of them rarely speaks.
  static constexpr std::size_t kSamples = 256;

  /// Of a network with so many outputs. Looks at training samples that are spread evenly over the training part.
  /// `deviceData` must outlive this.
  NetworkProbe(Device& device, const NetworkSpec& spec, std::int64_t outputs, const PreparedData& data,
               const DeviceData& deviceData);

  /// Everything but `step` and `epochs`. Dropout and noise are switched off; batch norm takes the statistics of these
  /// samples, as in training, for so flow the gradients. Waits for the device.
  NetworkStatistics measure(const Network& network, const TrainingLoss& loss);

 private:
  LayerStatistics describe(std::size_t index, const Network::Passage& passage, const WayGradients& gradients) const;

  NetworkSpec spec_;
  const DeviceData& deviceData_;
  std::int64_t samples_;
  Tensor rows_;
  Generator unused_{0};  ///< for the copy's initial weights, which nobody sees
  Network copy_;
};

}  // namespace gradus
