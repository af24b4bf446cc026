// The thread that owns the device. Whoever wants something of it posts a job; what goes on by itself, such as training,
// is a worker, who gets the thread for a short piece whenever no job waits. No lock is held while anything computes.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "core/session/engine_device.h"

namespace gradus {

/// What goes on by itself on the engine's thread, where everything of it is called.
class EngineWorker {
 public:
  using Clock = std::chrono::steady_clock;

  EngineWorker() = default;
  virtual ~EngineWorker() = default;
  EngineWorker(const EngineWorker&) = delete;
  EngineWorker& operator=(const EngineWorker&) = delete;

  /// When the next piece of work is to be done; nothing where there is none.
  virtual std::optional<Clock::time_point> due() const = 0;

  /// Does a piece, of about a hundredth of a second. Throws nothing.
  virtual void work() = 0;

  /// Gives back everything that lies on the device.
  virtual void letGo() = 0;

  /// Makes on `next` what it has on the device, from the last state that is known where that `isLost`; see
  /// EngineDevice::Moving.
  virtual EngineDevice::TakeOver moveTo(Device& next, bool isLost) = 0;
};

class EngineThread {
 public:
  /// Throws nothing.
  using Job = std::function<void()>;

  enum class Urgency {
    Command,  ///< in order, before everything else
    Question  ///< in order, when no command waits
  };

  /// Takes a job back.
  class Ticket {
   public:
    /// If it has not begun yet, it never will.
    void cancel() { isCancelled_ = true; }
    bool isCancelled() const { return isCancelled_; }

   private:
    std::atomic<bool> isCancelled_ = false;
  };

  /// All of `source` is called on the thread.
  explicit EngineThread(DeviceSource source);
  ~EngineThread();
  EngineThread(const EngineThread&) = delete;
  EngineThread& operator=(const EngineThread&) = delete;

  /// From any thread. A job that has not begun when the thread ends never does.
  std::shared_ptr<Ticket> post(Job job, Urgency urgency = Urgency::Command);

  /// `worker` works from now on, in turns with the others, until it is removed or the thread ends.
  void add(EngineWorker& worker);

  /// Waits for the piece in work, lets `worker` let go and does not know it any more.
  void remove(EngineWorker& worker);

  /// Waits for the job or the piece in work; then everything on the device is let go.
  void end();

  // --- on the thread only; see EngineDevice

  Device& device() { return device_.get(); }

  /// Not while a worker keeps something on the device that it does not know of in moveTo().
  void changeDevice(const DeviceInfo& wanted);
  bool giveUpDevice(const std::string& why);

 private:
  struct Posted {
    Job job;
    std::shared_ptr<Ticket> ticket;
  };

  void run();
  bool isEnding();
  std::optional<Posted> take();
  void workOrSleep();
  EngineDevice::Moving moving(bool isLost);

  std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::deque<Posted> commands_;
  std::deque<Posted> questions_;
  bool isEnding_ = false;

  // What follows belongs to the thread.
  EngineDevice device_;
  std::list<EngineWorker*> workers_;  ///< who has worked last is the last one

  std::thread thread_;
};

}  // namespace gradus
