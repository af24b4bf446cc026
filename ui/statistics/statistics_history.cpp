#include "ui/statistics/statistics_history.h"

#include <algorithm>
#include <utility>

namespace gradus::ui {
namespace {

bool areOfOneNetwork(const NetworkStatistics& a, const NetworkStatistics& b) {
  return std::ranges::equal(a.layers, b.layers, [](const LayerStatistics& one, const LayerStatistics& other) {
    return one.name == other.name && one.units == other.units && one.activation == other.activation;
  });
}

}  // namespace

bool StatisticsHistory::add(std::uint64_t run, const StatisticsPtr& statistics) {
  if (!moments_.empty() && moments_.back() == statistics) return false;
  const bool isSameRun = std::exchange(run_, run) == run;
  if (!moments_.empty()) {
    const NetworkStatistics& last = *moments_.back();
    if (!isSameRun || statistics->step < last.step || !areOfOneNetwork(last, *statistics)) moments_.clear();
  }
  if (!moments_.empty() && moments_.back()->step == statistics->step) moments_.pop_back();
  moments_.push_back(statistics);
  if (moments_.size() > kMost) thin();
  return true;
}

/// Takes out the moment whose neighbours are nearest to each other; the first and the last stay.
void StatisticsHistory::thin() {
  std::size_t chosen = 1;
  for (std::size_t i = 1; i + 1 < moments_.size(); ++i) {
    const auto gapAt = [this](std::size_t at) { return moments_[at + 1]->step - moments_[at - 1]->step; };
    if (gapAt(i) < gapAt(chosen)) chosen = i;
  }
  moments_.erase(moments_.begin() + static_cast<std::ptrdiff_t>(chosen));
}

}  // namespace gradus::ui
