// A long series of numbers that is drawn into few pixels without losing an extreme: a pyramid in which each level
// holds the minimum and maximum of pairs of the level below. Appending is cheap, and a million points are read in as
// many steps as the plot has columns.
#pragma once

#include <cstddef>
#include <vector>

namespace gradus {

/// Lowest and highest of the finite numbers of a stretch; `lowest` > `highest` where it holds none.
struct Extremes {
  float lowest;
  float highest;

  bool isGap() const { return lowest > highest; }
};

/// A stretch [first, last) of the series.
struct Bucket {
  std::size_t first = 0;
  std::size_t last = 0;
  Extremes extremes;
};

class Envelope {
 public:
  /// Numbers that are not finite are gaps.
  void append(float value);

  /// Takes `value` into the last entry, which stands for one number more from then on.
  void widenLast(float value);

  /// Makes one entry of every two; there has to be an even number of them.
  void halve();

  void clear() { levels_.clear(); }
  std::size_t size() const { return levels_.empty() ? 0 : levels_.front().size(); }

  /// Entry `index`: a single number until there was widenLast() or halve().
  const Extremes& at(std::size_t index) const { return levels_.front()[index]; }

  /// The entries `first` … `last` − 1 in at most 2 × `columns` + 2 buckets that lie side by side without a hole. All
  /// but the outermost have the same power of two as length and begin at a multiple of it, so that a growing series
  /// keeps its shape instead of flickering.
  std::vector<Bucket> buckets(std::size_t first, std::size_t last, std::size_t columns) const;

  /// Lowest and highest of all finite numbers `first` … `last` − 1.
  Extremes extremes(std::size_t first, std::size_t last) const;

 private:
  std::vector<std::vector<Extremes>> levels_;  // [k]: full stretches of 2^k entries
};

}  // namespace gradus
