// Training in a background thread. The thread owns the device and everything on it; the interface posts commands and
// asks for snapshots. Every call returns at once; answers come as signals, emitted in the thread the session lives in.
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "core/session/engine_thread.h"
#include "core/session/mailbox.h"
#include "core/session/pace.h"
#include "core/session/snapshot.h"

namespace gradus {

class RunDriver;

class TrainingSession : public QObject {
  Q_OBJECT

 public:
  /// Starts the engine thread. `deviceRequest` is as in chooseDevice(); empty means GRADUS_DEVICE or the best one.
  explicit TrainingSession(const QString& deviceRequest = {}, QObject* parent = nullptr);

  /// The same with all that may be said of devices, but for those who are told: these are the signals.
  explicit TrainingSession(DeviceSource source, QObject* parent = nullptr);

  /// Ends the thread, in the middle of training too: it waits for the steps in flight only.
  ~TrainingSession() override;

  /// Reads the data, builds the network with its initial weights and becomes Ready. Training in progress ends.
  void load(const Experiment& experiment, std::uint64_t revision = 0);

  /// The document says something else: what that costs is Change's to say. Other settings take effect in the middle of
  /// training; of another network the layers that fit keep their weights, and training pauses; with other samples all
  /// weights stay, and training goes on with a new history; else it is as load().
  ///
  /// `revision` names the document as it is now. A run whose network or data were changed is kept under the revision
  /// that it had, and comes back as it was where that revision does, see LeftRuns. Changes to the same revision, such
  /// as those of one turn of a wheel, are each made to the run as it was before all of them.
  void apply(const Experiment& experiment, std::uint64_t revision);

  /// How fast training goes from now on, in this and in later runs; flat out at first.
  void setSpeed(const Speed& speed);

  void start();       ///< or resume; when finished, goes on for as many epochs again
  void pause();       ///< after the step in flight
  void stepBatch();   ///< one batch, then pause
  void stepPhase();   ///< the next phase of a batch: forward through one layer, the loss, backward …, the update
  void stepSample();  ///< the next sample of a batch
  void stepEpoch();   ///< to the end of the epoch, then pause
  void stop();        ///< ends the run here and evaluates the test part
  void rewind();      ///< the same initial weights and the same random numbers again

  /// Writes one weight or bias; where the weights come from another origin than that, or there is no such number,
  /// nothing happens.
  void setParameter(std::uint64_t origin, const UnitQuestion& at, float value);

  /// Computes on that one of devicesListed from now on. The run goes on there as it is, paused or training, in the
  /// middle of an epoch too; what others ask meanwhile is answered there. Answers with deviceReady, and where the
  /// device stays what it was with deviceFell too.
  void changeDevice(const DeviceInfo& wanted);

  /// Answers with snapshotReady. A view asks again when it has painted the last one.
  void requestSnapshot(const SnapshotRequest& request);

  /// Any other question: `then` is given the answer, unless `asker` is gone by then. A question has a type Answer, and
  /// a function answerTo(question, driver) that makes one on the engine's thread; it leaves no trace in the run.
  template <typename Question, typename Then>
  void ask(const Question& question, QObject* asker, Then then) {
    postQuestion(asker, [question, then = std::move(then)](RunDriver& driver) {
      auto answer = std::make_shared<const typename Question::Answer>(answerTo(question, driver));
      return [answer, then] { then(answer); };
    });
  }

  /// Where others may post what they want of the device.
  EngineThread& engine() { return engine_; }

 signals:
  void devicesListed(const std::vector<gradus::DeviceInfo>& devices);  ///< whenever somebody has looked for them
  /// The one that computes from now on; `note` is what people should know of the cache, mostly nothing.
  void deviceReady(const gradus::DeviceInfo& device, const QString& note);
  /// Another device computes than was wanted: why, and which one.
  void deviceFell(gradus::DeviceFall fall, const QString& message);
  void readingProgressed(double share);           ///< of the data that are wanted: 0 to 1
  void dataReady(gradus::PreparedDataPtr data);   ///< after load, before the state becomes Ready
  void stateChanged(gradus::SessionState state);  ///< also answers a command that changed nothing
  void snapshotReady(gradus::SnapshotPtr snapshot);
  /// Whether the run that this revision of the document has left will come back as it was, or its shape alone.
  void runLeft(quint64 revision, bool isKept);
  void answered();                      ///< a question that somebody has asked
  void predictionsReady();              ///< that a snapshot had asked for; the next one holds them
  void failed(const QString& message);  ///< the state is then Failed; a new load may mend it

 private:
  class Listener;
  using Letter = std::function<void()>;

  DeviceSource listeningTo(DeviceSource source);

  void atOnce(std::function<void(RunDriver&)> command);
  void command(std::function<void(RunDriver&)> command);
  void postQuestion(QObject* asker, std::function<Letter(RunDriver&)> answer);
  void tell(Letter letter) { mailbox_.post(std::move(letter)); }

  Mailbox mailbox_;  // of this object's thread
  EngineThread engine_;
  std::unique_ptr<Listener> listener_;
  std::unique_ptr<RunDriver> driver_;
};

}  // namespace gradus
