#include "core/optim/decay_schedules.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/error.h"

namespace gradus {
namespace {

double cosineOf(std::int64_t step, std::int64_t period) {
  return std::cos(std::numbers::pi * static_cast<double>(step) / static_cast<double>(period));
}

std::int64_t whole(double value) {
  return static_cast<std::int64_t>(value);
}

const ParameterInfo kGamma = {"gamma", "Factor", "What the learning rate is multiplied by.", 0.1, 0, 1, false};

const TorchArgument kMilestone = {.name = "milestones", .always = true, .isList = true};

}  // namespace

StepLR::StepLR(Optimizer& optimizer, std::int64_t stepSize, double gamma)
    : Schedule(optimizer), stepSize_(stepSize), gamma_(gamma) {
  if (stepSize < 1) throw Error("StepLR: step_size must be at least 1");
}

void StepLR::advance(std::optional<double>) {
  if (lastEpoch() % stepSize_ == 0) setRate(rate() * gamma_);
}

MultiStepLR::MultiStepLR(Optimizer& optimizer, std::vector<std::int64_t> milestones, double gamma)
    : Schedule(optimizer), milestones_(std::move(milestones)), gamma_(gamma) {
  advance(std::nullopt);
}

void MultiStepLR::advance(std::optional<double>) {
  const auto times = std::count(milestones_.begin(), milestones_.end(), lastEpoch());
  if (times > 0) setRate(rate() * std::pow(gamma_, static_cast<double>(times)));
}

void ExponentialLR::advance(std::optional<double>) {
  setRate(rate() * gamma_);
}

CosineAnnealingLR::CosineAnnealingLR(Optimizer& optimizer, std::int64_t period, double etaMin)
    : Schedule(optimizer), period_(period), etaMin_(etaMin) {
  if (period < 1) throw Error("CosineAnnealingLR: T_max must be at least 1");
}

void CosineAnnealingLR::advance(std::optional<double>) {
  const std::int64_t t = lastEpoch();
  if ((t - 1 - period_) % (2 * period_) == 0) {
    setRate(rate() + (baseRate() - etaMin_) * (1 - cosineOf(1, period_)) / 2);
  } else {
    setRate((1 + cosineOf(t, period_)) / (1 + cosineOf(t - 1, period_)) * (rate() - etaMin_) + etaMin_);
  }
}

LinearLR::LinearLR(Optimizer& optimizer, double startFactor, double endFactor, std::int64_t totalIters)
    : Schedule(optimizer), startFactor_(startFactor), endFactor_(endFactor), totalIters_(totalIters) {
  if (!(startFactor > 0 && startFactor <= 1)) throw Error("LinearLR: start_factor must be above 0 and at most 1");
  if (!(endFactor >= 0 && endFactor <= 1)) throw Error("LinearLR: end_factor must be from 0 to 1");
  setRate(rate() * startFactor_);
}

void LinearLR::advance(std::optional<double>) {
  if (lastEpoch() > totalIters_) return;
  const double change = endFactor_ - startFactor_;
  const double last = static_cast<double>(lastEpoch() - 1);
  setRate(rate() * (1 + change / (static_cast<double>(totalIters_) * startFactor_ + last * change)));
}

ScheduleInfo ConstantRate::row() {
  return {
      {"constant", "Constant", "Leaves the learning rate as it is.", {}},
      ScheduleStep::Epoch,
      [](Optimizer& optimizer, const Choice&, const RunLength&) { return std::make_unique<ConstantRate>(optimizer); }};
}

ScheduleInfo StepLR::row() {
  ChoiceInfo info{
      "step",
      "Step",
      "Lowers the learning rate at regular intervals.",
      {{"step_size", "Interval", "Epochs from one reduction to the next.", 30, 1, 100000, true, torchAlways()},
       kGamma}};
  return {info, ScheduleStep::Epoch,
          [info](Optimizer& optimizer, const Choice& choice, const RunLength&) {
            return std::make_unique<StepLR>(optimizer, whole(valueOf(choice, info, "step_size")),
                                            valueOf(choice, info, "gamma"));
          },
          "StepLR"};
}

ScheduleInfo MultiStepLR::row() {
  ChoiceInfo info{
      "multi_step",
      "Milestones",
      "Lowers the learning rate after given epochs.",
      {{"milestone_1", "First epoch", "The epoch of the first reduction; 0 is none.", 30, 0, 100000, true, kMilestone},
       {"milestone_2", "Second epoch", "The epoch of the second one; 0 is none.", 80, 0, 100000, true, kMilestone},
       {"milestone_3", "Third epoch", "The epoch of the third one; 0 is none.", 0, 0, 100000, true, kMilestone},
       kGamma}};
  return {info, ScheduleStep::Epoch,
          [info](Optimizer& optimizer, const Choice& choice, const RunLength&) {
            std::vector<std::int64_t> milestones = {whole(valueOf(choice, info, "milestone_1")),
                                                    whole(valueOf(choice, info, "milestone_2")),
                                                    whole(valueOf(choice, info, "milestone_3"))};
            std::erase(milestones, 0);  // is none here
            return std::make_unique<MultiStepLR>(optimizer, milestones, valueOf(choice, info, "gamma"));
          },
          "MultiStepLR"};
}

ScheduleInfo ExponentialLR::row() {
  ChoiceInfo info{
      "exponential",
      "Exponential",
      "Lowers the learning rate by the same factor after every epoch.",
      {{"gamma", "Factor", "What the learning rate is multiplied by each epoch.", 0.95, 0, 1, false, torchAlways()}}};
  return {info, ScheduleStep::Epoch,
          [info](Optimizer& optimizer, const Choice& choice, const RunLength&) {
            return std::make_unique<ExponentialLR>(optimizer, valueOf(choice, info, "gamma"));
          },
          "ExponentialLR"};
}

ScheduleInfo CosineAnnealingLR::row() {
  ChoiceInfo info{"cosine_annealing",
                  "Cosine",
                  "Lowers the learning rate along half a cosine: slowly, fast, slowly; and then back.",
                  {{"T_max",
                    "Half period",
                    "Epochs from the first rate to the lowest; 0: all of the training.",
                    0,
                    0,
                    100000,
                    true,
                    {.zero = "EPOCHS", .always = true}},
                   rare({"eta_min", "Lowest rate", "The learning rate at the bottom.", 0, 0, 100, false})}};
  return {info,
          ScheduleStep::Epoch,
          [info](Optimizer& optimizer, const Choice& choice, const RunLength& length) {
            const std::int64_t period = whole(valueOf(choice, info, "T_max"));
            return std::make_unique<CosineAnnealingLR>(optimizer, period > 0 ? period : length.epochs,
                                                       valueOf(choice, info, "eta_min"));
          },
          "CosineAnnealingLR",
          {"eta_min"}};
}

ScheduleInfo LinearLR::row() {
  ChoiceInfo info{
      "linear",
      "Linear warm-up",
      "Raises the learning rate evenly over the first epochs.",
      {{"start_factor", "First factor", "What the rate is multiplied by at first.", 1.0 / 3, 1e-6, 1, false},
       rare({"end_factor", "Last factor", "What it is multiplied by in the end.", 1, 0, 1, false}),
       {"total_iters", "Epochs", "How many epochs it takes from the first to the last.", 5, 1, 100000, true}}};
  return {info, ScheduleStep::Epoch,
          [info](Optimizer& optimizer, const Choice& choice, const RunLength&) {
            return std::make_unique<LinearLR>(optimizer, valueOf(choice, info, "start_factor"),
                                              valueOf(choice, info, "end_factor"),
                                              whole(valueOf(choice, info, "total_iters")));
          },
          "LinearLR"};
}

}  // namespace gradus
