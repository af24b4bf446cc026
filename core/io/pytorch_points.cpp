#include "core/data/plane_features.h"
#include "core/io/python.h"
#include "core/io/pytorch_source.h"

namespace gradus {
namespace {

using python::fill;

constexpr const char* kRead = R"py(
«CLASSES»

def read_points():
    """What the network is told about the points at the end of this file, and their targets."""
    points = torch.tensor([float(number) for number in POINTS.split()]).reshape(-1, 3)
    x1, x2, y = points.unbind(1)
    return torch.stack([«FEATURES»], dim=1), y«TARGET»

)py";

constexpr const char* kPoints = R"py(
# Of each point x1, x2 and «TARGET».
POINTS = """
«POINTS»"""

)py";

/// Every point as its coordinates and its target, as many in a line as fit.
std::string pointLines(const Dataset& dataset, const std::vector<std::int32_t>& labels) {
  constexpr std::size_t kLineLength = 100;
  std::string lines;
  std::size_t column = 0;
  for (std::size_t row = 0; row < static_cast<std::size_t>(dataset.rows); ++row) {
    std::string point;
    for (std::size_t i = 2 * row; i < 2 * row + 2; ++i) point += python::shortest(dataset.points[i]) + " ";
    point += labels.empty() ? python::shortest(dataset.targets[row]) : std::to_string(labels[row]);
    const bool wraps = column + point.size() > kLineLength;
    if (row > 0) lines += wraps ? "\n" : "   ";
    column = wraps ? point.size() : column + point.size() + 3;
    lines += point;
  }
  return lines + "\n";
}

}  // namespace

PytorchSource pytorchPoints(const DataSpec& spec, const Dataset& dataset, const std::vector<std::int32_t>& labels) {
  std::string features;
  for (const PlaneFeature* feature : featuresNamed(spec.features)) {
    features += (features.empty() ? "" : ", ") + feature->python;
  }
  PytorchSource source;
  source.functions = fill(kRead, {{"CLASSES", pytorchClasses(dataset)},
                                  {"FEATURES", features},
                                  {"TARGET", labels.empty() ? ".unsqueeze(1)" : ".long()"}});
  source.read = "read_points()";
  source.tail =
      fill(kPoints, {{"TARGET", python::escaped(dataset.targetName)}, {"POINTS", pointLines(dataset, labels)}});
  return source;
}

}  // namespace gradus
