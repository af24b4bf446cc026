// How RunDriver comes by its data: what has to be read is read beside the engine's thread, which goes on answering.
#include <algorithm>
#include <utility>

#include "core/session/run_driver.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"

namespace gradus {

/// Calls `then` with the data set as it is read: at once where that is known, later where a file has to be read.
void RunDriver::read(const Experiment& experiment, const WithDataset& then) {
  const Choice& choice = experiment.data.dataset;
  const std::uint64_t seed = experiment.data.seed;
  if (const DatasetPtr known = lastDataset_.find(choice, seed)) return then(known);
  lastDataset_.forget();
  const auto arrive = [this, choice, seed, then](const DatasetPtr& dataset, const std::exception_ptr& problem) {
    carryOut([&](RunDriver&) {
      if (problem) std::rethrow_exception(problem);
      lastDataset_.keep(choice, seed, dataset);
      then(dataset);
    });
  };
  reading_.begin(
      choice, seed, [this](double share) { listener_.readingProgressed(share); }, arrive);
}

/// Other data are wanted than those that are being read.
void RunDriver::stopReading() {
  if (!reading_.isBusy()) return;
  reading_.cancel();
  std::erase_if(waiting_, [](const Waiting& waiting) { return waiting.kind == Kind::Command; });
}

bool RunDriver::isReadingFor(const Experiment& experiment) const {
  return reading_.isBusy() && experiment.data.dataset == experiment_.data.dataset &&
         experiment.data.seed == experiment_.data.seed;
}

void RunDriver::whenRead(Kind kind, const Command& command) {
  if (reading_.isBusy()) {
    waiting_.push_back({kind, command});
  } else {
    carryOut(command);
  }
}

/// One of those that have waited may want other data to be read: then the rest goes on waiting.
void RunDriver::goOnAfterReading() {
  std::vector<Waiting> waiting = std::exchange(waiting_, {});
  for (Waiting& each : waiting) whenRead(each.kind, each.command);
}

}  // namespace gradus
