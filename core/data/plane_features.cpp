#include "core/data/plane_features.h"

#include <algorithm>
#include <cmath>

#include "core/base/registry.h"

namespace gradus {

std::span<const PlaneFeature> planeFeatures() {
  static const std::vector<PlaneFeature> kRows = {
      {"x1", "x₁", "The place from left to right.", "x1", [](double x1, double) { return x1; }},
      {"x2", "x₂", "The place from bottom to top.", "x2", [](double, double x2) { return x2; }},
      {"x1_squared", "x₁²", "Grows to the left and to the right: circles and valleys become simple.", "x1 * x1",
       [](double x1, double) { return x1 * x1; }},
      {"x2_squared", "x₂²", "Grows upwards and downwards: circles and valleys become simple.", "x2 * x2",
       [](double, double x2) { return x2 * x2; }},
      {"x1_x2", "x₁x₂", "Positive in two opposite quarters: XOR becomes a single neuron's task.", "x1 * x2",
       [](double x1, double x2) { return x1 * x2; }},
      {"sin_x1", "sin x₁", "Waves from left to right.", "torch.sin(x1)",
       [](double x1, double) { return std::sin(x1); }},
      {"sin_x2", "sin x₂", "Waves from bottom to top.", "torch.sin(x2)",
       [](double, double x2) { return std::sin(x2); }},
  };
  return kRows;
}

const PlaneFeature& findPlaneFeature(std::string_view name) {
  return findRow(planeFeatures(), name, "feature");
}

std::vector<const PlaneFeature*> featuresNamed(const std::vector<std::string>& names) {
  if (names.empty()) return {&findPlaneFeature("x1"), &findPlaneFeature("x2")};
  std::vector<const PlaneFeature*> features;
  for (const std::string& name : names) {
    const PlaneFeature* feature = &findPlaneFeature(name);
    if (std::ranges::find(features, feature) != features.end()) {
      throw FormatError("The feature '" + name + "' is there twice; name it once");
    }
    features.push_back(feature);
  }
  return features;
}

std::vector<float> featureValues(const std::vector<const PlaneFeature*>& features, std::span<const float> points) {
  std::vector<float> values;
  values.reserve(points.size() / 2 * features.size());
  for (std::size_t i = 0; i + 1 < points.size(); i += 2) {
    for (const PlaneFeature* feature : features) {
      values.push_back(static_cast<float>(feature->value(points[i], points[i + 1])));
    }
  }
  return values;
}

void useFeatures(Dataset& dataset, const std::vector<std::string>& names) {
  const std::vector<const PlaneFeature*> features = featuresNamed(names);
  dataset.values = featureValues(features, dataset.points);
  dataset.features = static_cast<std::int64_t>(features.size());
  dataset.featureNames.clear();
  for (const PlaneFeature* feature : features) dataset.featureNames.push_back(feature->title);
  dataset.numeric.assign(features.size(), false);
}

}  // namespace gradus
