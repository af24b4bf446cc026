#include "core/step/fastest_step.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/opencl/device.h"

namespace gradus {
namespace {

/// Batches of one turn: enough to forget the wait at its end.
constexpr std::int64_t kBatchesPerTurn = 8;

std::vector<std::string> namesOf(const std::vector<std::unique_ptr<TrainingStep>>& ways) {
  std::vector<std::string> names;
  for (const auto& way : ways) names.emplace_back(way->name());
  return names;
}

}  // namespace

FastestStep::FastestStep(Device& device, std::string choice, std::vector<std::unique_ptr<TrainingStep>> ways)
    : device_(device), ways_(std::move(ways)), choice_(device.choices(), std::move(choice), namesOf(ways_)) {
  if (!choice_.isOpen()) forgetTheSlow();
}

void FastestStep::train(const Samples& samples, std::int64_t batchSize, StepLog& log) {
  if (!choice_.isOpen()) return now().train(samples, batchSize, log);
  using Clock = std::chrono::steady_clock;
  device_.finish();
  const Clock::time_point began = Clock::now();
  now().train(samples, batchSize, log);
  device_.finish();
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  choice_.note(seconds / static_cast<double>(samples.count));
  if (!choice_.isOpen()) forgetTheSlow();
}

void FastestStep::forgetTheSlow() {
  for (std::size_t i = 0; i < ways_.size(); ++i) {
    if (i != choice_.current()) ways_[i].reset();
  }
}

std::int64_t FastestStep::batchesAtOnce() const {
  return choice_.isOpen() ? std::max(kBatchesPerTurn, now().batchesAtOnce()) : now().batchesAtOnce();
}

}  // namespace gradus
