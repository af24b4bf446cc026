// Moments of a run at which the layers were measured: few, and spread evenly from its beginning to now.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/probe/layer_statistics.h"

namespace gradus::ui {

class StatisticsHistory {
 public:
  /// As many ridges as can be told apart.
  static constexpr std::size_t kMost = 24;

  /// Adds a moment. One of another run, of another network or from before the last one begins a new history; one of the
  /// same step takes the place of the last. False if nothing is new.
  bool add(std::uint64_t run, const StatisticsPtr& statistics);

  /// Oldest first.
  const std::vector<StatisticsPtr>& moments() const { return moments_; }

 private:
  void thin();

  std::uint64_t run_ = 0;
  std::vector<StatisticsPtr> moments_;
};

}  // namespace gradus::ui
