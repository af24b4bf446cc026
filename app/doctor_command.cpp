#include "app/doctor_command.h"

#include <CLI/CLI.hpp>
#include <QtGlobal>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "app/base/options.h"
#include "core/base/cache_folder.h"
#include "core/base/error.h"
#include "core/data/catalog.h"
#include "core/data/resources.h"
#include "core/data/terminal_text.h"
#include "core/opencl/device.h"
#include "core/tensor/matmul.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"

namespace gradus {
namespace {

namespace fs = std::filesystem;

void printLine(const char* what, const std::string& words) {
  std::printf("%-10s %s\n", what, forTerminal(words).c_str());
}

double mebibytesIn(const fs::path& folder) {
  std::error_code error;
  std::uintmax_t bytes = 0;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->is_regular_file(error)) bytes += entry->file_size(error);
  }
  return static_cast<double>(bytes) / (1U << 20U);
}

void printCache() {
  const CacheFolder folder = cacheFolder();
  if (folder.path.empty()) return printLine("Cache", folder.problem);
  char size[32];
  std::snprintf(size, sizeof size, ", %.1f MiB", mebibytesIn(folder.path));
  printLine("Cache", folder.path.string() + size);
}

void printData() {
  printLine("Data", resourceFolder().string());
  for (const DatasetInfo& info : datasetCatalog()) {
    if (info.isThere && !info.isThere()) printLine("", info.title + ": " + info.missingNote);
  }
}

/// A product on the device against the same by the processor, in double precision: the largest difference.
double differenceOfProducts(Device& device) {
  constexpr std::int64_t kRows = 65, kInner = 33, kColumns = 17;  // no multiple of anything
  const auto number = [](std::int64_t i) { return static_cast<float>(std::sin(12.9898 * static_cast<double>(i))); };
  std::vector<float> left, right;
  for (std::int64_t i = 0; i < kRows * kInner; ++i) left.push_back(number(i));
  for (std::int64_t i = 0; i < kInner * kColumns; ++i) right.push_back(number(i + 7));
  const Tensor product =
      matmul(Tensor::from(device, left, {kRows, kInner}), Tensor::from(device, right, {kInner, kColumns}));
  const std::vector<float> found = product.toVector<float>();
  double worst = 0;
  for (std::int64_t row = 0; row < kRows; ++row) {
    for (std::int64_t column = 0; column < kColumns; ++column) {
      double sum = 0;
      for (std::int64_t i = 0; i < kInner; ++i) {
        sum += static_cast<double>(left[static_cast<std::size_t>(row * kInner + i)]) *
               static_cast<double>(right[static_cast<std::size_t>(i * kColumns + column)]);
      }
      worst = std::max(worst,
                       std::abs(sum - static_cast<double>(found[static_cast<std::size_t>(row * kColumns + column)])));
    }
  }
  return worst;
}

/// What is trained: Iris, one hidden layer of 16 ReLUs, Adam, three epochs.
Experiment selfTest() {
  Experiment experiment;
  experiment.data.dataset.name = "iris";
  experiment.network.hidden = {{{"linear", {{"units", 16}}}, {"relu", {}}}};
  experiment.training.epochs = 3;
  return experiment;
}

/// The training loss after the last epoch, as PyTorch 2.15 computes it by the script that `gradus export` writes.
constexpr double kLossOfPyTorch = 1.03709;

double lossOf(Device& device, const Experiment& experiment) {
  Trainer trainer(device, experiment, prepareData(experiment));
  while (trainer.epochs() < experiment.training.epochs) trainer.finishEpoch();
  return trainer.epochHistory().back().train.loss;
}

class DoctorCommand final : public Command {
 public:
  const char* name() const override { return "doctor"; }
  const char* sentence() const override {
    return "Say what is found on this machine, and test whether it computes rightly";
  }

  void addTo(CLI::App& app) override { addDevice(app, device_); }

  int run(const ProgramWords&) override {
    printLine("Gradus", std::string(GRADUS_VERSION) + ", Qt " + qVersion() + ", compiled by " + __VERSION__);
    const std::vector<DeviceInfo> devices = listDevices();
    const DeviceInfo& chosen = chooseDevice(devices, device_);
    for (const DeviceInfo& each : devices) {
      printLine(each.index == chosen.index ? "Device *" : "Device", each.title() + ", driver " + each.driver);
    }
    printCache();
    printData();
    Device device(chosen);
    const bool isRight = testProduct(device) && testTraining(device);
    printLine("Verdict", isRight ? "all is well" : "this device computes wrongly: choose another, or another driver");
    return isRight ? 0 : 1;
  }

 private:
  static bool testProduct(Device& device) {
    constexpr double kAllowed = 1e-5;  // 33 products of numbers up to 1, in float32
    const double difference = differenceOfProducts(device);
    char words[96];
    std::snprintf(words, sizeof words, "a product of matrices is %.1e off at most, up to %.0e is well", difference,
                  kAllowed);
    printLine("Self-test", words);
    return difference <= kAllowed;
  }

  static bool testTraining(Device& device) {
    constexpr double kAllowed = 1e-4;  // of the loss
    const double loss = lossOf(device, selfTest());
    const bool isSameAgain = lossOf(device, selfTest()) == loss;
    char words[160];
    std::snprintf(words, sizeof words,
                  "three epochs of Iris end at a loss of %.6f, PyTorch's at %.6f; trained again: %s", loss,
                  kLossOfPyTorch, isSameAgain ? "the same bits" : "another loss");
    printLine("", words);
    return isSameAgain && std::abs(loss - kLossOfPyTorch) <= kAllowed * kLossOfPyTorch;
  }

  std::string device_;
};

}  // namespace

std::unique_ptr<Command> doctorCommand() {
  return std::make_unique<DoctorCommand>();
}

}  // namespace gradus
