// One run of an experiment on a device, advanced in small pieces: a batch, or a part of an evaluation.
// Whoever drives it (the session's thread, the command line) stays able to answer between the pieces.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/generator.h"
#include "core/data/data_loader.h"
#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "core/probe/batch_walk.h"
#include "core/probe/failure.h"
#include "core/probe/field_look.h"
#include "core/probe/network_probe.h"
#include "core/probe/prediction_watch.h"
#include "core/probe/sample_study.h"
#include "core/probe/unit_detail.h"
#include "core/step/device_data.h"
#include "core/step/network.h"
#include "core/step/step_log.h"
#include "core/step/training_loss.h"
#include "core/step/training_step.h"
#include "core/step/update_rule.h"
#include "core/train/run_history.h"
#include "core/train/trainer_state.h"

namespace gradus {

class CarryOver;

class Trainer {
 public:
  /// Draws the initial weights from the experiment's seed as PyTorch would after manual_seed. Throws
  /// DeviceError or FormatError.
  Trainer(Device& device, const Experiment& experiment, PreparedDataPtr data, RunClocks clocks = {});

  /// Compiles every kernel that training needs, on a throw-away network of the same kind; of the one that `spec` says
  /// before it comes.
  void warmUp() { warmUp(experiment_.network); }
  void warmUp(const NetworkSpec& spec);

  /// Back to the initial weights and the initial random numbers; the history begins anew.
  void rewind();

  /// Where the run is, after the batch in slow motion or the evaluation that is under way. Waits for the device.
  TrainerState state();

  /// Goes on from where a run of this experiment over these data was: what comes next has the same bits, and `history`
  /// is what has been. Throws FormatError, and changes nothing, for the state of another one.
  void restore(const TrainerState& state, const RunPoints& history);

  /// Takes over parameters and buffers alone, of a run of the same network.
  void takeNumbers(const TrainerState& state);

  /// The same run on another device, over `data`, which are the same. From the last state that is known where what lies
  /// on its own one is lost. Throws Error where that cannot be.
  std::unique_ptr<Trainer> movedTo(Device& device, PreparedDataPtr data, bool isLost);

  /// Goes on with another optimizer, schedule, loss, batch size or number of epochs; see UpdateRule::continueFrom().
  /// With other batches an epoch in progress is dealt anew. Throws Error, and changes nothing, for what does not fit.
  void setTraining(const TrainingSpec& training);

  /// Goes on with another network: what fits of the layers that are those of before keeps its weights and what the
  /// optimizer knows of them, see CarryOver; the rest begins with initial weights. Throws Error, and changes nothing,
  /// for a network that cannot be.
  void setNetwork(const NetworkSpec& network);

  enum class Progress {
    Step,       ///< one batch was trained, or several
    Evaluation  ///< one piece of the evaluation at the end of an epoch, which may have ended with it
  };

  /// Does the next piece of the epoch in progress, or begins the next one. Does not wait for the device. Small
  /// networks train up to `atMost` batches in one piece.
  Progress advance(std::int64_t atMost = 1);

  /// The next phase of a batch in slow motion, or its next sample; see BatchWalk. advance() and everything that changes
  /// the network or its training finish the batch first. Null while an epoch is being evaluated.
  std::optional<StepFocus> stepPhase() { return walkOn(&BatchWalk::nextPhase); }
  std::optional<StepFocus> stepSample() { return walkOn(&BatchWalk::nextSample); }

  /// Waits for the device and takes over the losses of the steps since the last call. Throws Error that says which
  /// operation of which step made the first number that is not finite, if there is one; the run then stands at that
  /// step, with the weights from before it.
  void collect();

  /// Whole epochs, evaluated; the number grows in the advance() that ends an epoch, their points with collect().
  int epochs() const { return progress_.epochs; }

  /// Epochs done: 2.5 in the middle of the third.
  double position() const { return epochsAfter(progress_.batch); }

  /// Advances to the end of the epoch in progress.
  void finishEpoch();

  /// Loss and metric over the test part with the weights as they are.
  Score evaluateTest();

  const PreparedData& data() const { return *data_; }
  const PreparedDataPtr& dataPtr() const { return data_; }
  std::int64_t step() const { return progress_.step; }
  std::int64_t batch() const { return progress_.batch; }  ///< of the epoch in progress, those done
  std::int64_t batchesPerEpoch() const { return loader_.batches(); }
  std::int64_t samples() const { return progress_.samples; }  ///< trained on so far
  double seconds() const { return history_.seconds(); }       ///< spent training, up to the last collect()
  bool evaluating() const { return evaluated_.has_value(); }  ///< between the last batch and the epoch's end

  /// The points as of the last collect(); see RunHistory.
  const Recent<BatchPoint>& batchHistory() const { return history_.batches(); }
  const Recent<EpochPoint>& epochHistory() const { return history_.epochs(); }
  RunPoints points() const { return history_.points(); }

  /// See TrainingProgress.
  std::uint64_t version() const { return progress_.version; }

  /// Whether the validation loss has not been better for as many epochs as the experiment's patience; known once the
  /// end of an epoch was collected. The best epoch is counted from 1.
  bool hasStalled() const;
  int bestEpoch() const { return progress_.bestEpoch; }

  /// Whether the run has ended because a number was not finite.
  bool hasDiverged() const { return failure_.has_value(); }

  /// Waits for as many epochs again.
  void renewPatience() { progress_.bestEpoch = 0; }

  /// Of larger networks no copy is kept: why a run of theirs fails is told from what is there then. 16.7 million
  /// weights unless said otherwise.
  void keepMomentsUpTo(std::int64_t weights) { mostKept_ = weights; }

  /// A run that fails does not ask why: whoever tries something has no use for it.
  void failWithoutReason() { asksWhy_ = false; }

  Network& network() { return *network_; }
  TrainingStep& trainingStep() { return *trainingStep_; }
  OutputKind outputKind() const { return loss_.info().output; }

  /// One row of the data set as the network sees it, of shape (1, features).
  Tensor sampleInput(std::int64_t row) const;

  struct Look {
    std::vector<LayerSnapshot> layers;
    std::vector<float> input;  ///< the row as the network sees it; empty if there is none
  };

  /// All layers as they are, with what leaves them for one row of the data set, or −1. Waits for the device.
  Look look(std::int64_t row);

  /// The same for an input that is no row of the data set, as the network is to see it.
  Look look(const std::vector<float>& input);

  /// How one unit or weight comes by its number for one row of the data set, and what a step on it would do. Leaves no
  /// trace in the run. Waits for the device.
  std::optional<UnitDetail> explain(const UnitQuestion& question, std::int64_t row);

  /// What the network says about one input, and why. Leaves no trace in the run. Waits for the device. Throws DataError
  /// for a question that does not fit the data.
  SampleAnswer answer(const SampleQuestion& question);

  /// Writes one weight or bias; it goes on from there. Nothing for a number that there is not.
  void setParameter(const UnitQuestion& at, float value);

  /// What the layers do with some training samples. Leaves no trace in the run. Waits for the device.
  StatisticsPtr measure();

  /// What the units say about the plane; nothing where the data are no points of it. Waits for the device.
  std::optional<FieldSnapshot> lookAtPlane(const FieldUnit& closer);

  /// Predictions for a part of the data, made in pieces between which training stands still: begin, then predict()
  /// while isPredicting(). predict() says whether it has made new ones; a step in between ends it.
  void beginPredictions(DataPart part);
  bool isPredicting() const { return watch_.isBusy(); }
  bool predict();
  PredictionsPtr predictions(DataPart part) const { return watch_.latest(part); }
  PredictionWatch& predictionWatch() { return watch_; }

 private:
  void initialize();
  static RunLength lengthOf(const TrainingSpec& training, const DataLoader& loader);
  TrainingLoss lossOf(const TrainingSpec& training) const;
  std::int64_t outputs() const;
  static std::unique_ptr<UpdateRule> makeRule(const ParameterArena& parameters, const TrainingSpec& training,
                                              const TrainingLoss& loss, const DataLoader& loader);
  OptimizerState carriedState(const CarryOver& carry, std::int64_t parameters) const;
  std::unique_ptr<Network> drawNetwork(const NetworkSpec& spec);
  void makeStep();
  void makeStepFor(const std::function<void()>& exchange);
  void forgetNumbers();
  void trainBatches(std::int64_t atMost);
  void beginEpoch();
  void noteBatches(std::int64_t rows);
  std::optional<StepFocus> walkOn(StepFocus (BatchWalk::*go)(StepLog&));
  void finishWalk();
  bool evaluationCounts() const;
  void endEpoch();

  /// A part of the data: its rows, and the same on the device.
  struct PartRows {
    const std::vector<std::int64_t>& rows;
    const Tensor& uploaded;
  };
  PartRows rowsOf(DataPart part) const;
  std::optional<DataPart> partAfter(DataPart part) const;

  /// A piece of a part that is evaluated.
  struct Piece {
    std::int64_t rows = 0;
    double weight = 0;  ///< of its loss in that of the part
  };
  Piece evaluate(DataPart part, std::int64_t start, StepLog& log);
  void evaluatePiece();
  std::int64_t batchSize(std::int64_t index) const;
  double epochsAfter(std::int64_t batch) const;
  TrainerState present() const;
  std::optional<TrainerState> lastKnown();
  void demandOwn(const TrainerState& state) const;
  void goTo(const TrainerState& state);
  void keepMoment();
  Failure findFailure(std::int64_t step);
  std::optional<Failure> replay(std::int64_t step, std::int64_t watched);
  void repeat(std::int64_t steps);
  bool passBatches(std::int64_t count, std::int64_t rows);
  void judgeRate(Failure& failure) const;
  bool looksLikeTooHighARate() const;

  Device& device_;
  Experiment experiment_;
  PreparedDataPtr data_;
  DeviceData deviceData_;
  Tensor trainRows_;  // the parts of the data on the device, as evaluations read them
  Tensor validRows_;
  Tensor testRows_;
  RunHistory history_;
  DataLoader loader_;
  TrainingLoss loss_;
  Generator generator_;
  std::unique_ptr<Network> network_;
  std::unique_ptr<UpdateRule> rule_;
  std::unique_ptr<TrainingStep> trainingStep_;
  PredictionWatch watch_;

  /// A weight that a person has written.
  struct WeightEdit {
    UnitQuestion at;
    float before = 0;
    std::uint64_t version = 0;  // of the network until then
    std::int64_t step = 0;
  };
  std::vector<WeightEdit> edits_;        // since the last step, the newest last
  std::unique_ptr<NetworkProbe> probe_;  ///< made when it is first needed
  std::unique_ptr<SampleStudy> study_;   ///< made when first asked
  std::optional<FieldLook> fieldLook_;   ///< made when first asked for
  std::optional<TrainerState> moment_;   ///< none before the first step, and after every change
  std::optional<TrainerState> start_;    ///< the first one since; none where it cannot be trained from again
  std::int64_t mostKept_ = 1 << 24;      ///< weights of which a moment is kept
  std::optional<Failure> failure_;       ///< why the run has ended
  bool asksWhy_ = true;                  ///< whether the cause of a failure is searched for
  std::optional<BatchWalk> walk_;        ///< a batch in slow motion
  Tensor order_;                         ///< of the epoch in progress; undefined before it began
  std::optional<DataPart> evaluated_;    ///< none while batches are trained
  std::int64_t evaluatedRows_ = 0;       ///< of that part, those done

  TrainingProgress progress_;
  std::optional<RunHistory::Moment> timedSince_;  // when training began that was not collected yet
};

}  // namespace gradus
