#include "core/race/race_track.h"

#include <algorithm>
#include <utility>

#include "core/nn/activation.h"
#include "core/train/trainer.h"

namespace gradus {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kPause = std::chrono::milliseconds(100);  // between two looks at a race
constexpr std::int64_t kPlaces = 150;                    ///< of a whole curve: more would be noise

}  // namespace

RaceTrack::RaceTrack(Race& race, EngineThread& engine) : race_(race), engine_(engine), queue_(engine, *this) {}

void RaceTrack::start(const RaceSpec& spec) {
  engine_.post([this, spec] { begin(spec); });
}

void RaceTrack::stop() {
  engine_.post([this] { queue_.stop(); });
}

void RaceTrack::begin(const RaceSpec& spec) {
  standing_ = {spec, {}, false, false};
  std::vector<Experiment> experiments;
  for (const Choice& activation : spec.activations) {
    Experiment experiment = withActivation(spec.experiment, activation);
    experiment.training.epochs = spec.epochs;
    experiment.training.patience = 0;  // all go the same way
    experiments.push_back(std::move(experiment));
    const std::string title = activation.formula.empty() ? activationOf(activation).title : activation.formula;
    standing_.entrants.push_back({activation, title, {}, {}, {}});
  }
  steps_.assign(spec.activations.size(), 0);
  queue_.start(std::move(experiments));
}

/// Signals are emitted in the race's own thread.
void RaceTrack::tell(const std::function<void(Race&)>& say) {
  mailbox_.post([say, &race = race_] { say(race); });
}

void RaceTrack::tellStanding() {
  toldAt_ = Clock::now();
  tell([standing = std::make_shared<const RaceStanding>(standing_)](Race& race) { emit race.progressed(standing); });
}

void RaceTrack::runsBegun() {
  tellStanding();
}

void RaceTrack::runTrained(std::size_t run, const Trainer& trainer) {
  noteBatches(run, trainer);
  const bool isEpoch = noteEpochs(standing_.entrants[run], trainer);
  if (isEpoch || Clock::now() - toldAt_ > kPause) tellStanding();
}

void RaceTrack::runFailed(std::size_t run, const std::string& why) {
  standing_.entrants[run].problem = why;
  tellStanding();
}

void RaceTrack::runsEnded(bool areStopped) {
  standing_.isStopped = areStopped;
  standing_.isFinished = true;
  tellStanding();
}

void RaceTrack::runsRefused(const std::string& why) {
  tell([text = QString::fromStdString(why)](Race& race) { emit race.failed(text); });
}

/// Whether there are new ones.
bool RaceTrack::noteEpochs(RaceEntrant& entrant, const Trainer& trainer) const {
  const std::size_t before = entrant.epochs.size();
  for (const EpochPoint& point : trainer.epochHistory()) {
    if (entrant.epochs.empty() || point.epoch > entrant.epochs.back().epoch) entrant.epochs.push_back(point);
  }
  return entrant.epochs.size() > before;
}

/// Of the batches their means over a stretch.
void RaceTrack::noteBatches(std::size_t run, const Trainer& trainer) {
  std::int64_t& step = steps_[run];
  const std::int64_t piece = std::max<std::int64_t>(trainer.batchesPerEpoch() * standing_.spec.epochs / kPlaces, 1);
  const Recent<BatchPoint>& batches = trainer.batchHistory();
  const auto next = std::ranges::find_if(batches, [&](const BatchPoint& batch) { return batch.step > step; });
  for (auto first = next; batches.end() - first >= piece; first += piece) {
    double sum = 0;
    for (auto batch = first; batch != first + piece; ++batch) sum += static_cast<double>(batch->loss);
    const BatchPoint& last = *(first + (piece - 1));
    step = last.step;
    standing_.entrants[run].curve.push_back({last.epochs, sum / static_cast<double>(piece)});
  }
}

}  // namespace gradus
