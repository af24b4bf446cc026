#include "core/train/field_look.h"

#include <algorithm>
#include <cmath>

#include "core/nn/softmax.h"
#include "core/tensor/graph.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

constexpr std::int64_t kPlaces = std::int64_t{kFieldSide} * kFieldSide;

std::vector<float> placesOfField() {
  std::vector<float> points;
  points.reserve(2 * kPlaces);
  for (int row = 0; row < kFieldSide; ++row) {
    for (int column = 0; column < kFieldSide; ++column) {
      points.push_back(static_cast<float>(fieldPlace(column, kFieldSide)));
      points.push_back(static_cast<float>(-fieldPlace(row, kFieldSide)));
    }
  }
  return points;
}

FieldByte toByte(float value, float scale) {
  if (std::isnan(value)) return kFieldTrouble;
  constexpr float kHalf = 127;
  return static_cast<FieldByte>(kHalf + std::round(kHalf * std::clamp(value / scale, -1.0F, 1.0F)));
}

/// A size that nine of ten values stay below, so that one strong place does not make all others look like 0.
float usualSize(const std::vector<float>& values) {
  constexpr std::size_t kLookedAt = 2000;
  constexpr float kSmallest = 0.05F;  // below it a layer looks as weak as it is
  const std::size_t step = values.size() / kLookedAt + 1;
  std::vector<float> sizes;
  for (std::size_t i = 0; i < values.size(); i += step) {
    if (std::isfinite(values[i])) sizes.push_back(std::abs(values[i]));
  }
  if (sizes.empty()) return 1;
  const auto high = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() * 9 / 10);
  std::nth_element(sizes.begin(), high, sizes.end());
  return std::max(*high, kSmallest);
}

/// The places of unit fields and the first units of what leaves a layer: `values` is (kPlaces, units).
Tensor thinned(const Tensor& values) {
  const Tensor square = view(values, {kFieldSide, kFieldSide, values.size(1)});
  const Tensor rows = slice(square, 0, kUnitFieldStep / 2, kEnd, kUnitFieldStep);
  const Tensor places = slice(rows, 1, kUnitFieldStep / 2, kEnd, kUnitFieldStep);
  return slice(places, 2, 0, kMostUnitFields);
}

LayerField fieldOf(const Tensor& values) {
  const std::vector<float> numbers = thinned(values).toVector<float>();
  constexpr std::size_t kSmallPlaces = std::size_t{kUnitFieldSide} * kUnitFieldSide;
  const std::size_t units = numbers.size() / kSmallPlaces;
  LayerField field{static_cast<int>(units), usualSize(numbers), std::vector<FieldByte>(numbers.size())};
  for (std::size_t place = 0; place < kSmallPlaces; ++place) {
    for (std::size_t unit = 0; unit < units; ++unit) {
      field.bytes[unit * kSmallPlaces + place] = toByte(numbers[place * units + unit], field.scale);
    }
  }
  return field;
}

std::vector<FieldByte> closerField(const Tensor& values, int unit, float scale) {
  const std::vector<float> numbers = select(values, 1, unit).toVector<float>();
  std::vector<FieldByte> bytes(numbers.size());
  std::ranges::transform(numbers, bytes.begin(), [scale](float value) { return toByte(value, scale); });
  return bytes;
}

}  // namespace

FieldLook::FieldLook(Device& device, const std::vector<std::string>& features) {
  const std::vector<const PlaneFeature*> rows = featuresNamed(features);
  places_ =
      Tensor::from(device, featureValues(rows, placesOfField()), {kPlaces, static_cast<std::int64_t>(rows.size())});
}

FieldSnapshot FieldLook::at(Network& network, Task task, const FieldUnit& closer) const {
  const NoGrad noGrad;
  const std::vector<Tensor> values = network.valuesOf(places_);
  FieldSnapshot field;
  for (const Tensor& layer : values) field.layers.push_back(fieldOf(layer));
  const Tensor& last = values.back();
  field.outputs = static_cast<int>(last.size(1));
  field.output = (task == Task::Classification ? softmax(last, 1) : last).toVector<float>();
  const auto index = static_cast<std::size_t>(closer.layer);
  if (closer.layer < 0 || index >= values.size()) return field;
  if (closer.unit < 0 || closer.unit >= values[index].size(1)) return field;
  field.unit = closer;
  field.closer = closerField(values[index], closer.unit, field.layers[index].scale);
  return field;
}

}  // namespace gradus
