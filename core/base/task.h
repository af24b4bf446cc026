// What is to be predicted: data sets have it, losses fit it.
#pragma once

#include <cstdint>

namespace gradus {

enum class Task { Classification, Regression };

/// "classes" or "numbers", for messages.
constexpr const char* nameOf(Task task) {
  return task == Task::Classification ? "classes" : "numbers";
}

/// What data give to predict, as far as it is known.
struct Target {
  Task task = Task::Classification;
  std::int64_t classes = 0;  ///< 0: there are none, or how many is not known before the data are read

  bool operator==(const Target&) const = default;
};

}  // namespace gradus
