// The thread behind TrainingSession: it owns the device, carries out commands in order and trains in short slices
// between them. No lock is held while it computes.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "core/data/last_dataset.h"
#include "core/experiment/change.h"
#include "core/experiment/experiment.h"
#include "core/opencl/device_info.h"
#include "core/train/gradient_stack.h"
#include "core/train/left_runs.h"
#include "core/train/mailbox.h"
#include "core/train/pace.h"
#include "core/train/sample_answer.h"
#include "core/train/slice.h"
#include "core/train/snapshot.h"
#include "core/train/throughput.h"

namespace gradus {

class Device;
class Trainer;
class TrainingSession;

class SessionEngine {
 public:
  using Command = std::function<void(SessionEngine&)>;

  SessionEngine(TrainingSession& session, std::string deviceRequest);
  ~SessionEngine();
  SessionEngine(const SessionEngine&) = delete;
  SessionEngine& operator=(const SessionEngine&) = delete;

  /// Queues a command; from any thread.
  void post(Command command);

  // --- commands, on the engine's thread

  void load(const Experiment& experiment, std::uint64_t revision);
  void apply(const Experiment& experiment, std::uint64_t revision);
  void setSpeed(const Speed& speed);
  void start();
  void pause();
  void stepBatch();
  void stepPhase();
  void stepSample();
  void stepEpoch();
  void stop();
  void rewind();
  void setParameter(std::uint64_t origin, const UnitQuestion& at, float value);
  void measureStack(const StackQuestion& question);
  void answer(const SnapshotRequest& request);
  void answerAbout(const SampleQuestion& question, std::uint64_t asker);

 private:
  /// When training pauses by itself.
  enum class Goal { AllEpochs, OneEpoch };

  void run();
  void openDevice();
  bool waitForWork();
  void guarded(const std::function<void()>& work);
  void train();
  void trainSlice(std::int64_t atMost);
  void setPace();
  bool canGoOn() const;
  bool isFinished() const;
  void mendRefusal();
  void leave(std::uint64_t revision);
  void comeBack(const LeftRun& left);
  void change(Change change, const Experiment& experiment);
  void setTraining(const Experiment& experiment);
  void setNetwork(const Experiment& experiment);
  void setSamples(const Experiment& experiment);
  void adopt(const Experiment& changed, const std::function<void()>& change);
  PreparedDataPtr readData(const Experiment& experiment);
  void makeTrainer(const Experiment& experiment, PreparedDataPtr data);
  void finish();
  void prepare();
  void beginRun();
  void stepInside(std::optional<StepFocus> (Trainer::*go)());
  SessionState pausedState() const;
  bool canTrain() const;
  void tell(const std::function<void(TrainingSession&)>& say);
  void enter(SessionState state);
  void fail(const std::string& message);
  bool isPredicting() const;
  void predict();
  PredictionsPtr predictionsFor(const SnapshotRequest& request);
  void tellProgress(Snapshot& snapshot) const;
  void tellHistory(const SnapshotRequest& request, Snapshot& snapshot) const;
  void tellNetwork(const SnapshotRequest& request, Snapshot& snapshot);

  TrainingSession& session_;
  std::string deviceRequest_;
  Mailbox mailbox_;  // of the session's thread

  std::mutex mutex_;  // guards commands_ and ending_
  std::condition_variable wake_;
  std::deque<Command> commands_;
  bool ending_ = false;

  // What follows belongs to the thread.
  std::unique_ptr<Device> device_;
  std::unique_ptr<Trainer> trainer_;
  Experiment experiment_;
  SessionState state_ = SessionState::Empty;
  std::string message_;
  Goal goal_ = Goal::AllEpochs;
  int epochGoal_ = 0;
  int epochsBefore_ = 0;
  std::uint64_t run_ = 0;
  std::uint64_t origin_ = 0;
  std::uint64_t revision_ = 0;      // of the document, as far as it was applied
  std::uint64_t revisionLeft_ = 0;  // the one before it
  LeftRuns leftRuns_;
  LastDataset lastDataset_;
  Score test_;
  std::string stopReason_;
  std::optional<StepFocus> focus_;
  bool isRefused_ = false;    // failed because settings did not fit: other settings mend it
  bool wasFinished_ = false;  // before that
  Speed speed_;
  Pace pace_;
  Slice slice_;
  Throughput throughput_;

  std::thread thread_;
};

}  // namespace gradus
