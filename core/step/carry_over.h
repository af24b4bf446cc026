// What of a trained network survives an edit of it. A layer that becomes wider gets new units behind those that it has,
// a narrower one loses its last; the layer behind it gets and loses inputs likewise.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "core/step/network.h"

namespace gradus {

/// Numbers that belong to layers of both networks, from the first unit and the first input on. New inputs of a layer
/// that stays weigh nothing: the network goes on to say what it said, and learns to use them (as in Net2WiderNet, T.
/// Chen et al., Net2Net, 2016). A layer with another layer before it stays only where all its shapes do.
class CarryOver {
 public:
  /// `pairs` as of matchingLayers(); the parameters of both lie in the arenas of their optimizers.
  CarryOver(Network& before, Network& after, const std::vector<std::pair<std::size_t, std::size_t>>& pairs);

  /// From the whole arena `from` of before to the whole arena `to` of after: weights, or what an optimizer keeps of
  /// each.
  void copy(const Tensor& to, const Tensor& from) const;

  /// What is no parameter, such as running means.
  void copyBuffers() const;

  /// Pairs of the layers that stay.
  const std::vector<std::pair<std::size_t, std::size_t>>& layers() const { return layers_; }

 private:
  /// One tensor as it is in both.
  struct Kept {
    Tensor before;
    Tensor after;
    int inputs = -1;  ///< the dimension that counts a layer's inputs, if there is one
  };

  static void copyCommon(const Kept& kept, const Tensor& to, const Tensor& from);

  std::vector<std::pair<std::size_t, std::size_t>> layers_;
  std::vector<Kept> parameters_;
  std::vector<Kept> buffers_;
};

}  // namespace gradus
