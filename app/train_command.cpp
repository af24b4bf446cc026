#include "app/train_command.h"

#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "core/experiment/network_problems.h"
#include "core/opencl/device.h"
#include "core/train/prepare.h"
#include "core/train/score_text.h"
#include "core/train/trainer.h"

namespace gradus {
namespace {

using Json = nlohmann::ordered_json;

/// Prints epochs for people: one line each, and on a terminal one that moves while an epoch is in progress.
class Printer {
 public:
  Printer(const Trainer& trainer, int epochs, bool json)
      : trainer_(trainer), epochs_(epochs), json_(json), live_(!json && isatty(STDOUT_FILENO) != 0) {}

  void progress() {
    const auto now = std::chrono::steady_clock::now();
    if (!live_ || now - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = now;
    std::printf("\r\033[KEpoch %d/%d  batch %lld/%lld", trainer_.epochs() + 1, epochs_,
                static_cast<long long>(trainer_.batch()), static_cast<long long>(trainer_.batchesPerEpoch()));
    std::fflush(stdout);
  }

  void epoch(const EpochPoint& point) {
    // Without a validation part the monitored one is the test part, which belongs to the end.
    const Score valid = trainer_.data().valid.empty() ? Score{} : point.valid;
    if (json_) {
      Json line;
      line["epoch"] = point.epoch;
      put(line, "train", point.train);
      put(line, "valid", valid);
      line["seconds"] = point.seconds;
      line["steps"] = point.steps;
      line["us_per_step"] = point.usPerStep;
      std::printf("%s\n", line.dump().c_str());
    } else {
      std::printf("%sEpoch %*d/%d  train %s  valid %s  %.0f µs a step\n", live_ ? "\r\033[K" : "",
                  static_cast<int>(std::to_string(epochs_).size()), point.epoch, epochs_, text(point.train).c_str(),
                  text(valid).c_str(), point.usPerStep);
    }
    std::fflush(stdout);
  }

  void test(const Score& score) {
    if (json_) {
      Json line;
      put(line, "test", score);
      std::printf("%s\n", line.dump().c_str());
    } else {
      std::printf("Test  %s\n", text(score).c_str());
    }
  }

 private:
  Task task() const { return trainer_.data().dataset->task; }

  void put(Json& line, const std::string& part, const Score& score) const {
    line[part + "_loss"] = score.loss;
    line[part + (task() == Task::Classification ? "_accuracy" : "_mae")] = score.metric;
  }

  std::string text(const Score& score) const {
    return "loss " + lossText(score.loss) + " " + metricText(score.metric, task());
  }

  const Trainer& trainer_;
  int epochs_;
  bool json_;
  bool live_;
  std::chrono::steady_clock::time_point shown_;
};

/// The signal that asked this process to end, or 0. A handler may write nothing else.
volatile std::sig_atomic_t askedToEnd = 0;

/// While it lives, the first of the signals that ask a process to end is noted, and a second one ends it at once. What
/// the caller ignores (nohup) stays ignored.
class EndRequests {
 public:
  EndRequests() {
    for (auto& [number, old] : old_) {
      struct sigaction note {};
      note.sa_handler = [](int signal) { askedToEnd = signal; };
      note.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
      ::sigaction(number, nullptr, &old);
      if (old.sa_handler != SIG_IGN) ::sigaction(number, &note, nullptr);
    }
  }
  EndRequests(const EndRequests&) = delete;
  EndRequests& operator=(const EndRequests&) = delete;
  ~EndRequests() {
    for (const auto& [number, old] : old_) ::sigaction(number, &old, nullptr);
  }

 private:
  std::array<std::pair<int, struct sigaction>, 3> old_ = {{{SIGINT, {}}, {SIGTERM, {}}, {SIGHUP, {}}}};
};

}  // namespace

int runTrainCommand(const Arguments& arguments) {
  const std::vector<DeviceInfo> devices = listDevices();
  Device device(chooseDevice(devices, arguments.device));
  const Experiment& experiment = *arguments.experiment;
  const PreparedDataPtr data = prepareData(experiment, device.info().memory);
  demandPossible(experiment, groundOf(*data));
  Trainer trainer(device, experiment, data);
  trainer.warmUp();

  Printer printer(trainer, experiment.training.epochs, arguments.json);
  const EndRequests requests;
  while (trainer.epochs() < experiment.training.epochs && !trainer.hasStalled() && askedToEnd == 0) {
    const int before = trainer.epochs();
    trainer.advance(trainer.batchesPerEpoch());
    printer.progress();
    if (trainer.epochs() == before) continue;
    trainer.collect();
    printer.epoch(trainer.epochHistory().back());
  }
  printer.test(trainer.evaluateTest());
  return askedToEnd == 0 ? 0 : 128 + askedToEnd;
}

}  // namespace gradus
