#include "core/train/device_data.h"

#include <vector>

#include "core/tensor/indexing.h"

namespace gradus {
namespace {

Tensor uploadTargets(Device& device, const Dataset& dataset) {
  if (dataset.task == Task::Regression) return Tensor::from(device, dataset.targets, {dataset.rows, 1});
  const std::vector<std::int64_t> labels(dataset.labels.begin(), dataset.labels.end());
  return Tensor::from(device, labels, {dataset.rows});
}

}  // namespace

DeviceData::DeviceData(Device& device, const Dataset& dataset)
    : device_(device),
      features_(dataset.isImage() ? Tensor::from(device, dataset.pixels, {dataset.rows, dataset.features})
                                  : Tensor::from(device, dataset.values, {dataset.rows, dataset.features})),
      targets_(uploadTargets(device, dataset)) {}

Tensor DeviceData::upload(std::span<const std::int64_t> rows) const {
  const std::vector<std::int32_t> narrow(rows.begin(), rows.end());
  return Tensor::from(device_, narrow, {static_cast<std::int64_t>(narrow.size())});
}

Batch DeviceData::gather(const Tensor& order, std::int64_t start, std::int64_t count) const {
  return {gatherRows(features_, order, start, count), gatherRows(targets_, order, start, count)};
}

}  // namespace gradus
