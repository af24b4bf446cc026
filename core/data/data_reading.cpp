#include "core/data/data_reading.h"

#include <cmath>
#include <memory>
#include <utility>

#include "core/base/log.h"
#include "core/base/progress.h"
#include "core/base/trace.h"
#include "core/data/catalog.h"

namespace gradus {
namespace {

constexpr double kHundred = 100;

/// Tells whole hundredths, each once.
Progress::Listener inHundredths(const DataReading::Listener& listener) {
  return [listener, told = -1.0](double share) mutable {
    const double hundredths = std::floor(share * kHundred);
    if (hundredths > std::exchange(told, hundredths)) listener(hundredths / kHundred);
  };
}

void read(const Choice& choice, std::uint64_t seed, const Progress& progress, const DataReading::Done& done) {
  DatasetPtr dataset;
  std::exception_ptr problem;
  const TraceSpan span("data", "read", choice.name);
  log(LogCategory::Data, [&] { return "reads " + choice.name; });
  try {
    progress.note(0);
    dataset = std::make_shared<const Dataset>(findDataset(choice.name).load(choice, seed, progress));
    progress.note(1);
    log(LogCategory::Data, [&] { return choice.name + " has " + std::to_string(dataset->rows) + " rows"; });
  } catch (const Cancelled&) {
    log(LogCategory::Data, [&] { return choice.name + " is not wanted any more"; });
    return;
  } catch (...) {
    problem = std::current_exception();
  }
  done(std::move(dataset), problem);
}

}  // namespace

void DataReading::begin(const Choice& choice, std::uint64_t seed, const Listener& listener, const Done& done) {
  cancel();
  thread_ = std::jthread(
      [=](const std::stop_token& stop) { read(choice, seed, Progress(stop, inHundredths(listener)), done); });
}

void DataReading::cancel() {
  thread_ = {};
}

}  // namespace gradus
