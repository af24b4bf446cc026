#include "core/explain/neighbours.h"

#include <algorithm>
#include <cmath>

#include "core/explain/answers.h"
#include "core/step/device_data.h"
#include "core/step/network.h"

namespace gradus {
namespace {

/// Few enough that a command waits no longer than for a slice of training.
constexpr std::int64_t kPiece = 500;

constexpr std::int64_t kMostNumbers = std::int64_t{64} << 20;

std::vector<std::int64_t> thinnedOut(std::span<const std::int64_t> rows, std::int64_t units) {
  const auto all = static_cast<std::int64_t>(rows.size());
  const std::int64_t count = std::min(all, std::max<std::int64_t>(kMostNumbers / std::max<std::int64_t>(units, 1), 1));
  std::vector<std::int64_t> chosen;
  for (std::int64_t i = 0; i < count; ++i) chosen.push_back(rows[static_cast<std::size_t>(i * all / count)]);
  return chosen;
}

double squaredDistance(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    sum += difference * difference;
  }
  return sum;
}

}  // namespace

Tensor lastHidden(Network& network, const Tensor& input) {
  const std::vector<Tensor> values = network.valuesOf(input);
  return values.size() < 2 ? input : values[values.size() - 2];
}

HiddenPlaces::HiddenPlaces(const DeviceData& data, std::span<const std::int64_t> rows, std::int64_t units)
    : data_(data), rows_(thinnedOut(rows, units)), order_(data.upload(rows_)), units_(units) {
  places_.reserve(rows_.size() * static_cast<std::size_t>(units));
}

void HiddenPlaces::advance(Network& network) {
  const std::int64_t rows = std::min(kPiece, count() - done_);
  const std::vector<float> places = lastHidden(network, data_.gather(order_, done_, rows).input).toVector<float>();
  places_.insert(places_.end(), places.begin(), places.end());
  done_ += rows;
}

std::vector<Neighbour> HiddenPlaces::nearest(std::span<const float> place, std::size_t wanted,
                                             std::int64_t except) const {
  std::vector<Neighbour> all;
  all.reserve(rows_.size());
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i] == except) continue;
    all.push_back({rows_[i], squaredDistance(place, rowOf(places_, i, static_cast<std::size_t>(units_)))});
  }
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, all.size()));
  std::ranges::partial_sort(all, end, [](const Neighbour& a, const Neighbour& b) {
    return a.distance < b.distance || (a.distance == b.distance && a.row < b.row);
  });
  all.erase(end, all.end());
  for (Neighbour& each : all) each.distance = std::sqrt(each.distance);
  return all;
}

}  // namespace gradus
