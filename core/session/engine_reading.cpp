#include "core/session/engine_reading.h"

namespace gradus {

void EngineReading::begin(const Choice& choice, std::uint64_t seed, const DataReading::Listener& listener,
                          const DataReading::Done& done) {
  isBusy_ = true;
  reading_.begin(choice, seed, listener,
                 [this, done, number = ++number_](const DatasetPtr& dataset, const std::exception_ptr& problem) {
                   engine_.post([this, done, number, dataset, problem] {
                     if (!isBusy_ || number != number_) return;
                     isBusy_ = false;
                     done(dataset, problem);
                   });
                 });
}

void EngineReading::cancel() {
  isBusy_ = false;
  reading_.cancel();
}

}  // namespace gradus
