// What Race has on the engine's thread: it makes a standing of what the runs of its entrants do.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/race/race.h"
#include "core/session/mailbox.h"
#include "core/session/run_queue.h"

namespace gradus {

class RaceTrack final : public RunQueueListener {
 public:
  RaceTrack(Race& race, EngineThread& engine);

  // --- on the race's thread

  void start(const RaceSpec& spec);
  void stop();

 private:
  void begin(const RaceSpec& spec);
  void runsBegun() override;
  void runTrained(std::size_t run, const Trainer& trainer) override;
  void runFailed(std::size_t run, const std::string& why) override;
  void runsEnded(bool areStopped) override;
  void runsRefused(const std::string& why) override;
  bool noteEpochs(RaceEntrant& entrant, const Trainer& trainer) const;
  void noteBatches(std::size_t run, const Trainer& trainer);
  void tell(const std::function<void(Race&)>& say);
  void tellStanding();

  Race& race_;
  EngineThread& engine_;
  Mailbox mailbox_;  // of the race's thread

  // What follows belongs to the engine's thread.
  RaceStanding standing_;
  std::vector<std::int64_t> steps_;  ///< of each entrant the last one in its curve
  std::chrono::steady_clock::time_point toldAt_;
  RunQueue queue_;
};

}  // namespace gradus
