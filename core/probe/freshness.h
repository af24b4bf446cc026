// How often what views show is measured anew while a network trains: it is never older than two seconds or one
// evaluation, and costs the training a few hundredths of its time at most.
#pragma once

#include <algorithm>

namespace gradus {

/// How long something was measured ago, in seconds, and how long that took.
struct Measured {
  double ago = 0;
  double work = 0;
  double shortestRest = 0;     ///< more often it is not worth while
  bool hasEpochEnded = false;  ///< since then
};

/// Whether it is time to measure again. What is cheap is measured so often that two seconds later it is on the screen;
/// what is not, in a hundredth of the time, or once for each evaluation of the network, which takes about as long.
inline bool isStale(const Measured& measured) {
  constexpr double kRestPerWork = 100;
  constexpr double kCheap = 0.025;
  constexpr double kFresh = 1.25;  // a view asks within 0.6 s, and then it is measured
  const double rest = std::max(measured.shortestRest, kRestPerWork * measured.work);
  if (measured.ago >= rest) return true;
  return measured.ago >= kFresh && (measured.work <= kCheap || measured.hasEpochEnded);
}

}  // namespace gradus
