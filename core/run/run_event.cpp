#include "core/run/run_event.h"

#include <utility>

namespace gradus {

RunEventsPtr withEvent(const RunEventsPtr& events, RunEvent event) {
  auto changed = events ? std::make_shared<RunEvents>(*events) : std::make_shared<RunEvents>();
  if (!changed->empty() && changed->back().step == event.step) {
    event.before = std::move(changed->back().before);
    event.epochs = changed->back().epochs;
    changed->pop_back();
  }
  if (event.before != event.after) changed->push_back(std::move(event));
  if (changed->size() > kMostRunEvents) changed->erase(changed->begin());
  return changed;
}

}  // namespace gradus
