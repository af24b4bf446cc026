// What every unit of a network says about every place of the plane: numbers for the pictures that are shown in the
// boxes of the units and, larger, as the output of the whole network.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/data/plane_sets.h"

namespace gradus {

/// Places along each side of the output's field; they are the middles of so many equal squares.
constexpr int kFieldSide = 99;

/// Of these every third one is a place of a unit's field, again the middles of equal squares.
constexpr int kUnitFieldStep = 3;
constexpr int kUnitFieldSide = kFieldSide / kUnitFieldStep;

/// Units of a layer whose fields are told: at least as many as a canvas shows.
constexpr int kMostUnitFields = 64;

/// How far a field of `data` reaches in both directions: over all the points that are shown on it.
double fieldExtent(const Dataset& data);

/// x₁ of column `index` of `side`, from left to right; row `index` has x₂ = −fieldPlace(index, side): rows go down.
constexpr double fieldPlace(int index, int side, double extent = kPlaneExtent) {
  return extent * ((2 * index + 1) / static_cast<double>(side) - 1);
}

/// A value as a byte: 127 is 0, 0 and 254 are −scale and +scale and all that lies beyond, 255 is no number.
using FieldByte = std::uint8_t;
constexpr FieldByte kFieldZero = 127;
constexpr FieldByte kFieldTrouble = 255;

/// A layer's units after their activation.
struct LayerField {
  int units = 0;                 ///< the first ones, at most kMostUnitFields
  float scale = 1;               ///< a size that most values of the layer stay below
  std::vector<FieldByte> bytes;  ///< units × kUnitFieldSide × kUnitFieldSide
};

/// Which unit is asked for in the output's resolution: its layer as in Snapshot::layers. None by default.
struct FieldUnit {
  int layer = -1;
  int unit = -1;

  bool operator==(const FieldUnit&) const = default;
};

struct FieldSnapshot {
  double extent = kPlaneExtent;    ///< the field's edges lie at ± so much
  std::vector<LayerField> layers;  ///< as in Snapshot::layers
  int outputs = 0;
  std::vector<float> output;      ///< kFieldSide² places × outputs: probabilities, or the number of a regression
  FieldUnit unit;                 ///< the one that was asked for, if there is such a unit
  std::vector<FieldByte> closer;  ///< its field, kFieldSide²; empty if none was asked for
};

}  // namespace gradus
