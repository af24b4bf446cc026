// Runs that are trained beside the one that the window shows, on the same device: in turns, an epoch each.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "core/session/engine_reading.h"
#include "core/session/engine_thread.h"
#include "core/session/slice.h"

namespace gradus {

class Trainer;

/// What a queue tells, on the engine's thread.
class RunQueueListener {
 public:
  virtual ~RunQueueListener() = default;

  virtual void runsBegun() = 0;                                          ///< all have their initial weights
  virtual void runTrained(std::size_t run, const Trainer& trainer) = 0;  ///< a slice of time
  virtual void runFailed(std::size_t run, const std::string& why) = 0;   ///< the others go on
  virtual void runsEnded(bool areStopped) = 0;                           ///< all
  virtual void runsRefused(const std::string& why) = 0;                  ///< they could not begin
};

class RunQueue final : public EngineWorker {
 public:
  /// Works until it is destroyed, from another thread than the engine's.
  RunQueue(EngineThread& engine, RunQueueListener& listener);
  ~RunQueue() override;

  // --- on the engine's thread

  /// Trains each experiment for all its epochs. All have the data of the first one. Those that were trained before end
  /// without a word.
  void start(std::vector<Experiment> experiments);

  /// Ends them, after the slice in work.
  void stop();

  std::optional<Clock::time_point> due() const override;
  void work() override;
  void letGo() override;
  EngineDevice::TakeOver moveTo(Device& next, bool isLost) override;

 private:
  struct Run {
    Experiment experiment;
    std::unique_ptr<Trainer> trainer{};  ///< none before its turn to be made has come, and after it has failed
    Slice slice{};
  };

  enum class Stage { Idle, Reading, Making, Training };

  void arrive(const DatasetPtr& dataset);
  void makeNext();
  void trainNext();
  void fail(std::size_t run, const std::exception& error);
  void refuse(const std::exception& error);
  void finish(bool areStopped);
  void clear();

  EngineThread& engine_;
  RunQueueListener& listener_;
  Stage stage_ = Stage::Idle;
  std::vector<Run> runs_;
  PreparedDataPtr data_;
  std::size_t next_ = 0;  // whose turn it is
  int epoch_ = 0;         // that all have come to the end of
  EngineReading reading_;
};

}  // namespace gradus
