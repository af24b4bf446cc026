#include "core/probe/field_look.h"

#include <algorithm>
#include <cmath>

#include "core/nn/softmax.h"
#include "core/tensor/graph.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

constexpr std::int64_t kPlaces = std::int64_t{kFieldSide} * kFieldSide;

std::vector<float> placesOfField(double extent) {
  std::vector<float> points;
  points.reserve(2 * kPlaces);
  for (int row = 0; row < kFieldSide; ++row) {
    for (int column = 0; column < kFieldSide; ++column) {
      points.push_back(static_cast<float>(fieldPlace(column, kFieldSide, extent)));
      points.push_back(static_cast<float>(-fieldPlace(row, kFieldSide, extent)));
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

/// The places of unit fields and the first units of what leaves a layer: `values` is (places, units), of whole rows of
/// the field that begin and end between two such places.
Tensor thinned(const Tensor& values) {
  const Tensor square = view(values, {values.size(0) / kFieldSide, kFieldSide, values.size(1)});
  const Tensor rows = slice(square, 0, kUnitFieldStep / 2, kEnd, kUnitFieldStep);
  const Tensor places = slice(rows, 1, kUnitFieldStep / 2, kEnd, kUnitFieldStep);
  return slice(places, 2, 0, kMostUnitFields);
}

void append(std::vector<float>& numbers, const Tensor& more) {
  const std::vector<float> read = more.toVector<float>();
  numbers.insert(numbers.end(), read.begin(), read.end());
}

/// `numbers` are those of all places of unit fields, the units of a place side by side.
LayerField fieldOf(const std::vector<float>& numbers) {
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

/// Rows of the field that go through the network at once: all of them, unless a wide network would take gigabytes.
std::int64_t rowsAtOnce(const Network& network) {
  constexpr std::int64_t kNumbers = 16'000'000;
  const std::int64_t fitting = kNumbers / (kFieldSide * network.units());
  return std::clamp<std::int64_t>(fitting - fitting % kUnitFieldStep, kUnitFieldStep, kFieldSide);
}

}  // namespace

double fieldExtent(const Dataset& data) {
  constexpr double kBeyond = 1.04;  // half a dot
  return std::max(kPlaneExtent, kBeyond * farthestPlace(data));
}

FieldLook::FieldLook(Device& device, const Dataset& data, const std::vector<std::string>& features)
    : extent_(fieldExtent(data)) {
  const std::vector<const PlaneFeature*> rows = featuresNamed(features);
  const std::vector<float> values = featureValues(rows, placesOfField(extent_));
  places_ = Tensor::from(device, values, {kPlaces, static_cast<std::int64_t>(rows.size())});
}

FieldSnapshot FieldLook::at(Network& network, OutputKind kind, const FieldUnit& closer) const {
  const NoGrad noGrad;
  FieldSnapshot field;
  field.extent = extent_;
  std::vector<std::vector<float>> numbers;
  std::vector<float> close;
  const std::int64_t rows = rowsAtOnce(network);
  for (std::int64_t row = 0; row < kFieldSide; row += rows) {
    const std::int64_t end = std::min<std::int64_t>(row + rows, kFieldSide);
    const std::vector<Tensor> values = network.valuesOf(slice(places_, 0, row * kFieldSide, end * kFieldSide));
    numbers.resize(values.size());
    for (std::size_t layer = 0; layer < values.size(); ++layer) append(numbers[layer], thinned(values[layer]));
    const Tensor& last = values.back();
    const Tensor scores = scoresOf(last, kind);
    field.outputs = static_cast<int>(scores.size(1));
    append(field.output, taskOf(kind) == Task::Classification ? softmax(scores, 1) : scores);
    const auto index = static_cast<std::size_t>(closer.layer);
    if (closer.layer < 0 || index >= values.size()) continue;
    if (closer.unit >= 0 && closer.unit < values[index].size(1)) append(close, select(values[index], 1, closer.unit));
  }
  for (const std::vector<float>& layer : numbers) field.layers.push_back(fieldOf(layer));
  if (close.empty()) return field;
  field.unit = closer;
  const float scale = field.layers[static_cast<std::size_t>(closer.layer)].scale;
  field.closer.resize(close.size());
  std::ranges::transform(close, field.closer.begin(), [scale](float value) { return toByte(value, scale); });
  return field;
}

}  // namespace gradus
