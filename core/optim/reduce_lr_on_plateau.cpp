#include "core/optim/reduce_lr_on_plateau.h"

#include <algorithm>
#include <limits>

#include "core/base/error.h"

namespace gradus {

ReduceLROnPlateau::ReduceLROnPlateau(Optimizer& optimizer, const PlateauOptions& options)
    : Schedule(optimizer),
      options_(options),
      best_((options.maximize ? -1 : 1) * std::numeric_limits<double>::infinity()) {
  if (!(options.factor < 1)) throw Error("ReduceLROnPlateau: factor must be below 1");
}

bool ReduceLROnPlateau::isBetter(double metric) const {
  if (options_.absolute) {
    return options_.maximize ? metric > best_ + options_.threshold : metric < best_ - options_.threshold;
  }
  return options_.maximize ? metric > best_ * (1 + options_.threshold) : metric < best_ * (1 - options_.threshold);
}

void ReduceLROnPlateau::advance(std::optional<double> metric) {
  if (!metric) throw Error("ReduceLROnPlateau: step needs the metric to watch, such as the validation loss");
  if (isBetter(*metric)) {
    best_ = *metric;
    badEpochs_ = 0;
  } else {
    ++badEpochs_;
  }
  if (cooldownLeft_ > 0) {
    --cooldownLeft_;
    badEpochs_ = 0;
  }
  if (badEpochs_ <= options_.patience) return;
  const double lower = std::max(rate() * options_.factor, options_.minRate);
  if (rate() - lower > options_.eps) setRate(lower);
  cooldownLeft_ = options_.cooldown;
  badEpochs_ = 0;
}

StateNumbers ReduceLROnPlateau::state() const {
  StateNumbers numbers = Schedule::state();
  numbers["best"] = best_;
  numbers["num_bad_epochs"] = static_cast<double>(badEpochs_);
  numbers["cooldown_counter"] = static_cast<double>(cooldownLeft_);
  return numbers;
}

void ReduceLROnPlateau::loadState(const StateNumbers& state) {
  const auto number = [&](const char* name) { return numberOf(state, name, "schedule"); };
  const double best = number("best");
  const double bad = number("num_bad_epochs");
  const double cooldown = number("cooldown_counter");
  Schedule::loadState(state);
  best_ = best;
  badEpochs_ = static_cast<std::int64_t>(bad);
  cooldownLeft_ = static_cast<std::int64_t>(cooldown);
}

ScheduleInfo ReduceLROnPlateau::row() {
  ChoiceInfo info{
      "reduce_on_plateau",
      "On a plateau",
      "Lowers the learning rate whenever the validation loss has stopped falling.",
      {rare({"mode",
             "Direction",
             "0 waits for the metric to fall, 1 for it to grow.",
             0,
             0,
             1,
             true,
             {.values = {"\"min\"", "\"max\""}}}),
       {"factor", "Factor", "What the learning rate is multiplied by.", 0.1, 0, 0.999999, false},
       {"patience", "Patience", "Bad epochs in a row that are forgiven.", 10, 0, 100000, true},
       rare({"threshold", "Threshold", "By how much the metric must improve to count.", 1e-4, 0, 1000, false}),
       rare({"threshold_mode",
             "Threshold kind",
             "0 is relative to the best metric, 1 absolute.",
             0,
             0,
             1,
             true,
             {.values = {"\"rel\"", "\"abs\""}}}),
       rare({"cooldown", "Cool-down", "Epochs after a reduction that are not judged.", 0, 0, 100000, true}),
       {"min_lr", "Lowest rate", "The learning rate never goes below it.", 0, 0, 100, false},
       rare({"eps", "Smallest change", "Reductions smaller than this are left out.", 1e-8, 0, 1, false})}};
  return {info,
          ScheduleStep::EpochWithMetric,
          [info](Optimizer& optimizer, const Choice& choice, const RunLength&) {
            const auto value = [&](const char* name) { return valueOf(choice, info, name); };
            const auto whole = [&](const char* name) { return static_cast<std::int64_t>(value(name)); };
            return std::make_unique<ReduceLROnPlateau>(optimizer,
                                                       PlateauOptions{.maximize = value("mode") != 0,
                                                                      .factor = value("factor"),
                                                                      .patience = whole("patience"),
                                                                      .threshold = value("threshold"),
                                                                      .absolute = value("threshold_mode") != 0,
                                                                      .cooldown = whole("cooldown"),
                                                                      .minRate = value("min_lr"),
                                                                      .eps = value("eps")});
          },
          "ReduceLROnPlateau",
          {"min_lr", "eps"}};
}

}  // namespace gradus
