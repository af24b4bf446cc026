// Whether a learning rate is to blame for numbers that are not finite, found out by trying: the run is repeated from
// its first weights, with the rate as it is and with smaller ones.
#pragma once

#include <cstdint>
#include <optional>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "core/train/trainer_state.h"

namespace gradus {

class Device;

/// The same training with every learning rate in it multiplied by `scale`: the optimizer's and those that the schedule
/// has of its own.
TrainingSpec withScaledRates(TrainingSpec training, double scale);

/// Whether so many steps of a run with so many weights may be taken once more.
bool canBeRepeated(const Experiment& experiment, const PreparedData& data, std::int64_t weights, std::int64_t steps);

struct RateVerdict {
  std::optional<double> helps;  ///< the scale with which it does not fail; none: it fails with any
};

/// Of a run that was at `start` and failed at `step`, which is later. Nothing where it cannot be tried.
std::optional<RateVerdict> tryRates(Device& device, const Experiment& experiment, const PreparedDataPtr& data,
                                    const TrainerState& start, std::int64_t step);

}  // namespace gradus
