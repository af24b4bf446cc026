#include "core/train/rate_trial.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/optim/optimizer_registry.h"
#include "core/optim/schedule_registry.h"
#include "core/train/trainer.h"

namespace gradus {
namespace {

/// A run is repeated up to so many steps, and so many products of a weight with a sample. These are counts and no
/// times, so that the answer is the same on every machine. It takes about twice as long as the run took.
constexpr std::int64_t kMostSteps = 1000;
constexpr std::int64_t kMostProducts = 500'000'000;

/// A smaller rate has to go well a little beyond the step, and for ten times as long where those are few: it takes
/// longer to get to the same place.
constexpr std::int64_t kLater = 8;
constexpr std::int64_t kLonger = 10;
constexpr std::int64_t kFew = 300;

/// Steps after which the losses are read.
constexpr std::int64_t kPiece = 32;

/// With this part of a rate weights hardly move. Where that fails as well, no rate is to blame.
constexpr double kHardlyAny = 1e-6;

std::int64_t mostSteps(const Experiment& experiment, const PreparedData& data, std::int64_t weights) {
  const std::int64_t rows = std::min<std::int64_t>(experiment.training.batchSize, std::ssize(data.train));
  return std::min(kMostSteps, kMostProducts / std::max<std::int64_t>(weights * rows, 1));
}

void multiply(Choice& choice, const ChoiceInfo& info, const std::string& parameter, double factor) {
  choice.values[parameter] = factor * valueOf(choice, info, parameter);
}

/// Whether it fails, with its rates multiplied by `scale`, within that many steps from `start`.
bool failsWithin(std::int64_t steps, double scale, Trainer& trainer, const TrainerState& start,
                 const TrainingSpec& training) {
  trainer.setTraining(training);
  trainer.restore(start, {});
  trainer.setTraining(withScaledRates(training, scale));
  const std::int64_t end = start.progress.step + steps;
  try {
    for (std::int64_t read = trainer.step(); trainer.step() < end;) {
      trainer.advance(std::min(kPiece, end - trainer.step()));
      if (trainer.step() - read < kPiece) continue;
      trainer.collect();
      read = trainer.step();
    }
    trainer.collect();
  } catch (const DeviceError&) {
    throw;
  } catch (const Error&) {
    return true;
  }
  return false;
}

}  // namespace

TrainingSpec withScaledRates(TrainingSpec training, double scale) {
  multiply(training.optimizer, findOptimizer(training.optimizer.name), "lr", scale);
  const ScheduleInfo& schedule = findSchedule(training.schedule.name);
  for (const std::string& rate : schedule.ownRates) multiply(training.schedule, schedule, rate, scale);
  return training;
}

bool canBeRepeated(const Experiment& experiment, const PreparedData& data, std::int64_t weights, std::int64_t steps) {
  return steps + kLater <= mostSteps(experiment, data, weights);
}

std::optional<RateVerdict> tryRates(Device& device, const Experiment& experiment, const PreparedDataPtr& data,
                                    const TrainerState& start, std::int64_t step) {
  const std::int64_t weights = std::ssize(start.parameters);
  const std::int64_t steps = step - start.progress.step;
  if (!canBeRepeated(experiment, *data, weights, steps)) return std::nullopt;
  const std::int64_t soon = steps + kLater;
  const std::int64_t late = std::max(soon, std::min({kLonger * steps, kFew, mostSteps(experiment, *data, weights)}));
  try {
    Trainer trainer(device, experiment, data);
    trainer.failWithoutReason();
    trainer.keepMomentsUpTo(0);
    const auto fails = [&](std::int64_t within, double scale) {
      return failsWithin(within, scale, trainer, start, experiment.training);
    };
    if (fails(soon, kHardlyAny)) return RateVerdict{};
    double scale = 0.1;
    while (scale > 2 * kHardlyAny && fails(late, scale)) scale /= 10;
    return RateVerdict{scale};
  } catch (const DeviceError&) {
    return std::nullopt;  // there is no room for a second network
  }
}

}  // namespace gradus
