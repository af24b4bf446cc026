// Data sets of points in the plane: small enough to see what a network does with every place of it.
//
// Circle, XOR, Gaussians and spirals are those of TensorFlow Playground (src/dataset.ts), moons is scikit-learn's
// make_moons (sklearn/datasets/_samples_generator.py). With u(a, b) uniform, n(v) normal of variance v, p = noise /
// 100, and h points of a class:
//   circle     angle u(0, 2π), radius u(0, 2.5) for half of the points, u(3.5, 5) for the others; blue if
//              (x + 5p·u(−1, 1), y + 5p·u(−1, 1)) is less than 2.5 away from the middle
//   xor        x, y = u(−5, 5), moved 0.3 away from the axes; blue if (x + 5p·u(−1, 1))·(y + 5p·u(−1, 1)) ≥ 0
//   gaussians  blue around (2, 2), orange around (−2, −2), plus n(0.5 + 7p) in each direction
//   spirals    radius 5i/h, angle 3.5π·i/h for blue, π further for orange, plus p·u(−1, 1) in each direction
//   moons      with t = πi/(h − 1): orange (cos t, sin t), blue (1 − cos t, 0.5 − sin t), plus n(p²) in
//              each direction, then moved by (−0.5, −0.25) and made 3 times as large
//   blobs      class k of K around 3.5·(sin, cos)(2πk/K), plus n(0.25 + 2p) in each direction
//   arms       as spirals, with K arms, each 2π/K further
//   slope      x, y = u(−6, 6); the number is (x + y + 12p·u(−1, 1)) / 10
//   hills      x, y = u(−6, 6); six hills and hollows of radius 2, as Playground's multi-gaussian: the number is ±(1 −
//              distance / 2) of the nearest middle, 0 far from all; noise moves the point that is asked for as in slope
// So noise moves the points of gaussians, spirals and moons, and changes the labels of circle and XOR near their
// borders, as in Playground.
#pragma once

#include <cstdint>

#include "core/data/dataset.h"

namespace gradus {

enum class PlaneSet { Circle, Xor, Gaussians, Spirals, Moons, Blobs, Arms, Slope, Hills };

/// Points lie within ±kPlaneExtent in both directions, but for a few of noisy Gaussians and moons.
constexpr double kPlaneExtent = 6;

/// How far from 0 the farthest point of `data` lies in either direction; 0 where there is none.
double farthestPlace(const Dataset& data);

constexpr int kMostPlaneClasses = 5;

struct PlaneOptions {
  std::int64_t points = 500;  ///< 10 to 100,000; of two classes half of them, rounded up, are made as blue
  double noise = 0;           ///< in percent, 0 to 50
  std::uint64_t seed = 0;     ///< the same seed gives the same points
  int classes = 2;            ///< of blobs and arms, 2 to 5
};

/// The points as a data set with the features x₁ and x₂ and, but for slope and hills, the classes orange (0, negative),
/// blue (1, positive) and on. They are not to be standardised: the axes of every picture are those of the formulas
/// above. The caller names the data set. Throws DataError for options out of range.
Dataset makePlaneSet(PlaneSet set, const PlaneOptions& options);

}  // namespace gradus
