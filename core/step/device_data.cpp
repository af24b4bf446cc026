#include "core/step/device_data.h"

#include <exception>
#include <vector>

#include "core/opencl/device.h"
#include "core/tensor/indexing.h"

namespace gradus {
namespace {

/// Images are most of a program's memory: a processor need not have them twice.
Tensor uploadFeatures(Device& device, const Dataset& dataset) {
  const Shape shape{dataset.rows, dataset.features};
  if (!dataset.isImage()) return Tensor::from(device, dataset.values, shape);
  static_assert(kPixelSlack >= Buffer::kSlackBytes);
  const bool hasSlack = dataset.pixels.capacity() - dataset.pixels.size() >= kPixelSlack;
  if (device.canLend() && hasSlack) return Tensor::lent(device, dataset.pixels, shape);
  return Tensor::from(device, dataset.pixels, shape);
}

Tensor uploadTargets(Device& device, const Dataset& dataset) {
  if (dataset.task == Task::Regression) return Tensor::from(device, dataset.targets, {dataset.rows, 1});
  const std::vector<std::int64_t> labels(dataset.labels.begin(), dataset.labels.end());
  return Tensor::from(device, labels, {dataset.rows});
}

}  // namespace

DeviceData::DeviceData(Device& device, const Dataset& dataset)
    : device_(device), features_(uploadFeatures(device, dataset)), targets_(uploadTargets(device, dataset)) {}

DeviceData::~DeviceData() {
  try {
    device_.finish();
  } catch (const std::exception&) {  // A device that fails reads nothing any more.
  }
}

Tensor DeviceData::upload(std::span<const std::int64_t> rows) const {
  const std::vector<std::int32_t> narrow(rows.begin(), rows.end());
  return Tensor::from(device_, narrow, {static_cast<std::int64_t>(narrow.size())});
}

Batch DeviceData::gather(const Tensor& order, std::int64_t start, std::int64_t count) const {
  return {gatherRows(features_, order, start, count), gatherRows(targets_, order, start, count)};
}

}  // namespace gradus
