#include "core/session/score_board.h"

#include <cmath>

namespace gradus {
namespace {

void improve(ScoreBoard::Best& best, double value, int epoch, bool isHighGood) {
  if (!std::isfinite(value)) return;
  const bool isBetter = isHighGood ? value > best.value : value < best.value;
  if (best.epoch == 0 || isBetter) best = {epoch, value};
}

}  // namespace

void ScoreBoard::begin(Task task) {
  *this = {};
  task_ = task;
}

bool ScoreBoard::note(const Snapshot& snapshot) {
  const bool isOther = run_ != snapshot.run;
  if (isOther) begin(task_);
  run_ = snapshot.run;
  for (const EpochPoint& point : snapshot.epochs) {
    if (point.epoch <= last_.epoch) continue;
    last_ = point;
    for (const DataPart part : {DataPart::Train, DataPart::Valid, DataPart::Test}) {
      const Score& score = scoreOf(point, part);
      improve(losses_.at(static_cast<std::size_t>(part)), score.loss, point.epoch, false);
      improve(metrics_.at(static_cast<std::size_t>(part)), score.metric, point.epoch, task_ == Task::Classification);
    }
  }
  return isOther;
}

}  // namespace gradus
