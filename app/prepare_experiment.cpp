#include "app/prepare_experiment.h"

#include "core/base/error.h"
#include "core/experiment/network_problems.h"
#include "core/train/prepare.h"

namespace gradus {

PreparedDataPtr prepareExperiment(const Arguments& arguments, std::uint64_t deviceMemory) {
  const Experiment& experiment = *arguments.experiment;
  try {
    PreparedDataPtr data = prepareData(experiment, deviceMemory);
    if (deviceMemory > 0) demandPossible(experiment, groundOf(*data));
    return data;
  } catch (const Error& error) {
    throw Error(arguments.origin + ": " + error.what());
  }
}

}  // namespace gradus
