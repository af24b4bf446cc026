// The list of learning-rate schedules. Forms, files and the command line are derived from it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/choice.h"

namespace gradus {

class Optimizer;
class Schedule;

/// After what a schedule's step() is called.
enum class ScheduleStep {
  Epoch,
  EpochWithMetric,  ///< the validation loss is given to it
  Batch
};

/// How long training is meant to go on, for schedules that are stretched over all of it.
struct RunLength {
  std::int64_t epochs = 1;
  std::int64_t batchesPerEpoch = 1;
};

/// A row of the list.
struct ScheduleInfo : ChoiceInfo {
  ScheduleStep step = ScheduleStep::Epoch;
  /// May set the optimizer's rate and momentum to where the schedule starts. Throws Error for what does not fit.
  std::function<std::unique_ptr<Schedule>(Optimizer& optimizer, const Choice& choice, const RunLength& length)> make;
  std::string torchName = {};              ///< class in torch.optim.lr_scheduler, such as "StepLR"; empty for none
  std::vector<std::string> ownRates = {};  ///< parameters that are learning rates, or differences of some
};

/// All rows, in the order in which menus show them; "constant" is the first.
std::span<const ScheduleInfo> schedules();

/// The row of that name. Throws FormatError that lists the names if there is none.
const ScheduleInfo& findSchedule(std::string_view name);

}  // namespace gradus
