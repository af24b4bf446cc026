// What a run that has failed says of itself. Numbers that are not finite spread within a step, and the losses are read
// long after: so the run goes back to the last moment that it has kept, takes the steps since then once more, and looks
// at every one.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/probe/failure_search.h"
#include "core/probe/watched_step.h"
#include "core/train/rate_trial.h"
#include "core/train/trainer.h"

namespace gradus {
namespace {

/// The plain way rounds otherwise than others: it may get there a little later.
constexpr std::int64_t kLater = 8;

/// Steps that are looked at before the one that failed; looking takes a hundred times as long as training.
constexpr std::int64_t kWatched = 32;

/// What went in before numbers overflow because of the learning rate: a loss that was ten times the first one, or
/// weights far from those that any initialisation draws.
constexpr double kGrown = 10;
constexpr double kHugeWeight = 1000;

}  // namespace

void Trainer::keepMoment() {
  const std::int64_t weights = rule_->optimizer().arena().data().numel();
  if (!moment_) start_.reset();
  if (weights > mostKept_) return;
  TrainerState now = present();
  if (!moment_ && canBeRepeated(experiment_, *data_, weights, 1)) start_ = now;
  moment_ = std::move(now);
}

/// As many steps once more as they were made, with the same bits.
void Trainer::repeat(std::int64_t steps) {
  StepLog unread(device_);
  for (const std::int64_t end = progress_.step + steps; progress_.step < end;) {
    beginEpoch();
    const std::int64_t count =
        std::min({end - progress_.step, trainingStep_->batchesAtOnce(), loader_.batches() - progress_.batch});
    const std::int64_t size = experiment_.training.batchSize;
    const std::int64_t rows = (count - 1) * size + batchSize(progress_.batch + count - 1);
    trainingStep_->train({order_, progress_.batch * size, rows}, size, unread);
    unread.take();
    progress_.step += count;
    if (!passBatches(count, rows)) return;
  }
}

/// Goes on by batches of `rows` rows together that were trained, over the end of the epoch where that is it. False if
/// what the schedule has to know of that epoch is not known any more.
bool Trainer::passBatches(std::int64_t count, std::int64_t rows) {
  progress_.batch += count;
  progress_.samples += rows;
  if (progress_.batch < loader_.batches()) return true;
  ++progress_.epochs;
  order_ = Tensor();
  progress_.batch = 0;
  const auto point = std::ranges::find(history_.epochs(), progress_.epochs, &EpochPoint::epoch);
  const bool isKnown = point != history_.epochs().end();
  if (rule_->watchesLoss() && !isKnown) return false;
  std::optional<double> loss;
  if (isKnown) loss = data_->valid.empty() ? point->train.loss : point->valid.loss;
  rule_->endEpoch(loss);
  return true;
}

/// Trains on from the moment that was kept until something fails, a little beyond `step` at most, and looks at the last
/// `watched` steps before it.
std::optional<Failure> Trainer::replay(std::int64_t step, std::int64_t watched) {
  goTo(*moment_);
  repeat(std::max<std::int64_t>(step - watched - progress_.step, 0));
  const StepParts parts{device_, experiment_, deviceData_, *network_, rule_->optimizer(), loss_};
  while (progress_.step < step + kLater) {
    beginEpoch();
    const Samples samples{order_, progress_.batch * experiment_.training.batchSize, batchSize(progress_.batch)};
    ++progress_.step;
    if (std::optional<Failure> failure = trainWatched(parts, samples)) {
      failure->step = progress_.step;
      return failure;
    }
    if (!passBatches(1, samples.count)) break;
  }
  return std::nullopt;
}

Failure Trainer::findFailure(std::int64_t step) {
  Failure unknown;
  unknown.fault = Fault::Loss;
  unknown.step = step;
  unknown.operation = loss_.info().title;
  if (!asksWhy_) return unknown;
  std::optional<Failure> found;
  if (moment_) {
    found = replay(step, kWatched);
    if (!found) found = replay(step, 1);  // where steps are chaotic, a little rounding leads elsewhere
    // Such numbers may lie hidden in a weight that nothing asks for a while.
    if (!found || found->fault == Fault::Weights) {
      if (std::optional<Failure> earlier = replay(step, step)) found = earlier;
    }
  }
  if (!found) {
    // Too large to go back, or the numbers have passed by: what is there now tells where, not why.
    found = measure()->failure.value_or(unknown);
    found->step = step;
  }
  judgeRate(*found);
  return *found;
}

void Trainer::judgeRate(Failure& failure) const {
  const bool isBeforeAnyUpdate = failure.step <= 1 && failure.fault != Fault::Update;
  if (isBeforeAnyUpdate) return;
  const auto verdict = start_ ? tryRates(device_, experiment_, data_, *start_, failure.step) : std::nullopt;
  if (verdict && verdict->helps) {
    failure.rateBlame = RateBlame::Proven;
    failure.rateScale = *verdict->helps;
  } else if (verdict && start_->progress.step == 0) {
    failure.rateBlame = RateBlame::None;
  } else if (failure.fault != Fault::Update && looksLikeTooHighARate()) {
    // Too long ago, or by the rate of before a change, whose weights no other rate makes good.
    failure.rateBlame = RateBlame::Possible;
  }
}

bool Trainer::looksLikeTooHighARate() const {
  if (history_.batches().empty()) return false;
  const double grown = static_cast<double>(history_.batches().back().loss / history_.batches().front().loss);
  double largest = 0;
  for (const Tensor& parameter : network_->parameters()) {
    // Infinite ones follow from the failure and prove nothing.
    for (const float x : parameter.toVector<float>()) {
      if (std::isfinite(x)) largest = std::max(largest, std::abs(static_cast<double>(x)));
    }
  }
  return grown > kGrown || largest >= kHugeWeight;
}

}  // namespace gradus
