#include "ui/plots/ghost_runs.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/experiment/describe_difference.h"
#include "ui/plots/curve_graphs.h"

namespace gradus::ui {
namespace {

const std::string& dataOf(const Experiment& experiment) {
  return experiment.data.dataset.name;
}

}  // namespace

const CurveSeries& GhostRun::line(CurveKind kind) const {
  if (kind == CurveKind::Determination) return determination;
  return kind == CurveKind::Loss ? loss : metric;
}

bool GhostRuns::follow(const Snapshot& snapshot, const Experiment& experiment) {
  bool isNew = false;
  if (run_ != snapshot.run) {
    const bool goesOn =
        lastEnd_ > 0 && std::ranges::find(snapshot.epochs, lastEnd_, &EpochPoint::wallTime) != snapshot.epochs.end();
    isNew = present_ && !present_->loss.isEmpty() && !goesOn;
    if (isNew) leave();
    present_ = std::make_shared<GhostRun>();
    run_ = snapshot.run;
  }
  for (const EpochPoint& point : snapshot.epochs) {
    CurveSeries& loss = present_->loss;
    if (!loss.isEmpty() && point.epoch <= loss.positionOf(loss.size() - 1)) continue;
    const Score& other = monitored(point);
    const Score& score = std::isfinite(other.loss) ? other : point.train;
    loss.append(point.epoch, static_cast<float>(score.loss));
    present_->metric.append(point.epoch, static_cast<float>(score.metric));
    present_->determination.append(point.epoch, static_cast<float>(score.determination));
    present_->experiment = experiment;
    lastEnd_ = point.wallTime;
  }
  return isNew;
}

void GhostRuns::leave() {
  std::erase_if(ghosts_,
                [this](const auto& ghost) { return haveSameSettings(ghost->experiment, present_->experiment); });
  const std::vector<GhostRunPtr> others = comparable(present_->experiment);
  if (others.size() >= kGhosts) remove(others.back());
  ghosts_.insert(ghosts_.begin(), std::move(present_));
}

std::vector<GhostRunPtr> GhostRuns::comparable(const Experiment& experiment) const {
  std::vector<GhostRunPtr> found;
  for (const auto& ghost : ghosts_) {
    if (dataOf(ghost->experiment) == dataOf(experiment)) found.push_back(ghost);
  }
  return found;
}

QString GhostRuns::nameOf(std::size_t age) {
  return age == 0 ? QStringLiteral("previous run") : QStringLiteral("%1 runs ago").arg(age + 1);
}

void GhostRuns::remove(const GhostRunPtr& ghost) {
  std::erase(ghosts_, ghost);
}

}  // namespace gradus::ui
