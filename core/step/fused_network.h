// A multilayer perceptron with its loss and optimizer as the kernels of kernels/on_demand/fused.cl read it. The kernels
// know no shapes, only the activations, the loss and the formula of the optimizer: a wider network needs no new ones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/nn/activation.h"
#include "core/opencl/device.h"
#include "core/step/step_parts.h"
#include "core/tensor/kernel.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// As Layer of kernels/on_demand/fused.cl.
struct FusedLayer {
  cl_int inputs = 0;
  cl_int outputs = 0;
  cl_int inputStride = 0;
  cl_int outputStride = 0;
  cl_int weight = 0;
  cl_int bias = 0;
  cl_int input = 0;
  cl_int inputSum = 0;
  cl_int inputDelta = 0;
  cl_int sum = 0;
  cl_int value = 0;
  cl_int delta = 0;
  cl_int activation = -1;
  cl_int inputActivation = -1;
  cl_int firstTile = 0;
  cl_int updateRows = 0;
  cl_float parameters[4] = {};
  cl_float inputParameters[4] = {};
};

class FusedNetwork {
 public:
  /// Whether such kernels exist for this network, loss and optimizer, and suit this device.
  static bool canDescribe(const StepParts& parts);

  /// Only for parts that canDescribe() accepts. The parameters must lie in the optimizer's arena.
  explicit FusedNetwork(const StepParts& parts);

  Device& device() const { return device_; }
  const std::vector<FusedLayer>& layers() const { return layers_; }
  const Buffer& layerTable() const { return table_.buffer(); }
  cl_int layerCount() const { return static_cast<cl_int>(layers_.size()); }

  /// What Device::launch calls a kernel of layered.cl or lanes.cl.
  std::string kernel(const char* name) const { return program_ + ":" + name; }

  const Buffer& features() const { return parts_.data.features().buffer(); }
  const Buffer& targets() const { return parts_.data.targets().buffer(); }
  const Buffer& parameters() const { return parts_.optimizer.arena().data().buffer(); }
  const Buffer& gradients() const { return parts_.optimizer.arena().grad().buffer(); }
  cl_int parameterCount() const { return intOf(parts_.optimizer.arena().data().numel()); }

  /// Begins a step of the optimizer.
  UpdateNumbers beginStep() { return parts_.optimizer.beginStep(); }

  /// What the optimizer keeps, to be asked for after beginStep(); any buffer where its formula has no k`index`.
  const Buffer& kept(std::size_t index) const;

  /// The one number of the loss that its formula knows, such as the label smoothing.
  float lossParameter() const { return lossParameter_; }

  cl_int reportBlock() const {
    return report_;
  }  ///< of losses, metrics and squared differences, one number per row each
  std::int64_t rowSize() const { return rowSize_; }  ///< numbers in the workspace for one sample
  std::int64_t updateTiles() const { return tiles_; }

 private:
  void addLayers();
  std::string macros() const;

  StepParts parts_;
  Device& device_;
  std::vector<FusedLayer> layers_;
  std::vector<Activation> activations_;  ///< in the order of FusedLayer::activation
  Tensor table_;
  std::string program_;
  float lossParameter_ = 0;
  cl_int report_ = 0;
  std::int64_t rowSize_ = 0;
  std::int64_t tiles_ = 0;
};

}  // namespace gradus
