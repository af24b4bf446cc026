#include "app/list_commands.h"

#include <cstdio>
#include <vector>

#include "core/base/number_text.h"
#include "core/data/catalog.h"
#include "core/data/terminal_text.h"
#include "core/opencl/device_info.h"

namespace gradus {
namespace {

const char* nameOf(DeviceType type) {
  switch (type) {
    case DeviceType::Cpu:
      return "CPU";
    case DeviceType::Gpu:
      return "GPU";
    case DeviceType::Other:
      break;
  }
  return "other";
}

void listOfDevices() {
  const std::vector<DeviceInfo> devices = listDevices();
  const std::size_t chosen = chooseDevice(devices, "").index;
  for (const DeviceInfo& device : devices) {
    std::printf("%c %zu  %-5s %s\n", device.index == chosen ? '*' : ' ', device.index, nameOf(device.type),
                forTerminal(device.title()).c_str());
    std::printf("     %s, driver %s, %.1f GiB, %s\n", forTerminal(device.platform).c_str(),
                forTerminal(device.driver).c_str(), static_cast<double>(device.memory) / (1U << 30U),
                device.float64 ? "float64" : "no float64");
  }
}

void listOfDatasets() {
  for (const DatasetInfo& info : datasetCatalog()) {
    std::printf("%-14s %s\n%-14s %s\n", info.name.c_str(), info.summary.c_str(), "", info.origin.c_str());
    for (const ParameterInfo& parameter : info.parameters) {
      std::printf("%-14s --set %s=%s  %s\n", "", parameter.name.c_str(), plainNumber(parameter.defaultValue).c_str(),
                  parameter.explanation.c_str());
    }
  }
}

/// Prints a list, and takes nothing.
class ListCommand final : public Command {
 public:
  ListCommand(const char* name, const char* sentence, void (*print)())
      : name_(name), sentence_(sentence), print_(print) {}

  const char* name() const override { return name_; }
  const char* sentence() const override { return sentence_; }

  int run(const ProgramWords&) override {
    print_();
    return 0;
  }

 private:
  const char* name_;
  const char* sentence_;
  void (*print_)();
};

}  // namespace

std::unique_ptr<Command> devicesCommand() {
  return std::make_unique<ListCommand>("devices", "List the OpenCL devices", listOfDevices);
}

std::unique_ptr<Command> datasetsCommand() {
  return std::make_unique<ListCommand>("datasets", "List the data sets", listOfDatasets);
}

}  // namespace gradus
