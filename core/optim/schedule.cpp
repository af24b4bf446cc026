#include "core/optim/schedule.h"

namespace gradus {

void Schedule::step(std::optional<double> metric) {
  ++lastEpoch_;
  try {
    advance(metric);
  } catch (...) {
    --lastEpoch_;
    throw;
  }
}

StateNumbers Schedule::state() const {
  return {{"last_epoch", static_cast<double>(lastEpoch_)}, {"base_lr", baseRate_}};
}

void Schedule::loadState(const StateNumbers& state) {
  const double lastEpoch = numberOf(state, "last_epoch", "schedule");
  baseRate_ = numberOf(state, "base_lr", "schedule");
  lastEpoch_ = static_cast<std::int64_t>(lastEpoch);
}

}  // namespace gradus
