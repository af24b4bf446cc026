// Looks at a network of points in the plane as a whole: one batch of places goes through it, and every layer tells
// what leaves its units.
#pragma once

#include "core/data/plane_features.h"
#include "core/nn/output_kind.h"
#include "core/probe/field_snapshot.h"
#include "core/step/network.h"

namespace gradus {

class FieldLook {
 public:
  /// Puts the features of all places on the device, which lie as far out as the points of `data`.
  FieldLook(Device& device, const Dataset& data, const std::vector<std::string>& features);

  /// The network as it is outside training. Waits for the device.
  FieldSnapshot at(Network& network, OutputKind kind, const FieldUnit& closer) const;

 private:
  double extent_;
  Tensor places_;  ///< kFieldSide² × features
};

}  // namespace gradus
