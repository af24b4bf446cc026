// A race of activations: the same experiment, from the same seed and on the same data, once with each of them. It runs
// on the engine's thread, in turns with whatever else is trained.
#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <string>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/session/snapshot.h"

namespace gradus {

struct RaceSpec {
  Experiment experiment;
  std::vector<Choice> activations;  ///< that take part
  int epochs = 10;

  bool operator==(const RaceSpec&) const = default;
};

/// A place of a curve: the mean loss of the batches since the one before.
struct RacePoint {
  double epochs = 0;  ///< done then
  double loss = 0;
};

/// How far one of them has come.
struct RaceEntrant {
  Choice activation;
  std::string title;               ///< for people
  std::vector<RacePoint> curve;    ///< about 150 places, or one for each batch
  std::vector<EpochPoint> epochs;  ///< whole parts of the data, evaluated
  std::string problem;             ///< why it could not go on, or ""
};

/// A race as it stands.
struct RaceStanding {
  RaceSpec spec;
  std::vector<RaceEntrant> entrants;  ///< as the activations of the spec
  bool isFinished = false;            ///< or stopped
  bool isStopped = false;
};

using RaceStandingPtr = std::shared_ptr<const RaceStanding>;

/// The experiment with that activation wherever a hidden layer has one; where none has, behind every layer with
/// weights.
Experiment withActivation(const Experiment& experiment, const Choice& activation);

class EngineThread;
class RaceTrack;

class Race : public QObject {
  Q_OBJECT

 public:
  static constexpr std::size_t kFewest = 2;
  static constexpr std::size_t kMost = 4;

  /// `engine` must outlive it.
  explicit Race(EngineThread& engine, QObject* parent = nullptr);

  /// Ends a race too: it waits for the steps in flight only.
  ~Race() override;

  /// Begins a race; one in progress ends.
  void start(const RaceSpec& spec);

  /// Ends the race after the steps in flight.
  void stop();

 signals:
  void progressed(gradus::RaceStandingPtr standing);  ///< some times a second, at each epoch's end, and at the end
  void failed(const QString& message);                ///< the race could not begin or go on

 private:
  std::unique_ptr<RaceTrack> track_;
};

}  // namespace gradus
