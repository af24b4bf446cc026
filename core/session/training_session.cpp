#include "core/session/training_session.h"

#include "core/base/cache_folder.h"
#include "core/session/run_driver.h"

namespace gradus {

/// Signals are emitted in the session's own thread, so that every kind of receiver may listen.
class TrainingSession::Listener final : public RunListener {
 public:
  explicit Listener(TrainingSession& session) : session_(session) {}

  void stateChanged(SessionState state) override {
    session_.tell([this, state] { emit session_.stateChanged(state); });
  }
  void failed(const std::string& message) override {
    session_.tell([this, text = QString::fromStdString(message)] { emit session_.failed(text); });
  }
  void readingProgressed(double share) override {
    session_.tell([this, share] { emit session_.readingProgressed(share); });
  }
  void dataReady(const PreparedDataPtr& data) override {
    session_.tell([this, data] { emit session_.dataReady(data); });
  }
  void runLeft(std::uint64_t revision, bool isKept) override {
    session_.tell([=, this] { emit session_.runLeft(revision, isKept); });
  }
  void predictionsReady() override {
    session_.tell([this] { emit session_.predictionsReady(); });
  }

 private:
  TrainingSession& session_;
};

TrainingSession::TrainingSession(const QString& deviceRequest, QObject* parent)
    : TrainingSession(DeviceSource{.request = deviceRequest.toStdString()}, parent) {}

TrainingSession::TrainingSession(DeviceSource source, QObject* parent)
    : QObject(parent),
      engine_(listeningTo(std::move(source))),
      listener_(std::make_unique<Listener>(*this)),
      driver_(std::make_unique<RunDriver>(engine_, *listener_)) {
  engine_.add(*driver_);
}

TrainingSession::~TrainingSession() {
  engine_.end();
}

DeviceSource TrainingSession::listeningTo(DeviceSource source) {
  source.listed = [this](const std::vector<DeviceInfo>& devices) {
    tell([this, devices] { emit devicesListed(devices); });
  };
  source.opened = [this](const DeviceInfo& device) {
    tell([this, device, note = QString::fromStdString(cacheNote())] { emit deviceReady(device, note); });
  };
  source.fell = [this](DeviceFall fall, const std::string& message) {
    tell([this, fall, text = QString::fromStdString(message)] { emit deviceFell(fall, text); });
  };
  return source;
}

/// In order with the others, also while data are being read.
void TrainingSession::atOnce(std::function<void(RunDriver&)> command) {
  engine_.post([&driver = *driver_, command = std::move(command)] { driver.carryOut(command); });
}

/// In order with the others; waits while data are being read.
void TrainingSession::command(std::function<void(RunDriver&)> command) {
  engine_.post(
      [&driver = *driver_, command = std::move(command)] { driver.whenRead(RunDriver::Kind::Command, command); });
}

void TrainingSession::postQuestion(QObject* asker, std::function<Letter(RunDriver&)> answer) {
  const auto reply = [this, asker = QPointer<QObject>(asker), answer = std::move(answer)](RunDriver& driver) {
    tell([this, asker, letter = answer(driver)] {
      if (asker) letter();
      emit answered();
    });
  };
  engine_.post([&driver = *driver_, reply] { driver.whenRead(RunDriver::Kind::Question, reply); },
               EngineThread::Urgency::Question);
}

void TrainingSession::load(const Experiment& experiment, std::uint64_t revision) {
  engine_.post([=, &driver = *driver_] { driver.carryOut([&](RunDriver& each) { each.load(experiment, revision); }); });
}

void TrainingSession::apply(const Experiment& experiment, std::uint64_t revision) {
  engine_.post(
      [=, &driver = *driver_] { driver.carryOut([&](RunDriver& each) { each.apply(experiment, revision); }); });
}

void TrainingSession::setSpeed(const Speed& speed) {
  command([speed](RunDriver& driver) { driver.setSpeed(speed); });
}

void TrainingSession::start() {
  command(&RunDriver::start);
}

void TrainingSession::pause() {
  command(&RunDriver::pause);
}

void TrainingSession::stepBatch() {
  command(&RunDriver::stepBatch);
}

void TrainingSession::stepPhase() {
  command(&RunDriver::stepPhase);
}

void TrainingSession::stepSample() {
  command(&RunDriver::stepSample);
}

void TrainingSession::stepEpoch() {
  command(&RunDriver::stepEpoch);
}

void TrainingSession::stop() {
  command(&RunDriver::stop);
}

void TrainingSession::rewind() {
  command(&RunDriver::rewind);
}

void TrainingSession::setParameter(std::uint64_t origin, const UnitQuestion& at, float value) {
  command([=](RunDriver& driver) { driver.setParameter(origin, at, value); });
}

/// Not forgotten where other data are wanted: that says nothing of the device.
void TrainingSession::changeDevice(const DeviceInfo& wanted) {
  engine_.post([wanted, &driver = *driver_] {
    driver.whenRead(RunDriver::Kind::Question, [wanted](RunDriver& each) { each.changeDevice(wanted); });
  });
}

void TrainingSession::requestSnapshot(const SnapshotRequest& request) {
  engine_.post([this, request] {
    driver_->whenRead(RunDriver::Kind::Question, [this, request](RunDriver& driver) {
      tell([this, snapshot = driver.snapshot(request)] { emit snapshotReady(snapshot); });
    });
  });
}

}  // namespace gradus
