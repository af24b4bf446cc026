// A long series of numbers that is drawn into few pixels without losing an extreme: a pyramid in which each level
// holds the minimum and maximum of pairs of the level below. Appending is cheap, and a million points are read in as
// many steps as the plot has columns.
#pragma once

#include <cstddef>
#include <vector>

namespace gradus::ui {

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
  void clear();
  std::size_t size() const { return values_.size(); }

  /// Number `index` as it was appended, finite or not.
  float at(std::size_t index) const { return values_[index]; }

  /// The numbers `first` … `last` − 1 in at most 2 × `columns` + 2 buckets that lie side by side without a hole. All
  /// but the outermost have the same power of two as length and begin at a multiple of it, so that a growing series
  /// keeps its shape instead of flickering.
  std::vector<Bucket> buckets(std::size_t first, std::size_t last, std::size_t columns) const;

  /// Lowest and highest of all finite numbers `first` … `last` − 1.
  Extremes extremes(std::size_t first, std::size_t last) const;

 private:
  Extremes extremesOf(std::size_t level, std::size_t bucket) const;

  std::vector<float> values_;
  std::vector<std::vector<Extremes>> levels_;  // [k]: full stretches of 2^(k+1) numbers
};

}  // namespace gradus::ui
