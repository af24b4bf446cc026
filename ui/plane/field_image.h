// Fields of the plane as pictures: what a unit says in blue and orange, what the network says in the colours of the
// classes, and the line on which it changes its mind.
#pragma once

#include <QImage>
#include <QLineF>
#include <array>
#include <span>
#include <vector>

#include "core/data/plane_features.h"
#include "core/probe/field_snapshot.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

/// Theme::signedColor for every byte of a field.
class FieldPalette {
 public:
  FieldPalette() = default;
  explicit FieldPalette(const Theme& theme);

  QRgb at(FieldByte byte) const { return colors_[byte]; }

 private:
  std::array<QRgb, 256> colors_{};
};

/// A unit's field, `side` × `side` pixels.
QImage fieldImage(std::span<const FieldByte> bytes, int side, const FieldPalette& palette);

/// An input feature as the field of a unit; full colour at a size that a quarter of the plane goes beyond.
/// The picture's edges lie at ±`extent`.
QImage featureImage(const PlaneFeature& feature, int side, double extent, const FieldPalette& palette);

/// Where the network says a class, brighter the surer it is; of a unit field's size.
QImage classImage(const FieldSnapshot& field, int label, const Theme& theme);

/// Which of two classes the network says, the deeper the surer it is; of a unit field's size.
QImage oddsImage(const FieldSnapshot& field, const FieldPalette& palette);

/// How the output is painted.
struct OutputStyle {
  Task task = Task::Classification;
  bool discrete = false;  ///< only the answer, not how sure it is; of numbers, steps
  float scale = 1;        ///< the number that has full colour
};

/// The number that should have full colour among those of a regression: the largest there is.
float fullColorOf(const Dataset& data);

/// What the network says at every place, kFieldSide pixels on each side.
QImage outputImage(const FieldSnapshot& field, const OutputStyle& style, const Theme& theme,
                   const FieldPalette& palette);

/// Where two classes are equally likely and no other is likelier: for two of them, the contour of 0.5. In shares of
/// the picture, from its left upper corner.
std::vector<QLineF> decisionBorder(const FieldSnapshot& field);

/// The output for a place between those of the field, interpolated: probabilities, or the number. Places outside have
/// the value of the edge.
std::vector<float> outputAt(const FieldSnapshot& field, double x1, double x2);

}  // namespace gradus::ui
