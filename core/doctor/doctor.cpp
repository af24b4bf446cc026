#include "core/doctor/doctor.h"

#include <algorithm>
#include <utility>

#include "core/doctor/doctor_rules.h"

namespace gradus {
namespace {

constexpr int kAgreeing = 2;

/// That are kept: more than any rule looks back.
constexpr std::size_t kEpochs = 100;

/// What an observation is about: a rule finds one thing of each layer.
std::string subjectOf(const Observation& observation) {
  return observation.rule + (observation.layer ? "/" + std::to_string(*observation.layer) : "");
}

const Observation* find(const std::vector<Observation>& observations, const std::string& subject) {
  const auto found = std::ranges::find(observations, subject, &subjectOf);
  return found == observations.end() ? nullptr : &*found;
}

/// What each rule finds or has said, the rules in their order.
std::vector<std::string> subjectsOf(const std::vector<Observation>& found, const std::vector<Observation>& said) {
  std::vector<std::string> subjects;
  for (const DoctorRule& rule : doctorRules()) {
    for (const auto* list : {&found, &said}) {
      for (const Observation& each : *list) {
        const std::string subject = subjectOf(each);
        if (each.rule == rule.name && std::ranges::find(subjects, subject) == subjects.end())
          subjects.push_back(subject);
      }
    }
  }
  return subjects;
}

bool saysTheSame(const Observation& a, const Observation& b) {
  const auto label = [](const Observation& each) { return each.treatment ? each.treatment->label : std::string(); };
  return a.rule == b.rule && a.severity == b.severity && a.title == b.title && a.text == b.text && label(a) == label(b);
}

}  // namespace

void Doctor::setExperiment(const Experiment& experiment) {
  TrainingSpec before = std::exchange(checkUp_.experiment, experiment).training;
  before.epochs = experiment.training.epochs;  // how long it goes on says nothing of how
  if (before == experiment.training) return;
  checkUp_.settled = checkUp_.epochs.empty() ? 0 : checkUp_.epochs.back().epoch;
  isNew_ = true;
}

void Doctor::setData(const PreparedData& data) {
  checkUp_.data = factsOf(data);
  checkUp_.monitorIsTest = data.valid.empty();
  forget();
}

void Doctor::forget() {
  checkUp_.epochs.clear();
  checkUp_.best = {};
  checkUp_.settled = 0;
  checkUp_.firstLoss = kNotMeasured;
  checkUp_.last.reset();
  checkUp_.statistics.reset();
  isNew_ = true;
}

void Doctor::note(const Snapshot& snapshot) {
  if (std::exchange(run_, snapshot.run) != snapshot.run) forget();
  if (!snapshot.batches.empty()) {
    if (snapshot.batches.front().step == 1) checkUp_.firstLoss = static_cast<double>(snapshot.batches.front().loss);
    checkUp_.last = snapshot.batches.back();
  }
  for (const EpochPoint& point : snapshot.epochs) {
    checkUp_.epochs.push_back(point);
    if (checkUp_.best.epoch == 0 || monitored(point).loss < monitored(checkUp_.best).loss) checkUp_.best = point;
  }
  if (checkUp_.epochs.size() > kEpochs) {
    checkUp_.epochs.erase(checkUp_.epochs.begin(), checkUp_.epochs.end() - static_cast<std::ptrdiff_t>(kEpochs));
  }
  isRunning_ = snapshot.state == SessionState::Running;
  if (snapshot.statistics) checkUp_.statistics = snapshot.statistics;
  const std::string failure = snapshot.state == SessionState::Failed ? snapshot.message : std::string();
  if (std::exchange(checkUp_.failure, failure) != failure) isNew_ = true;
}

bool Doctor::examineNow() {
  const std::vector<Observation> found = examine(checkUp_);
  std::vector<Observation> next;
  const std::vector<std::string> subjects = subjectsOf(found, said_);
  std::erase_if(disagreed_,
                [&](const auto& each) { return std::ranges::find(subjects, each.first) == subjects.end(); });
  for (const std::string& subject : subjects) {
    const Observation* before = find(said_, subject);
    const Observation* now = find(found, subject);
    const bool disagrees = (before == nullptr) != (now == nullptr);
    int& times = disagreed_[subject];
    times = disagrees ? times + 1 : 0;
    const bool believes = isNew_ || !isRunning_ || !disagrees || times >= kAgreeing;
    const Observation* chosen = believes ? now : before;
    if (believes) times = 0;
    if (chosen != nullptr) next.push_back(*chosen);
  }
  isNew_ = false;
  const bool isOther = !std::ranges::equal(said_, next, saysTheSame);
  said_ = std::move(next);
  return isOther;
}

}  // namespace gradus
