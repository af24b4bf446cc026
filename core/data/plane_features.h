// What a network may be told about a point of the plane: its two coordinates and simple functions of them, as in
// TensorFlow Playground. The registry is the only list of them: chips, the canvas, files, kernels' input and exported
// scripts are derived from its rows.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/dataset.h"

namespace gradus {

struct PlaneFeature {
  std::string name;     ///< as files write it, such as "x1_squared"
  std::string title;    ///< for people, such as "x₁²"
  std::string summary;  ///< one sentence
  std::string python;   ///< of tensors x1 and x2, such as "x1 * x1"
  double (*value)(double x1, double x2);
};

/// All rows, in the order in which a network gets them.
std::span<const PlaneFeature> planeFeatures();

/// The row of that name. Throws FormatError that lists the names if there is none.
const PlaneFeature& findPlaneFeature(std::string_view name);

/// The rows of those names; x₁ and x₂ for no name. Throws FormatError for a name that is unknown or there twice.
std::vector<const PlaneFeature*> featuresNamed(const std::vector<std::string>& names);

/// Points (x₁, x₂ of each in turn) as the network sees them: points × features, row-major.
std::vector<float> featureValues(const std::vector<const PlaneFeature*>& features, std::span<const float> points);

/// Makes the named features the columns of a data set of points.
void useFeatures(Dataset& dataset, const std::vector<std::string>& names);

}  // namespace gradus
