#include "ui/document/sample_asker.h"

#include <algorithm>
#include <utility>

#include "core/session/answers.h"

namespace gradus::ui {
namespace {

constexpr double kShortestPause = 500;  // milliseconds
constexpr double kPausePerWork = 200;   // five askers of a page share a fortieth of the time

}  // namespace

SampleAsker::SampleAsker(TrainingSession& session, QObject* parent) : QObject(parent), session_(session) {
  pace_.setSingleShot(true);
  connect(&pace_, &QTimer::timeout, this, &SampleAsker::post);
  connect(&session, &TrainingSession::stateChanged, this, [this](SessionState state) {
    isRunning_ = state == SessionState::Running;
    refresh();
  });
}

void SampleAsker::ask(const std::optional<SampleQuestion>& question) {
  if (question == question_) return;
  question_ = question;
  if (question_) {
    post();
  } else {
    pace_.stop();
  }
}

void SampleAsker::setActive(bool isActive) {
  if (isActive == isActive_) return;
  isActive_ = isActive;
  if (isActive_) post();
}

void SampleAsker::refresh() {
  if (!question_ || !isActive_) return;
  const double waited = sinceAnswer_.isValid() ? static_cast<double>(sinceAnswer_.elapsed()) : pause_;
  if (!isRunning_ || waited >= pause_) {
    post();
  } else if (!pace_.isActive()) {
    pace_.start(static_cast<int>(pause_ - waited) + 1);
  }
}

void SampleAsker::post() {
  if (!question_ || !isActive_) return;
  if (isInFlight_) {
    asksAgain_ = true;
    return;
  }
  isInFlight_ = true;
  pace_.stop();
  sinceQuestion_.start();
  session_.ask(*question_, this, [this](const SampleAnswerPtr& answer) { receive(answer); });
}

bool SampleAsker::isServed() const {
  if (!question_ || !isActive_) return true;
  return !isInFlight_ && !asksAgain_ && !pace_.isActive();
}

double SampleAsker::restAfter(double seconds) {
  return std::max(kShortestPause, kPausePerWork * 1e3 * seconds);
}

void SampleAsker::receive(const SampleAnswerPtr& answer) {
  isInFlight_ = false;
  latency_ = static_cast<double>(sinceQuestion_.nsecsElapsed()) / 1e6;
  sinceAnswer_.start();
  pause_ = restAfter(answer->seconds);
  const bool isCurrent = question_ && answer->of == *question_;
  if (isCurrent && isActive_ && answer->problem.empty()) emit answered(answer);
  const bool isUnfinished = answer->neighbours && answer->neighbours->done < answer->neighbours->count;
  if (std::exchange(asksAgain_, false)) {
    isCurrent ? refresh() : post();
  } else if (isCurrent && isUnfinished) {
    refresh();
  }
}

}  // namespace gradus::ui
