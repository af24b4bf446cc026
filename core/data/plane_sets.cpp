#include "core/data/plane_sets.h"

#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/base/generator.h"
#include "core/data/plane_features.h"

namespace gradus {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kRadius = 5;

struct Point {
  double x;
  double y;
};

enum Label : std::int32_t { kOrange = 0, kBlue = 1 };

/// Makes the points one by one and collects them in the data set.
class PlaneMaker {
 public:
  explicit PlaneMaker(const PlaneOptions& options)
      : blue_((options.points + 1) / 2),
        orange_(options.points / 2),
        share_(options.noise / 100),
        generator_(options.seed) {}

  Dataset make(PlaneSet set) {
    switch (set) {
      case PlaneSet::Circle:
        makeCircle();
        break;
      case PlaneSet::Xor:
        makeXor();
        break;
      case PlaneSet::Gaussians:
        makeGaussians();
        break;
      case PlaneSet::Spirals:
        makeSpirals();
        break;
      case PlaneSet::Moons:
        makeMoons();
        break;
    }
    return std::move(dataset_);
  }

 private:
  double uniform(double from, double to) {
    return generator_.uniform(static_cast<float>(from), static_cast<float>(to));
  }

  Point jitter(double extent) {
    const double x = uniform(-extent, extent) * share_;
    return {x, uniform(-extent, extent) * share_};
  }

  Point normals(double deviation) {
    std::array<float, 2> pair{};
    generator_.normal(pair);
    return {pair[0] * deviation, pair[1] * deviation};
  }

  void add(Point point, Label label) {
    dataset_.points.push_back(static_cast<float>(point.x));
    dataset_.points.push_back(static_cast<float>(point.y));
    dataset_.labels.push_back(label);
  }

  void makeCircle() {
    constexpr double kBorder = kRadius * 0.5;
    const auto ring = [this](std::int64_t count, double inner, double outer) {
      for (std::int64_t i = 0; i < count; ++i) {
        const double radius = uniform(inner, outer);
        const double angle = uniform(0, 2 * kPi);
        const Point point{radius * std::sin(angle), radius * std::cos(angle)};
        const Point noise = jitter(kRadius);
        add(point, std::hypot(point.x + noise.x, point.y + noise.y) < kBorder ? kBlue : kOrange);
      }
    };
    ring(blue_, 0, kBorder);
    ring(orange_, kRadius * 0.7, kRadius);
  }

  void makeXor() {
    constexpr double kPadding = 0.3;
    const auto coordinate = [this] {
      const double value = uniform(-kRadius, kRadius);
      return value + (value > 0 ? kPadding : -kPadding);
    };
    for (std::int64_t i = 0; i < blue_ + orange_; ++i) {
      const double x = coordinate();
      const double y = coordinate();
      const Point noise = jitter(kRadius);
      add({x, y}, (x + noise.x) * (y + noise.y) >= 0 ? kBlue : kOrange);
    }
  }

  void makeGaussians() {
    constexpr double kCentre = 2;
    const double deviation = std::sqrt(0.5 + 7 * share_);
    const auto cloud = [&](std::int64_t count, double centre, Label label) {
      for (std::int64_t i = 0; i < count; ++i) {
        const Point offset = normals(deviation);
        add({centre + offset.x, centre + offset.y}, label);
      }
    };
    cloud(blue_, kCentre, kBlue);
    cloud(orange_, -kCentre, kOrange);
  }

  void makeSpirals() {
    const auto arm = [this](std::int64_t count, double turn, Label label) {
      for (std::int64_t i = 0; i < count; ++i) {
        const double along = static_cast<double>(i) / static_cast<double>(count);
        const double radius = kRadius * along;
        const double angle = 3.5 * kPi * along + turn;
        const Point noise = jitter(1);
        add({radius * std::sin(angle) + noise.x, radius * std::cos(angle) + noise.y}, label);
      }
    };
    arm(blue_, 0, kBlue);
    arm(orange_, kPi, kOrange);
  }

  void makeMoons() {
    constexpr double kScale = 3;
    const auto addMoved = [this](double x, double y, Label label) {
      const Point noise = normals(share_);
      add({kScale * (x - 0.5 + noise.x), kScale * (y - 0.25 + noise.y)}, label);
    };
    for (std::int64_t i = 0; i < blue_; ++i) {
      const double t = kPi * static_cast<double>(i) / static_cast<double>(blue_ - 1);
      addMoved(1 - std::cos(t), 0.5 - std::sin(t), kBlue);
    }
    for (std::int64_t i = 0; i < orange_; ++i) {
      const double t = kPi * static_cast<double>(i) / static_cast<double>(orange_ - 1);
      addMoved(std::cos(t), std::sin(t), kOrange);
    }
  }

  std::int64_t blue_;
  std::int64_t orange_;
  double share_;
  Generator generator_;
  Dataset dataset_;
};

}  // namespace

Dataset makePlaneSet(PlaneSet set, const PlaneOptions& options) {
  if (options.points < 10 || options.points > 100000) {
    throw DataError("points is " + std::to_string(options.points) + ", expected 10 to 100000");
  }
  // Written so that NaN is refused too.
  if (!(options.noise >= 0 && options.noise <= 50)) {
    throw DataError("noise is " + std::to_string(options.noise) + " percent, expected 0 to 50");
  }
  Dataset dataset = PlaneMaker(options).make(set);
  dataset.rows = options.points;
  useFeatures(dataset, {});
  dataset.classNames = {"orange", "blue"};
  dataset.targetName = "class";
  return dataset;
}

}  // namespace gradus
