#include "ui/plots/envelope.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradus::ui {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

Extremes joined(const Extremes& a, const Extremes& b) {
  return {std::min(a.lowest, b.lowest), std::max(a.highest, b.highest)};
}

}  // namespace

void Envelope::append(float value) {
  values_.push_back(value);
  // Like a binary counter: each level gets its bucket as soon as the two below it are full.
  for (std::size_t level = 1; values_.size() % (std::size_t{1} << level) == 0; ++level) {
    if (levels_.size() < level) levels_.emplace_back();
    const std::size_t bucket = levels_[level - 1].size();
    levels_[level - 1].push_back(joined(extremesOf(level - 1, 2 * bucket), extremesOf(level - 1, 2 * bucket + 1)));
  }
}

void Envelope::clear() {
  values_.clear();
  levels_.clear();
}

Extremes Envelope::extremesOf(std::size_t level, std::size_t bucket) const {
  if (level > 0) return levels_[level - 1][bucket];
  const float value = values_[bucket];
  return std::isfinite(value) ? Extremes{value, value} : Extremes{kInfinity, -kInfinity};
}

std::vector<Bucket> Envelope::buckets(std::size_t first, std::size_t last, std::size_t columns) const {
  last = std::min(last, size());
  if (first >= last) return {};
  std::size_t length = 1;
  while ((last - first) / length > 2 * std::max<std::size_t>(columns, 1)) length *= 2;

  std::vector<Bucket> found;
  for (std::size_t begin = first; begin < last;) {
    const std::size_t end = std::min(last, (begin / length + 1) * length);
    found.push_back({begin, end, extremes(begin, end)});
    begin = end;
  }
  return found;
}

Extremes Envelope::extremes(std::size_t first, std::size_t last) const {
  last = std::min(last, size());
  Extremes all{kInfinity, -kInfinity};
  while (first < last) {
    // The largest bucket that begins here and does not reach beyond the end.
    std::size_t level = 0;
    while (level < levels_.size() && first % (std::size_t{2} << level) == 0 &&
           first + (std::size_t{2} << level) <= last) {
      ++level;
    }
    all = joined(all, extremesOf(level, first >> level));
    first += std::size_t{1} << level;
  }
  return all;
}

}  // namespace gradus::ui
