// The runs that edits have left behind, as they were, so that undo brings a trained network back and not only its
// shape. Of those that were left first none is kept where there are many or large ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "core/session/snapshot.h"
#include "core/train/run_history.h"
#include "core/train/trainer_state.h"

namespace gradus {

struct LeftRun {
  Experiment experiment;
  PreparedDataPtr data;
  TrainerState state;
  RunPoints points;
  RunEventsPtr events;
  std::uint64_t origin = 0;  ///< see Snapshot
  int epochGoal = 0;
  Score test;
  std::string stopReason;
  bool isFinished = false;
};

class LeftRuns {
 public:
  static constexpr std::size_t kMost = 32;
  static constexpr std::size_t kMostBytes = 64U << 20U;

  /// Whether a run of so many weights would be kept; to be asked before its state is read.
  static bool hasRoomFor(std::int64_t weights);

  /// What `revision` of the document has become; in place of what it was before. Gives the revisions that had to go.
  std::vector<std::uint64_t> keep(std::uint64_t revision, LeftRun run);

  /// Null where that revision was never left, or is not kept any more.
  std::shared_ptr<const LeftRun> find(std::uint64_t revision) const;

  std::vector<std::uint64_t> revisions() const;

 private:
  struct Entry {
    std::uint64_t revision;
    std::shared_ptr<const LeftRun> run;
  };

  std::size_t bytes() const;

  std::list<Entry> entries_;  ///< the one that was left last is the first
};

}  // namespace gradus
