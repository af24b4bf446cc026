// Drives the run that the window shows: its experiment and data, its trainer, where it is going and how fast. Works on
// the engine's thread, in short pieces between the jobs that others post.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data/last_dataset.h"
#include "core/data/prepared_data.h"
#include "core/experiment/change.h"
#include "core/experiment/experiment.h"
#include "core/session/engine_reading.h"
#include "core/session/engine_thread.h"
#include "core/session/left_runs.h"
#include "core/session/pace.h"
#include "core/session/slice.h"
#include "core/session/snapshot.h"
#include "core/session/throughput.h"

namespace gradus {

class Trainer;

/// What a driver tells; on the engine's thread but for readingProgressed, which comes from the one that reads.
class RunListener {
 public:
  virtual ~RunListener() = default;

  virtual void stateChanged(SessionState state) = 0;
  virtual void failed(const std::string& message) = 0;
  virtual void readingProgressed(double share) = 0;
  virtual void dataReady(const PreparedDataPtr& data) = 0;
  virtual void runLeft(std::uint64_t revision, bool isKept) = 0;
  virtual void predictionsReady() = 0;
};

class RunDriver final : public EngineWorker {
 public:
  using Command = std::function<void(RunDriver&)>;

  RunDriver(EngineThread& engine, RunListener& listener);
  ~RunDriver() override;

  // --- in the words of TrainingSession

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
  void changeDevice(const DeviceInfo& wanted);

  // ---

  /// Carries out a command, and what has waited for data that are there, or not wanted, after it. Where the device
  /// fails in it and there is another one, it is carried out once more there; what else goes wrong ends the run.
  void carryOut(const Command& command);

  /// Commands and questions that concern the run wait while its data are being read. A command is forgotten where other
  /// data are wanted then, a question is not: somebody waits for its answer.
  enum class Kind { Command, Question };
  void whenRead(Kind kind, const Command& command);

  SnapshotPtr snapshot(const SnapshotRequest& request);

  EngineThread& engine() { return engine_; }

  /// Changes where the history that is told begins anew, see Snapshot.
  std::uint64_t run() const { return run_; }

  /// Null where there is no network that could be asked or trained.
  Trainer* trainer() { return canTrain() ? trainer_.get() : nullptr; }

  std::optional<Clock::time_point> due() const override;
  void work() override;
  void letGo() override;
  EngineDevice::TakeOver moveTo(Device& next, bool isLost) override;

 private:
  /// When training pauses by itself.
  enum class Goal { AllEpochs, OneEpoch };

  /// What waits for data.
  struct Waiting {
    Kind kind = Kind::Command;
    Command command;
  };

  using WithDataset = std::function<void(const DatasetPtr& dataset)>;

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
  void become(const Experiment& experiment);
  void begin(const Experiment& experiment, const std::function<void()>& then = {});
  void read(const Experiment& experiment, const WithDataset& then);
  void stopReading();
  void goOnAfterReading();
  bool isReadingFor(const Experiment& experiment) const;
  void takeOver(std::unique_ptr<Trainer> moved, std::int64_t before);
  void makeTrainer(const Experiment& experiment, PreparedDataPtr data);
  void finish();
  void prepare();
  void beginRun();
  void stepInside(std::optional<StepFocus> (Trainer::*go)());
  SessionState pausedState() const;
  bool canTrain() const;
  void enter(SessionState state);
  void fail(const std::string& message);
  bool isPredicting() const;
  void predict();
  PredictionsPtr predictionsFor(const SnapshotRequest& request);
  void tellFailure(Snapshot& snapshot, const std::exception& error);
  void tellProgress(Snapshot& snapshot) const;
  void tellHistory(const SnapshotRequest& request, Snapshot& snapshot) const;
  void tellNetwork(const SnapshotRequest& request, Snapshot& snapshot);

  EngineThread& engine_;
  RunListener& listener_;
  std::unique_ptr<Trainer> trainer_;
  Experiment experiment_;
  std::shared_ptr<const Experiment> told_;  // the same, for those who ask; null since it has changed
  RunEventsPtr events_;
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
  std::vector<Waiting> waiting_;
  Score test_;
  std::string stopReason_;
  std::optional<StepFocus> focus_;
  bool isRefused_ = false;    // failed because settings did not fit: other settings mend it
  bool wasFinished_ = false;  // before that
  Speed speed_;
  Pace pace_;
  Slice slice_;
  Throughput throughput_;
  EngineReading reading_;
};

}  // namespace gradus
