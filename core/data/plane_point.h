// A point that a person has put into the plane, and what the network is to say there.
#pragma once

#include <span>
#include <vector>

#include "core/data/dataset.h"

namespace gradus {

struct PlanePoint {
  double x1 = 0;
  double x2 = 0;
  double answer = 0;  ///< the number of a class, or the number to predict

  bool operator==(const PlanePoint&) const = default;
};

/// The points of a data set of points, to four decimals: a file stays short.
std::vector<PlanePoint> pointsOf(const Dataset& dataset);

/// Puts `points` in place of those that are there. Throws DataError for a class that the data set has not.
void usePoints(Dataset& dataset, std::span<const PlanePoint> points);

}  // namespace gradus
