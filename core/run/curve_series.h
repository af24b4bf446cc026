// One curve of a run, however long: numbers at growing positions in a bounded amount of memory. When it is full, every
// two neighbours become one entry with their mean and their extremes, so that none of these is ever lost.
#pragma once

#include <cstdint>
#include <vector>

#include "core/run/envelope.h"

namespace gradus {

/// A range of positions or of heights.
struct CurveRange {
  double lower = 0;
  double upper = 1;

  bool operator==(const CurveRange&) const = default;
};

class CurveSeries {
 public:
  /// Enough to look at each of a quarter of a million batches; 28 bytes for each.
  static constexpr std::size_t kCapacity = std::size_t{1} << 18U;

  /// `capacity` is even.
  explicit CurveSeries(std::size_t capacity = kCapacity) : capacity_(capacity) {}

  /// `position` is not below the last one. Numbers that are not finite are gaps.
  void append(double position, float value);
  void clear();

  /// Entries that are held.
  std::size_t size() const { return envelope_.size(); }
  bool isEmpty() const { return size() == 0; }

  /// How many numbers were appended.
  std::int64_t count() const { return count_; }

  /// How many numbers an entry stands for, but for the last one, which may not be full yet.
  std::size_t stride() const { return stride_; }

  /// Of entry `index`: where its last number lies, the mean of its finite numbers (NaN for none), their extremes.
  double positionOf(std::size_t index) const { return positions_[index]; }
  float meanOf(std::size_t index) const { return means_[index]; }
  const Extremes& extremesOf(std::size_t index) const { return envelope_.at(index); }

  /// The first entry at or behind `position`, from 0 to size().
  std::size_t indexAt(double position) const;

  /// The entry nearest to `position`; there has to be one.
  std::size_t indexNear(double position) const;

  /// See Envelope; over the entries from position `range.lower` to `range.upper`.
  std::vector<Bucket> buckets(const CurveRange& range, std::size_t columns) const;
  Extremes extremes(const CurveRange& range) const;

  /// The exponential moving average of all entries as TensorBoard draws it: each is `weight` of the one before plus the
  /// rest of the number, made up for the zero at the beginning. `weight` from 0 to below 1 is per number, so that the
  /// curve keeps its shape when entries come to stand for more. Gaps stay gaps.
  std::vector<float> smoothed(double weight) const;

 private:
  void halve();

  std::size_t capacity_;
  Envelope envelope_;
  std::vector<double> positions_;
  std::vector<float> means_;
  std::int64_t count_ = 0;
  std::size_t stride_ = 1;
  std::size_t inLast_ = 0;  ///< numbers in the last entry
  std::size_t finiteInLast_ = 0;
};

}  // namespace gradus
