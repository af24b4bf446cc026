#include "core/optim/one_cycle_lr.h"

#include <cmath>
#include <numbers>
#include <string>

#include "core/base/error.h"

namespace gradus {

OneCycleLR::OneCycleLR(Optimizer& optimizer, const OneCycleOptions& options) : Schedule(optimizer), options_(options) {
  if (options.totalSteps < 1) throw Error("OneCycleLR: total_steps must be at least 1");
  if (!(options.pctStart >= 0 && options.pctStart <= 1)) throw Error("OneCycleLR: pct_start must be from 0 to 1");
  if (options.cycleMomentum && !optimizer.hasMomentum()) {
    throw Error("OneCycleLR: this optimizer has no momentum to cycle. Choose another one or set cycle_momentum to 0");
  }
  const auto total = static_cast<double>(options.totalSteps);
  const double low = options.maxRate / options.divFactor;
  const double last = low / options.finalDivFactor;
  const double slow = options.baseMomentum;
  const double fast = options.maxMomentum;
  phases_.push_back({options.pctStart * total - 1, low, options.maxRate, fast, slow});
  if (options.threePhase) {
    phases_.push_back({2 * options.pctStart * total - 2, options.maxRate, low, slow, fast});
    phases_.push_back({total - 1, low, last, fast, fast});
  } else {
    phases_.push_back({total - 1, options.maxRate, last, slow, fast});
  }
  advance(std::nullopt);
}

double OneCycleLR::anneal(double start, double end, double share) const {
  if (options_.linear) return (end - start) * share + start;
  return end + (start - end) / 2 * (std::cos(std::numbers::pi * share) + 1);
}

void OneCycleLR::advance(std::optional<double>) {
  if (lastEpoch() > options_.totalSteps) {
    throw Error("OneCycleLR: step " + std::to_string(lastEpoch()) + " is past the end of the schedule, which has " +
                std::to_string(options_.totalSteps) + " steps. Train no longer, or raise total_steps");
  }
  const auto step = static_cast<double>(lastEpoch());
  double begin = 0;
  std::size_t index = 0;
  while (index + 1 < phases_.size() && step > phases_[index].end) begin = phases_[index++].end;
  const Phase& phase = phases_[index];
  const double length = phase.end - begin;
  const bool isLast = index + 1 == phases_.size();
  if (length == 0 && !isLast) throw Error("OneCycleLR: a phase has no length. Raise total_steps or change pct_start");
  // A fall without length, after a rise over all steps, is for the step behind the last one.
  const double share = length == 0 ? 0 : (step - begin) / length;
  setRate(anneal(phase.startRate, phase.endRate, share));
  if (options_.cycleMomentum) optimizer().setMomentum(anneal(phase.startMomentum, phase.endMomentum, share));
}

ScheduleInfo OneCycleLR::row() {
  ChoiceInfo info{
      "one_cycle",
      "One cycle",
      "Raises the learning rate and then lowers it far, batch by batch, with the momentum the other way round: fast "
      "training in few epochs.",
      {{"max_lr", "Highest rate", "The learning rate at the top.", 0.1, 0, 100, false, torchAlways()},
       rare({"total_steps",
             "Steps",
             "Batches from the first to the last; 0: all of the training.",
             0,
             0,
             1e9,
             true,
             {.zero = "EPOCHS * len(batches)", .always = true}}),
       {"pct_start", "Share of the rise", "The part of the steps in which the rate rises.", 0.3, 0, 1, false},
       rare({"anneal_strategy",
             "Shape",
             "0 is a cosine, 1 a straight line.",
             0,
             0,
             1,
             true,
             {.values = {"\"cos\"", "\"linear\""}}}),
       rare({"cycle_momentum", "Cycle momentum", "1 changes the momentum against the rate.", 1, 0, 1, true,
             torchBool()}),
       rare({"base_momentum", "Lowest momentum", "The momentum where the rate is highest.", 0.85, 0, 0.9999, false}),
       rare({"max_momentum", "Highest momentum", "The momentum at the start and the end.", 0.95, 0, 0.9999, false}),
       rare({"div_factor", "First divisor", "The first rate is the highest divided by this.", 25, 1e-3, 1e9, false}),
       rare(
           {"final_div_factor", "Last divisor", "The last rate is the first divided by this.", 1e4, 1e-3, 1e12, false}),
       rare({"three_phase", "Three phases", "1 falls as fast as it rose and then goes lower.", 0, 0, 1, true,
             torchBool()})}};
  return {info,
          ScheduleStep::Batch,
          [info](Optimizer& optimizer, const Choice& choice, const RunLength& length) {
            const auto value = [&](const char* name) { return valueOf(choice, info, name); };
            const auto steps = static_cast<std::int64_t>(value("total_steps"));
            return std::make_unique<OneCycleLR>(
                optimizer, OneCycleOptions{.maxRate = value("max_lr"),
                                           .totalSteps = steps > 0 ? steps : length.epochs * length.batchesPerEpoch,
                                           .pctStart = value("pct_start"),
                                           .linear = value("anneal_strategy") != 0,
                                           .cycleMomentum = value("cycle_momentum") != 0,
                                           .baseMomentum = value("base_momentum"),
                                           .maxMomentum = value("max_momentum"),
                                           .divFactor = value("div_factor"),
                                           .finalDivFactor = value("final_div_factor"),
                                           .threePhase = value("three_phase") != 0});
          },
          "OneCycleLR",
          {"max_lr"}};
}

}  // namespace gradus
