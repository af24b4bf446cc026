// Data that are read for the engine's thread: in a thread of their own, and handed over on the engine's.
#pragma once

#include <cstdint>

#include "core/data/data_reading.h"
#include "core/session/engine_thread.h"

namespace gradus {

/// Everything but the listener belongs to the engine's thread.
class EngineReading {
 public:
  explicit EngineReading(EngineThread& engine) : engine_(engine) {}

  /// As DataReading::begin(), but `done` is called on the engine's thread, where it may throw nothing.
  void begin(const Choice& choice, std::uint64_t seed, const DataReading::Listener& listener,
             const DataReading::Done& done);

  /// What was begun is not wanted any more: `done` will not be called, even where the data are on their way.
  void cancel();

  /// Between begin() and `done`.
  bool isBusy() const { return isBusy_; }

 private:
  EngineThread& engine_;
  bool isBusy_ = false;
  std::uint64_t number_ = 0;  ///< of the last one: what comes of another one is late
  DataReading reading_;       ///< the last one: it ends before what it tells of
};

}  // namespace gradus
