#include "core/run/envelope.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradus {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

Extremes joined(const Extremes& a, const Extremes& b) {
  return {std::min(a.lowest, b.lowest), std::max(a.highest, b.highest)};
}

Extremes extremesOf(float value) {
  return std::isfinite(value) ? Extremes{value, value} : Extremes{kInfinity, -kInfinity};
}

}  // namespace

void Envelope::append(float value) {
  if (levels_.empty()) levels_.emplace_back();
  levels_.front().push_back(extremesOf(value));
  // Like a binary counter: each level gets its bucket as soon as the two below it are full.
  for (std::size_t level = 1; size() % (std::size_t{1} << level) == 0; ++level) {
    if (levels_.size() == level) levels_.emplace_back();
    const std::vector<Extremes>& below = levels_[level - 1];
    levels_[level].push_back(joined(below[below.size() - 2], below.back()));
  }
}

void Envelope::widenLast(float value) {
  const Extremes added = extremesOf(value);
  for (std::size_t level = 0; size() % (std::size_t{1} << level) == 0 && level < levels_.size(); ++level) {
    levels_[level].back() = joined(levels_[level].back(), added);
  }
}

void Envelope::halve() {
  if (!levels_.empty()) levels_.erase(levels_.begin());
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
    while (level + 1 < levels_.size() && first % (std::size_t{2} << level) == 0 &&
           first + (std::size_t{2} << level) <= last) {
      ++level;
    }
    all = joined(all, levels_[level][first >> level]);
    first += std::size_t{1} << level;
  }
  return all;
}

}  // namespace gradus
