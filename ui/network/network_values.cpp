#include "ui/network/network_values.h"

#include <utility>

#include "ui/network/weight_tile.h"

namespace gradus::ui {
namespace {

bool fits(const LayerSnapshot& layer, const Column& column) {
  const auto outputs = static_cast<std::size_t>(column.units);
  const auto inputs = static_cast<std::size_t>(column.inputs);
  return layer.outputs == column.units && layer.inputs == column.inputs && layer.weight.size() == outputs * inputs &&
         (layer.bias.empty() || layer.bias.size() == outputs);
}

}  // namespace

NetworkValues::NetworkValues(SnapshotPtr snapshot, const NetworkLayout& layout) : snapshot_(std::move(snapshot)) {
  layers_.assign(layout.columns.size(), nullptr);
  scales_.assign(layout.columns.size(), 1.0F);
  if (snapshot_ == nullptr) return;
  const auto& sample = snapshot_->sample;
  if (sample && sample->input.size() == static_cast<std::size_t>(layout.at(0).units)) sample_ = &*sample;
  if (snapshot_->layers.size() + 1 != layout.columns.size()) return;
  for (std::size_t i = 0; i < snapshot_->layers.size(); ++i) {
    const LayerSnapshot& layer = snapshot_->layers[i];
    if (!fits(layer, layout.columns[i + 1])) continue;
    layers_[i + 1] = &layer;
    scales_[i + 1] = robustScale(layer.weight);
  }
}

const LayerSnapshot* NetworkValues::layer(int column) const {
  const auto index = static_cast<std::size_t>(column);
  return index < layers_.size() ? layers_[index] : nullptr;
}

std::optional<double> NetworkValues::value(int column, int unit) const {
  const auto index = static_cast<std::size_t>(unit);
  if (column == 0) {
    if (sample_ == nullptr || index >= sample_->input.size()) return std::nullopt;
    return sample_->input[index];
  }
  const LayerSnapshot* found = layer(column);
  if (found == nullptr || index >= found->values.size()) return std::nullopt;
  return found->values[index];
}

std::span<const float> NetworkValues::weights(int column, int unit) const {
  const LayerSnapshot* found = layer(column);
  if (found == nullptr || unit >= found->outputs) return {};
  const auto inputs = static_cast<std::size_t>(found->inputs);
  return std::span(found->weight).subspan(static_cast<std::size_t>(unit) * inputs, inputs);
}

float NetworkValues::weightScale(int column) const {
  const auto index = static_cast<std::size_t>(column);
  return index < scales_.size() ? scales_[index] : 1.0F;
}

}  // namespace gradus::ui
