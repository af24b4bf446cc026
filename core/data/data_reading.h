// Reads a data set in a thread of its own: whoever wants it stays able to answer, hears how far it has come, and may
// change their mind.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <thread>

#include "core/base/choice.h"
#include "core/data/dataset.h"

namespace gradus {

class DataReading {
 public:
  /// The data set, or why there is none.
  using Done = std::function<void(DatasetPtr dataset, std::exception_ptr problem)>;
  using Listener = std::function<void(double share)>;

  /// Begins to read what DatasetInfo::load() reads; one that was begun before is cancelled first. Both functions are
  /// called in the thread that reads: `listener` for every hundredth at most, `done` once, unless it is cancelled.
  void begin(const Choice& choice, std::uint64_t seed, const Listener& listener, const Done& done);

  /// Nothing is called any more. Waits for the piece that is being read, some milliseconds.
  void cancel();

 private:
  std::jthread thread_;
};

}  // namespace gradus
