#include "core/optim/schedule_registry.h"

#include <vector>

#include "core/base/registry.h"
#include "core/optim/decay_schedules.h"
#include "core/optim/one_cycle_lr.h"
#include "core/optim/reduce_lr_on_plateau.h"

namespace gradus {

std::span<const ScheduleInfo> schedules() {
  static const std::vector<ScheduleInfo> table = {
      ConstantRate::row(),       //
      StepLR::row(),             //
      MultiStepLR::row(),        //
      ExponentialLR::row(),      //
      CosineAnnealingLR::row(),  //
      ReduceLROnPlateau::row(),  //
      OneCycleLR::row(),         //
      LinearLR::row(),
  };
  return table;
}

const ScheduleInfo& findSchedule(std::string_view name) {
  return findRow(schedules(), name, "schedule");
}

}  // namespace gradus
