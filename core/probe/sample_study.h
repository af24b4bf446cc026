// Answers questions about single inputs on the engine's thread, so quickly that training hardly waits: what takes
// longer is done in pieces, one with each time that somebody asks.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/generator.h"
#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "core/probe/sample_answer.h"
#include "core/step/device_data.h"
#include "core/step/network.h"
#include "core/step/training_loss.h"

namespace gradus {

class SampleStudy {
 public:
  /// `network` is what the networks that it is asked about are like. `data` and `deviceData` outlive it.
  SampleStudy(Device& device, const NetworkSpec& network, const PreparedData& data, const DeviceData& deviceData);

  /// What `network`, after `step` steps, says. It stays as it is, and so does every random number. Waits for the
  /// device. Throws DataError for a row or an input that does not fit the data.
  SampleAnswer answer(const SampleQuestion& question, Network& network, const TrainingLoss& loss, std::int64_t step);

  /// What ε means for each number of an input: 1 for pixels, which stay in 0 … 1; for numeric columns their deviation
  /// over the training part; words stay.
  const InputBounds& bounds();

 private:
  Batch sampleOf(const SampleQuestion& question) const;
  Tensor classTarget(int label) const;
  AttackAnswer attack(const AttackQuestion& question, Network& network, const Batch& sample, const TrainingLoss& loss,
                      int said);
  NeighbourAnswer findNeighbours(const SampleQuestion& question, Network& network, const Tensor& input,
                                 std::int64_t step);
  void beginPlaces(Network& network, std::string weights, std::int64_t step);
  Dependence dependence(int feature, Network& network, OutputKind kind, const std::vector<float>& input);

  Device& device_;
  NetworkSpec spec_;
  const PreparedData& data_;
  const DeviceData& deviceData_;
  std::optional<InputBounds> bounds_;

  // The rows in the last hidden layer of a twin, whose weights stay while those of the run go on.
  Generator generator_{0};
  std::unique_ptr<Network> twin_;
  std::optional<HiddenPlaces> places_;
  std::string weights_;  ///< of the twin
  std::int64_t placesStep_ = 0;

  std::vector<float> background_;  ///< training rows over which a dependence is averaged
};

}  // namespace gradus
