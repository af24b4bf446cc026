#include "core/data/plane_sets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/base/generator.h"
#include "core/base/limits.h"
#include "core/base/number_text.h"
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
        classes_(options.classes),
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
      case PlaneSet::Blobs:
        makeBlobs();
        break;
      case PlaneSet::Arms:
        makeArms();
        break;
      case PlaneSet::Slope:
        makeSlope();
        break;
      case PlaneSet::Hills:
        makeHills();
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

  void add(Point point, int label) {
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

  void arm(std::int64_t count, double turn, int label) {
    for (std::int64_t i = 0; i < count; ++i) {
      const double along = static_cast<double>(i) / static_cast<double>(count);
      const double radius = kRadius * along;
      const double angle = 3.5 * kPi * along + turn;
      const Point noise = jitter(1);
      add({radius * std::sin(angle) + noise.x, radius * std::cos(angle) + noise.y}, label);
    }
  }

  void makeSpirals() {
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

  /// Points of class `label`, which are as many as those of the others or one more.
  std::int64_t countOf(int label) const {
    const std::int64_t all = blue_ + orange_;
    return all / classes_ + (label < all % classes_ ? 1 : 0);
  }

  void makeBlobs() {
    constexpr double kAway = 3.5;
    const double deviation = std::sqrt(0.25 + 2 * share_);
    for (int label = 0; label < classes_; ++label) {
      const double angle = 2 * kPi * label / classes_;
      for (std::int64_t i = 0; i < countOf(label); ++i) {
        const Point offset = normals(deviation);
        add({kAway * std::sin(angle) + offset.x, kAway * std::cos(angle) + offset.y}, label);
      }
    }
  }

  void makeArms() {
    for (int label = 0; label < classes_; ++label) arm(countOf(label), 2 * kPi * label / classes_, label);
  }

  /// Numbers at random places; `height` is asked for where noise has moved the place.
  template <typename Height>
  void makeNumbers(Height height) {
    for (std::int64_t i = 0; i < blue_ + orange_; ++i) {
      const double x = uniform(-kPlaneExtent, kPlaneExtent);
      const double y = uniform(-kPlaneExtent, kPlaneExtent);
      const Point noise = jitter(kPlaneExtent);
      dataset_.points.push_back(static_cast<float>(x));
      dataset_.points.push_back(static_cast<float>(y));
      dataset_.targets.push_back(static_cast<float>(height(x + noise.x, y + noise.y)));
    }
  }

  void makeSlope() {
    makeNumbers([](double x, double y) { return (x + y) / 10; });
  }

  void makeHills() {
    makeNumbers([](double x, double y) {
      constexpr double kHills[6][3] = {{-4, 2.5, 1},   {0, 2.5, -1}, {4, 2.5, 1},
                                       {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}};
      double height = 0;
      for (const auto& [hillX, hillY, sign] : kHills) {
        const double own = sign * std::max(0.0, 1 - std::hypot(x - hillX, y - hillY) / 2);
        if (std::abs(own) > std::abs(height)) height = own;
      }
      return height;
    });
  }

  std::int64_t blue_;
  std::int64_t orange_;
  int classes_;
  double share_;
  Generator generator_;
  Dataset dataset_;
};

}  // namespace

double farthestPlace(const Dataset& data) {
  double farthest = 0;
  for (const float place : data.points) farthest = std::max(farthest, std::abs(double{place}));
  return farthest;
}

Dataset makePlaneSet(PlaneSet set, const PlaneOptions& options) {
  if (options.points < 10 || options.points > static_cast<std::int64_t>(kMostPoints)) {
    throw DataError("points is " + std::to_string(options.points) + ", expected 10 to " + std::to_string(kMostPoints));
  }
  // Written so that NaN is refused too.
  if (!(options.noise >= 0 && options.noise <= 50)) {
    throw DataError("noise is " + plainNumber(options.noise) + " percent, expected 0 to 50");
  }
  if (options.classes < 2 || options.classes > kMostPlaneClasses) {
    throw DataError("classes is " + std::to_string(options.classes) + ", expected 2 to 5");
  }
  Dataset dataset = PlaneMaker(options).make(set);
  const bool isNumber = set == PlaneSet::Slope || set == PlaneSet::Hills;
  const bool hasClasses = set == PlaneSet::Blobs || set == PlaneSet::Arms;
  dataset.rows = options.points;
  useFeatures(dataset, {});
  dataset.task = isNumber ? Task::Regression : Task::Classification;
  const std::vector<std::string> colors{"orange", "blue", "green", "pink", "olive"};
  if (!isNumber) dataset.classNames.assign(colors.begin(), colors.begin() + (hasClasses ? options.classes : 2));
  dataset.targetName = isNumber ? "value" : "class";
  return dataset;
}

}  // namespace gradus
