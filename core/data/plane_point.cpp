#include "core/data/plane_point.h"

#include <cmath>
#include <string>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/data/plane_features.h"

namespace gradus {
namespace {

double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

}  // namespace

std::vector<PlanePoint> pointsOf(const Dataset& dataset) {
  std::vector<PlanePoint> points;
  for (std::size_t row = 0; row < dataset.points.size() / 2; ++row) {
    const double answer =
        dataset.task == Task::Classification ? dataset.labels[row] : rounded(double{dataset.targets[row]});
    points.push_back({rounded(dataset.points[2 * row]), rounded(dataset.points[2 * row + 1]), answer});
  }
  return points;
}

void usePoints(Dataset& dataset, std::span<const PlanePoint> points) {
  dataset.points.clear();
  dataset.labels.clear();
  dataset.targets.clear();
  for (std::size_t i = 0; i < points.size(); ++i) {
    const PlanePoint& point = points[i];
    dataset.points.push_back(static_cast<float>(point.x1));
    dataset.points.push_back(static_cast<float>(point.x2));
    if (dataset.task == Task::Regression) {
      dataset.targets.push_back(static_cast<float>(point.answer));
      continue;
    }
    const bool isClass = point.answer >= 0 && point.answer < static_cast<double>(dataset.classes());
    if (!isClass || point.answer != std::floor(point.answer)) {
      throw DataError("data.points[" + std::to_string(i) + "][2]: the point has the class " +
                      plainNumber(point.answer) + ", but " + dataset.title + " has the classes 0 to " +
                      std::to_string(dataset.classes() - 1) + ": give it one of them");
    }
    dataset.labels.push_back(static_cast<std::int32_t>(point.answer));
  }
  dataset.rows = static_cast<std::int64_t>(points.size());
  dataset.publishedTestRows = 0;
}

}  // namespace gradus
