#include "app/bench/training_bench.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "app/bench/device_peak.h"
#include "app/bench/median.h"
#include "app/bench/process_memory.h"
#include "core/opencl/device.h"
#include "core/train/trainer.h"

namespace gradus {
namespace {

/// Whole epochs for about so long. Gives the launches, but for those of the evaluations.
std::int64_t trainEpochs(Trainer& trainer, const Device& device, double seconds) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  std::int64_t launches = 0;
  for (int before = trainer.epochs(); trainer.epochs() == before || Clock::now() < end;) {
    const std::int64_t launched = device.launches();
    if (trainer.advance(trainer.batchesPerEpoch()) == Trainer::Progress::Step) launches += device.launches() - launched;
  }
  while (trainer.evaluating()) trainer.advance();
  trainer.collect();
  return launches;
}

}  // namespace

TrainingSpeed measureTraining(const BenchConfig& config, const std::string& device, double seconds) {
  const std::vector<DeviceInfo> devices = listDevices();
  Device opened(chooseDevice(devices, device));
  Trainer trainer(opened, experimentOf(config), dataOf(config));
  trainer.warmUp();
  trainer.finishEpoch();

  TrainingSpeed speed;
  speed.device = opened.info().title();
  speed.step = trainer.trainingStep().name();
  std::vector<double> times;
  std::int64_t launches = 0;
  const std::int64_t stepsBefore = trainer.step();
  const double secondsBefore = trainer.seconds();
  while (times.size() < 3 || trainer.seconds() - secondsBefore < seconds) {
    const std::int64_t steps = trainer.step();
    const double since = trainer.seconds();
    launches += trainEpochs(trainer, opened, seconds / 10);
    times.push_back((trainer.seconds() - since) * 1e6 / static_cast<double>(trainer.step() - steps));
  }
  speed.steps = trainer.step() - stepsBefore;
  speed.usPerStep = median(times);
  const double perEpoch = speed.usPerStep * 1e-6 * static_cast<double>(trainer.batchesPerEpoch());
  speed.samplesPerSecond = static_cast<double>(trainer.data().train.size()) / perEpoch;
  speed.gflops = config.operations() / (speed.usPerStep * 1e3);
  speed.launchesPerStep = static_cast<double>(launches) / static_cast<double>(speed.steps);
  speed.peakMemory = peakMemory();
  const auto& history = trainer.batchHistory();
  const auto count = std::min<std::size_t>(history.size(), static_cast<std::size_t>(trainer.batchesPerEpoch()));
  for (auto point = history.end() - static_cast<std::ptrdiff_t>(count); point != history.end(); ++point) {
    speed.loss += static_cast<double>(point->loss) / static_cast<double>(count);
    speed.metric += static_cast<double>(point->metric) / static_cast<double>(count);
  }
  speed.peakGflops = peakGflops(opened);
  return speed;
}

double measureGrowth(const BenchConfig& config, const std::string& device, std::int64_t steps) {
  constexpr std::int64_t kSettled = 100'000;
  const std::vector<DeviceInfo> devices = listDevices();
  Device opened(chooseDevice(devices, device));
  Trainer trainer(opened, experimentOf(config), dataOf(config));
  while (trainer.step() < kSettled) trainer.finishEpoch();
  const double before = residentMemory();
  while (trainer.step() < steps) trainer.finishEpoch();
  return residentMemory() / before - 1;
}

}  // namespace gradus
