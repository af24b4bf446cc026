#include "core/session/engine_thread.h"

#include <algorithm>
#include <future>
#include <utility>
#include <vector>

namespace gradus {

EngineThread::EngineThread(DeviceSource source) : device_(std::move(source)), thread_([this] { run(); }) {}

EngineThread::~EngineThread() {
  end();
}

void EngineThread::end() {
  {
    const std::lock_guard lock(mutex_);
    isEnding_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<EngineThread::Ticket> EngineThread::post(Job job, Urgency urgency) {
  auto ticket = std::make_shared<Ticket>();
  {
    const std::lock_guard lock(mutex_);
    if (isEnding_) return ticket;
    (urgency == Urgency::Command ? commands_ : questions_).push_back({std::move(job), ticket});
  }
  wake_.notify_one();
  return ticket;
}

void EngineThread::add(EngineWorker& worker) {
  post([this, &worker] { workers_.push_front(&worker); });
}

void EngineThread::remove(EngineWorker& worker) {
  // Where the thread ends first, the job goes with its promise, and the waiting is over too.
  auto promise = std::make_shared<std::promise<void>>();
  const std::future<void> isDone = promise->get_future();
  post([this, &worker, promise = std::move(promise)] {
    workers_.remove(&worker);
    worker.letGo();
    promise->set_value();
  });
  isDone.wait();
}

void EngineThread::run() {
  while (!isEnding()) {
    if (const std::optional<Posted> next = take()) {
      if (!next->ticket->isCancelled()) next->job();
    } else {
      workOrSleep();
    }
  }
  {
    const std::lock_guard lock(mutex_);
    commands_.clear();
    questions_.clear();
  }
  for (EngineWorker* worker : workers_) worker->letGo();
  device_.close();
}

bool EngineThread::isEnding() {
  const std::lock_guard lock(mutex_);
  return isEnding_;
}

std::optional<EngineThread::Posted> EngineThread::take() {
  const std::lock_guard lock(mutex_);
  std::deque<Posted>& queue = commands_.empty() ? questions_ : commands_;
  if (queue.empty()) return {};
  Posted next = std::move(queue.front());
  queue.pop_front();
  return next;
}

/// A piece of the worker whose turn it is; where none has anything to do yet, waits for one or for a job.
void EngineThread::workOrSleep() {
  std::optional<EngineWorker::Clock::time_point> earliest;
  for (auto worker = workers_.begin(); worker != workers_.end(); ++worker) {
    const auto due = (*worker)->due();
    if (due && *due <= EngineWorker::Clock::now()) {
      workers_.splice(workers_.end(), workers_, worker);
      return workers_.back()->work();
    }
    if (due && (!earliest || *due < *earliest)) earliest = due;
  }
  std::unique_lock lock(mutex_);
  const auto isWanted = [this] { return isEnding_ || !commands_.empty() || !questions_.empty(); };
  if (earliest) {
    wake_.wait_until(lock, *earliest, isWanted);
  } else {
    wake_.wait(lock, isWanted);
  }
}

void EngineThread::changeDevice(const DeviceInfo& wanted) {
  device_.change(wanted, moving(false));
}

bool EngineThread::giveUpDevice(const std::string& why) {
  return device_.giveUp(why, moving(true));
}

/// All workers go over, or none.
EngineDevice::Moving EngineThread::moving(bool isLost) {
  return [this, isLost](Device& next) {
    std::vector<EngineDevice::TakeOver> all;
    for (EngineWorker* worker : workers_) all.push_back(worker->moveTo(next, isLost));
    return [all = std::move(all)] {
      for (const EngineDevice::TakeOver& takeOver : all) takeOver();
    };
  };
}

}  // namespace gradus
