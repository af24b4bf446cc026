#include "core/train/training_failure.h"

#include "core/data/shown_numbers.h"

namespace gradus {

std::string shownMessage(const std::exception& error) {
  const auto* failed = dynamic_cast<const TrainingFailure*>(&error);
  return failed == nullptr ? error.what() : messageOf(failed->failure(), shownNumbers());
}

}  // namespace gradus
