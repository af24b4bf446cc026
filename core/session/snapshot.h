// What the window sees of training: plain numbers, no tensor, made when a view asks and never changed afterwards.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/probe/field_snapshot.h"
#include "core/probe/layer_statistics.h"
#include "core/probe/predictions.h"
#include "core/probe/step_focus.h"
#include "core/probe/unit_detail.h"
#include "core/run/run_news.h"
#include "core/step/layer_snapshot.h"

namespace gradus {

enum class SessionState {
  Empty,      ///< nothing loaded yet
  Preparing,  ///< reading data, building kernels
  Ready,      ///< initial weights, no step made
  Running,
  Paused,    ///< some steps made
  Finished,  ///< all epochs done, or stopped; the test part was evaluated. start() goes on for as many epochs
             ///< again
  Failed     ///< Snapshot::message says why
};

/// The sample that the network canvas shows.
struct SampleSnapshot {
  std::int64_t row = 0;              ///< in Dataset; −1 for an input that a person has made
  std::vector<float> input;          ///< as the network sees it
  std::vector<float> probabilities;  ///< of the classes; for regression the predicted number
};

/// Its batches and epochs are those after SnapshotRequest::afterStep and afterEpoch.
struct Snapshot : RunNews {
  SessionState state = SessionState::Empty;
  std::string message;         ///< why it failed
  bool isDiverged = false;     ///< it failed because its numbers were not finite any more
  std::uint64_t origin = 0;    ///< of the first weights: changes with load and rewind, and undo brings it back
  std::uint64_t revision = 0;  ///< of the document whose network and data these are, see TrainingSession::apply()
  std::uint64_t version = 0;   ///< of network and data, see TrainingProgress: numbers with another one are of before
  int epoch = 0;               ///< epochs completed
  int epochGoal = 0;
  std::int64_t batch = 0;  ///< batches of the epoch in progress
  std::int64_t batchesPerEpoch = 0;
  std::int64_t step = 0;  ///< steps made since the beginning
  double samplesPerSecond = 0;
  double secondsLeft = 0;  ///< until the epoch goal
  std::int64_t parameterCount = 0;

  double seconds = 0;  ///< that it took the session to make this snapshot, but for the statistics

  Score test;                      ///< measured when a run finishes
  std::string stopReason;          ///< why a run has finished before its last epoch, or ""
  std::optional<StepFocus> focus;  ///< what the last step inside a batch has computed
  std::vector<LayerSnapshot> layers;
  std::optional<SampleSnapshot> sample;
  StatisticsPtr statistics;             ///< null unless asked for
  PredictionsPtr predictions;           ///< the last ones that were made, if they were asked for; see PredictionWatch
  std::optional<FieldSnapshot> fields;  ///< of points in a plane
  std::optional<UnitDetail> detail;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// What a view wants to see. History is given from where the view's own ends, if it still shows the same `run`.
struct SnapshotRequest {
  std::uint64_t run = 0;
  std::int64_t afterStep = 0;
  int afterEpoch = 0;
  bool layers = false;                                        ///< weights and biases
  std::int64_t sample = -1;                                   ///< row of the data set to watch, or −1
  std::shared_ptr<const std::vector<float>> input = nullptr;  ///< one that a person has made, in place of `sample`
  bool statistics = false;                                    ///< of all layers; costs about as much as a few batches
  std::optional<DataPart> predictions = std::nullopt;         ///< of that part, kept fresh while somebody asks
  bool fields = false;  ///< what the units say about the plane, where the data are points of it
  FieldUnit closer{};   ///< with `fields`: a unit to be told in the output's resolution
  std::optional<UnitQuestion> question = std::nullopt;  ///< a unit or weight to explain for the watched sample
};

}  // namespace gradus
