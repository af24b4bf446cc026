#include "core/train/training_session.h"

#include "core/train/session_engine.h"

namespace gradus {

TrainingSession::TrainingSession(const QString& deviceRequest, QObject* parent)
    : QObject(parent), engine_(std::make_unique<SessionEngine>(*this, deviceRequest.toStdString())) {}

TrainingSession::~TrainingSession() = default;

void TrainingSession::load(const Experiment& experiment, std::uint64_t revision) {
  engine_->post([experiment, revision](SessionEngine& engine) { engine.load(experiment, revision); });
}

void TrainingSession::apply(const Experiment& experiment, std::uint64_t revision) {
  engine_->post([experiment, revision](SessionEngine& engine) { engine.apply(experiment, revision); });
}

void TrainingSession::setSpeed(const Speed& speed) {
  engine_->post([speed](SessionEngine& engine) { engine.setSpeed(speed); });
}

void TrainingSession::start() {
  engine_->post([](SessionEngine& engine) { engine.start(); });
}

void TrainingSession::pause() {
  engine_->post([](SessionEngine& engine) { engine.pause(); });
}

void TrainingSession::stepBatch() {
  engine_->post([](SessionEngine& engine) { engine.stepBatch(); });
}

void TrainingSession::stepPhase() {
  engine_->post([](SessionEngine& engine) { engine.stepPhase(); });
}

void TrainingSession::stepSample() {
  engine_->post([](SessionEngine& engine) { engine.stepSample(); });
}

void TrainingSession::stepEpoch() {
  engine_->post([](SessionEngine& engine) { engine.stepEpoch(); });
}

void TrainingSession::stop() {
  engine_->post([](SessionEngine& engine) { engine.stop(); });
}

void TrainingSession::rewind() {
  engine_->post([](SessionEngine& engine) { engine.rewind(); });
}

void TrainingSession::setParameter(std::uint64_t origin, const UnitQuestion& at, float value) {
  engine_->post([origin, at, value](SessionEngine& engine) { engine.setParameter(origin, at, value); });
}

void TrainingSession::measureStack(const StackQuestion& question) {
  engine_->post([question](SessionEngine& engine) { engine.measureStack(question); });
}

void TrainingSession::askAbout(const SampleQuestion& question, std::uint64_t asker) {
  engine_->post([question, asker](SessionEngine& engine) { engine.answerAbout(question, asker); });
}

void TrainingSession::requestSnapshot(const SnapshotRequest& request) {
  engine_->post([request](SessionEngine& engine) { engine.answer(request); });
}

}  // namespace gradus
