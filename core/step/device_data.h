// A data set on the device, once: batches are gathered there and nothing is copied per step.
#pragma once

#include <cstdint>
#include <span>

#include "core/data/dataset.h"
#include "core/nn/loss.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// What one step works on.
struct Batch {
  Tensor input;   ///< float32 (rows, features)
  Tensor target;  ///< int64 (rows) for classification, float32 (rows, 1) for regression
};

class DeviceData {
 public:
  /// Copies the data set to the device; images stay uint8, and on a processor where they are. The data set must outlive
  /// this. Throws DeviceError.
  DeviceData(Device& device, const Dataset& dataset);

  /// Waits until nothing reads the data any more.
  ~DeviceData();
  DeviceData(const DeviceData&) = delete;
  DeviceData& operator=(const DeviceData&) = delete;

  const Tensor& features() const { return features_; }  ///< (rows, features), uint8 or float32
  const Tensor& targets() const { return targets_; }    ///< int64 (rows), or float32 (rows, 1)

  /// An order of rows, on the device: int32 (rows.size()).
  Tensor upload(std::span<const std::int64_t> rows) const;

  /// The rows order[start], …, order[start + count − 1].
  Batch gather(const Tensor& order, std::int64_t start, std::int64_t count) const;

 private:
  Device& device_;
  Tensor features_;
  Tensor targets_;
};

}  // namespace gradus
