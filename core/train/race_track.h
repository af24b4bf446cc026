// The thread behind Race: it owns a device and the networks, and trains them in turns, an epoch each.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/train/mailbox.h"
#include "core/train/race.h"

namespace gradus {

class Device;
class Trainer;

class RaceTrack {
 public:
  RaceTrack(Race& race, std::string deviceRequest);
  ~RaceTrack();
  RaceTrack(const RaceTrack&) = delete;
  RaceTrack& operator=(const RaceTrack&) = delete;

  void start(const RaceSpec& spec);
  void stop();

 private:
  /// One network on the track.
  struct Lane {
    std::unique_ptr<Trainer> trainer;
    std::int64_t step = 0;  ///< the last one in the curve
    int pieces = 1;         ///< that fill a slice of time
  };

  void run();
  void openDevice();
  void race(const RaceSpec& spec);
  bool prepare(const RaceSpec& spec);
  bool trainEpoch(std::size_t entrant, int epoch);
  void note(std::size_t entrant);
  void trainSlice(Lane& lane, int epoch);
  bool isCalledOff() const { return wanted_ != current_; }
  void tell(const std::function<void(Race&)>& say);
  void tellStanding();

  Race& race_;
  std::string deviceRequest_;
  Mailbox mailbox_;  // of the race's thread

  std::mutex mutex_;  // guards next_ and ending_
  std::condition_variable wake_;
  std::optional<RaceSpec> next_;
  bool ending_ = false;
  std::atomic<std::uint64_t> wanted_ = 0;  ///< the race that somebody waits for; another number calls one off

  // What follows belongs to the thread.
  std::uint64_t current_ = 0;
  std::unique_ptr<Device> device_;
  std::vector<Lane> lanes_;
  RaceStanding standing_;
  std::chrono::steady_clock::time_point toldAt_;

  std::thread thread_;
};

}  // namespace gradus
