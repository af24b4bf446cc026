// Which training samples a network takes for the most alike: those whose way through it ends at the nearest place in
// its last hidden layer.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

class DeviceData;
class Network;

struct Neighbour {
  std::int64_t row = 0;  ///< of the data set
  double distance = 0;   ///< Euclidean

  bool operator==(const Neighbour&) const = default;
};

/// What leaves the last hidden layer for each row of `input`, as outside training: (rows, units); without hidden layers
/// the input itself.
Tensor lastHidden(Network& network, const Tensor& input);

/// The rows of a data set in the last hidden layer of a network, found in pieces between which other work may go on.
class HiddenPlaces {
 public:
  /// Of so many rows that their numbers fit into 256 MB; of more, evenly chosen ones.
  HiddenPlaces(const DeviceData& data, std::span<const std::int64_t> rows, std::int64_t units);

  /// The rows that are looked at, all of them or fewer.
  std::int64_t count() const { return static_cast<std::int64_t>(rows_.size()); }
  std::int64_t done() const { return done_; }
  bool isDone() const { return done_ == count(); }

  /// The next piece, with `network` that has the same weights in every call. Waits for the device. Not after isDone().
  void advance(Network& network);

  /// The `wanted` rows nearest to `place`, the nearest first and of equals the one that comes first, without the row
  /// `except`. Only once it is done.
  std::vector<Neighbour> nearest(std::span<const float> place, std::size_t wanted, std::int64_t except) const;

 private:
  const DeviceData& data_;
  std::vector<std::int64_t> rows_;
  Tensor order_;
  std::int64_t units_;
  std::vector<float> places_;  ///< count() × units_
  std::int64_t done_ = 0;
};

}  // namespace gradus
