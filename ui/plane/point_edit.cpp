#include "ui/plane/point_edit.h"

#include <algorithm>
#include <cmath>

#include "core/base/limits.h"
#include "core/data/plane_sets.h"

namespace gradus::ui {
namespace {

constexpr std::size_t kFewest = 10;  // as few as can be generated

/// As far out as points are made, or as noise has moved one of them.
double placeOf(double value, const Dataset& shown) {
  const double extent = std::max(kPlaneExtent, farthestPlace(shown));
  return std::clamp(std::round(value * 1e4) / 1e4, -extent, extent);
}

/// The points as they are in the document, which may be newer than what is shown.
std::vector<PlanePoint>& ownPoints(Experiment& experiment, const Dataset& shown) {
  if (experiment.data.points.empty()) experiment.data.points = pointsOf(shown);
  return experiment.data.points;
}

bool isThere(const std::vector<PlanePoint>& points, const Dataset& shown, std::int64_t row) {
  return row >= 0 && row < shown.rows && points.size() == static_cast<std::size_t>(shown.rows);
}

}  // namespace

Experiment withPointAdded(Experiment experiment, const Dataset& shown, const PlanePoint& point) {
  Experiment next = experiment;
  std::vector<PlanePoint>& points = ownPoints(next, shown);
  if (points.size() >= kMostPoints) return experiment;
  points.push_back({placeOf(point.x1, shown), placeOf(point.x2, shown), point.answer});
  return next;
}

Experiment withPointMoved(Experiment experiment, const Dataset& shown, std::int64_t row, double x1, double x2) {
  Experiment next = experiment;
  std::vector<PlanePoint>& points = ownPoints(next, shown);
  if (!isThere(points, shown, row)) return experiment;
  PlanePoint& point = points[static_cast<std::size_t>(row)];
  point.x1 = placeOf(x1, shown);
  point.x2 = placeOf(x2, shown);
  return next;
}

Experiment withPointRemoved(Experiment experiment, const Dataset& shown, std::int64_t row) {
  Experiment next = experiment;
  std::vector<PlanePoint>& points = ownPoints(next, shown);
  if (!isThere(points, shown, row) || points.size() <= kFewest) return experiment;
  points.erase(points.begin() + row);
  // Those behind it move up.
  DataSpec& data = next.data;
  std::erase(data.excluded, row);
  std::erase_if(data.relabeled, [row](const Relabel& change) { return change.row == row; });
  for (std::int64_t& other : data.excluded) other -= other > row ? 1 : 0;
  for (Relabel& other : data.relabeled) other.row -= other.row > row ? 1 : 0;
  return next;
}

}  // namespace gradus::ui
