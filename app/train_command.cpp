#include "app/train_command.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "app/base/end_requests.h"
#include "app/base/options.h"
#include "app/experiment_options.h"
#include "core/base/error.h"
#include "core/opencl/device.h"
#include "core/session/score_text.h"
#include "core/session/slice.h"
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
    if (json_) {
      Json line;
      line["epoch"] = point.epoch;
      put(line, "train", point.train);
      put(line, "valid", point.valid);
      line["seconds"] = point.seconds;
      line["steps"] = point.steps;
      line["us_per_step"] = point.usPerStep;
      std::printf("%s\n", line.dump().c_str());
    } else {
      std::printf("%sEpoch %*d/%d  train %s  valid %s  %.0f µs a step\n", live_ ? "\r\033[K" : "",
                  static_cast<int>(std::to_string(epochs_).size()), point.epoch, epochs_, text(point.train).c_str(),
                  text(point.valid).c_str(), point.usPerStep);
    }
    std::fflush(stdout);
  }

  void test(const Score& score) {
    if (json_) {
      Json line;
      put(line, "test", score);
      std::printf("%s\n", line.dump().c_str());
    } else {
      std::printf("%sTest  %s\n", live_ ? "\r\033[K" : "", text(score).c_str());
    }
  }

 private:
  Task task() const { return trainer_.data().dataset->task; }

  void put(Json& line, const std::string& part, const Score& score) const {
    line[part + "_loss"] = score.loss;
    line[part + (task() == Task::Classification ? "_accuracy" : "_mae")] = score.metric;
  }

  std::string text(const Score& score) const {
    const NumberText numbers;  // with the signs of C: these lines may be read by a program
    return "loss " + lossText(score.loss, numbers) + " " + metricText(score.metric, task(), numbers);
  }

  const Trainer& trainer_;
  int epochs_;
  bool json_;
  bool live_;
  std::chrono::steady_clock::time_point shown_;
};

class TrainCommand final : public Command {
 public:
  const char* name() const override { return "train"; }
  const char* sentence() const override { return "Train without a window and print each epoch"; }

  void addTo(CLI::App& app) override {
    given_.addTo(app);
    addDevice(app, device_);
    app.add_flag("--json", json_, "One JSON object per epoch, and one with the test scores at the end");
    options_.addTo(app);
  }

  void read() override {
    if (!given_.isFile()) return given_.set(options_.experiment());
    if (options_.given()) throw Error(given_.file() + ": give either an experiment file or options, not both");
    given_.read();
  }

  int run(const ProgramWords&) override {
    const std::vector<DeviceInfo> devices = listDevices();
    Device device(chooseDevice(devices, device_));
    const Experiment& experiment = *given_.experiment();
    Trainer trainer(device, experiment, given_.prepare(device.info().memory));
    trainer.warmUp();

    Printer printer(trainer, experiment.training.epochs, json_);
    const EndRequests requests;
    Slice slice;
    while (trainer.epochs() < experiment.training.epochs && !trainer.hasStalled() && !requests.came()) {
      const int before = trainer.epochs();
      slice.train(trainer, before + 1, Slice::kMost, [&] { return !requests.came(); });
      if (trainer.epochs() > before) {
        printer.epoch(trainer.epochHistory().back());
      } else {
        printer.progress();
      }
    }
    printer.test(trainer.evaluateTest());
    return requests.exitCode(0);
  }

 private:
  GivenExperiment given_;
  ExperimentOptions options_;
  std::string device_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> trainCommand() {
  return std::make_unique<TrainCommand>();
}

}  // namespace gradus
