#include "core/train/score_text.h"

#include <cmath>
#include <cstdio>

namespace gradus {
namespace {

constexpr const char* kNothing = "–";

std::string format(const char* pattern, double value) {
  char text[64];
  std::snprintf(text, sizeof text, pattern, value);
  return text;
}

}  // namespace

std::string lossText(double loss) {
  return std::isnan(loss) ? kNothing : format("%.4g", loss);
}

std::string metricNumber(double metric, Task task) {
  if (std::isnan(metric)) return kNothing;
  return task == Task::Classification ? format("%.2f %%", 100 * metric) : format("%.4g", metric);
}

std::string metricText(double metric, Task task) {
  return (task == Task::Classification ? "accuracy " : "MAE ") + metricNumber(metric, task);
}

}  // namespace gradus
