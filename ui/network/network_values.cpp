#include "ui/network/network_values.h"

#include <utility>

#include "ui/network/weight_tile.h"

namespace gradus::ui {
namespace {

bool fits(const LayerSnapshot& layer, const Column& column) {
  const auto outputs = static_cast<std::size_t>(column.units);
  const auto weights = column.isDense ? outputs * static_cast<std::size_t>(column.inputs) : 0;
  return layer.outputs == column.units && layer.inputs == column.inputs && layer.weight.size() == weights &&
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
  const std::span<const float> all = values(column);
  if (index >= all.size()) return std::nullopt;
  return all[index];
}

std::span<const float> NetworkValues::values(int column) const {
  if (column == 0) return sample_ == nullptr ? std::span<const float>() : sample_->input;
  const LayerSnapshot* found = layer(column);
  return found == nullptr ? std::span<const float>() : found->values;
}

std::span<const float> NetworkValues::weights(int column, int unit) const {
  const LayerSnapshot* found = layer(column);
  if (found == nullptr || found->weight.empty() || unit >= found->outputs) return {};
  const auto inputs = static_cast<std::size_t>(found->inputs);
  return std::span(found->weight).subspan(static_cast<std::size_t>(unit) * inputs, inputs);
}

float NetworkValues::weightScale(int column) const {
  const auto index = static_cast<std::size_t>(column);
  return index < scales_.size() ? scales_[index] : 1.0F;
}

}  // namespace gradus::ui
