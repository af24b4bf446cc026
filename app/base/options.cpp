#include "app/base/options.h"

#include <CLI/CLI.hpp>

#include "core/base/error.h"
#include "core/experiment/experiment_json.h"
#include "core/experiment/network_problems.h"
#include "core/train/prepare.h"

namespace gradus {

void addDevice(CLI::App& app, std::string& device) {
  app.add_option("--device", device,
                 "OpenCL device: gpu, cpu, an index or a part of its name (default: GRADUS_DEVICE, or the best)");
}

CLI::Option* GivenExperiment::addTo(CLI::App& app) {
  return app.add_option("EXPERIMENT", file_, "Experiment file (.json)")->check([](const std::string& name) {
    return name.empty() ? std::string("the file's name is empty") : std::string();
  });
}

void GivenExperiment::read() {
  if (!isFile()) return;
  experiment_ = readExperiment(file_);
  check(*experiment_, file_);
}

PreparedDataPtr GivenExperiment::prepare(std::uint64_t deviceMemory) const {
  try {
    PreparedDataPtr data = prepareData(*experiment_, deviceMemory);
    if (deviceMemory > 0) demandPossible(*experiment_, groundOf(*data));
    return data;
  } catch (const Error& error) {
    throw Error((isFile() ? file_ : "command line") + ": " + error.what());
  }
}

}  // namespace gradus
