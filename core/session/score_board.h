// The scores of a run as they stand at its newest epoch, and the best that each has been.
#pragma once

#include <array>
#include <cstdint>

#include "core/session/snapshot.h"

namespace gradus {

class ScoreBoard {
 public:
  /// Whether the metric is an accuracy, which is to be high, or an error. Forgets everything.
  void begin(Task task);

  /// Takes over the epochs that are new; another Snapshot::run begins anew. Says whether it has.
  bool note(const Snapshot& snapshot);

  /// The newest epoch; its number is 0 where there is none.
  const EpochPoint& last() const { return last_; }

  /// The best number of a part, and the first epoch that had it; 0 where it was never measured.
  struct Best {
    int epoch = 0;
    double value = kNotMeasured;
  };
  const Best& bestLoss(DataPart part) const { return losses_.at(static_cast<std::size_t>(part)); }
  const Best& bestMetric(DataPart part) const { return metrics_.at(static_cast<std::size_t>(part)); }

 private:
  Task task_ = Task::Classification;
  std::uint64_t run_ = 0;
  EpochPoint last_;
  std::array<Best, kDataParts> losses_;
  std::array<Best, kDataParts> metrics_;
};

}  // namespace gradus
