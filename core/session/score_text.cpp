#include "core/session/score_text.h"

#include <cmath>

namespace gradus {
namespace {

constexpr const char* kNothing = "–";

constexpr int kFigures = 4;

}  // namespace

std::string lossText(double loss, const NumberText& numbers) {
  return std::isnan(loss) ? kNothing : numbers.brief(loss, kFigures);
}

std::string metricNumber(double metric, Task task, const NumberText& numbers) {
  if (std::isnan(metric)) return kNothing;
  return task == Task::Classification ? numbers.percent(metric, 2) : numbers.brief(metric, kFigures);
}

std::string metricText(double metric, Task task, const NumberText& numbers) {
  return (task == Task::Classification ? "accuracy " : "MAE ") + metricNumber(metric, task, numbers);
}

}  // namespace gradus
