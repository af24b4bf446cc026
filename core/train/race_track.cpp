#include "core/train/race_track.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/experiment/experiment_json.h"
#include "core/nn/activation.h"
#include "core/opencl/device.h"
#include "core/opencl/matrix_product.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "core/train/training_failure.h"

namespace gradus {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kSliceSeconds = 0.02;  // as long as a stop may have to wait
constexpr int kMostPieces = 2000;
constexpr auto kPause = std::chrono::milliseconds(100);  // between two looks at a race
constexpr std::int64_t kPlaces = 150;                    ///< of a whole curve: more would be noise

}  // namespace

RaceTrack::RaceTrack(Race& race, std::string deviceRequest)
    : race_(race), deviceRequest_(std::move(deviceRequest)), thread_([this] { run(); }) {}

RaceTrack::~RaceTrack() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    next_.reset();
    ++wanted_;
  }
  wake_.notify_one();
  thread_.join();
}

void RaceTrack::start(const RaceSpec& spec) {
  {
    const std::lock_guard lock(mutex_);
    next_ = spec;
    ++wanted_;
  }
  wake_.notify_one();
}

void RaceTrack::stop() {
  const std::lock_guard lock(mutex_);
  next_.reset();
  ++wanted_;
}

void RaceTrack::run() {
  while (true) {
    RaceSpec spec;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return ending_ || next_.has_value(); });
      if (ending_) break;
      spec = *std::exchange(next_, std::nullopt);
      current_ = wanted_;
    }
    try {
      race(spec);
    } catch (const std::exception& error) {
      tell([text = QString::fromStdString(shownMessage(error))](Race& race) { emit race.failed(text); });
    }
    lanes_.clear();
  }
  device_.reset();
}

void RaceTrack::openDevice() {
  const std::vector<DeviceInfo> devices = listDevices();
  device_ = std::make_unique<Device>(chooseDevice(devices, deviceRequest_));
  // CLBlast wants all calls from one thread, and the session's may be using it.
  if (device_->info().type == DeviceType::Gpu) device_->setMatrixProduct(makeGroupedProduct(*device_));
}

/// Signals are emitted in the race's own thread.
void RaceTrack::tell(const std::function<void(Race&)>& say) {
  mailbox_.post([say, &race = race_] { say(race); });
}

void RaceTrack::tellStanding() {
  toldAt_ = Clock::now();
  tell([standing = std::make_shared<const RaceStanding>(standing_)](Race& race) { emit race.progressed(standing); });
}

void RaceTrack::race(const RaceSpec& spec) {
  const auto goes = [](const RaceEntrant& entrant) { return entrant.problem.empty(); };
  bool isOn = prepare(spec);
  if (isOn) tellStanding();
  for (int epoch = 1; isOn && epoch <= spec.epochs; ++epoch) {
    for (std::size_t i = 0; isOn && i < lanes_.size(); ++i) {
      if (goes(standing_.entrants[i])) isOn = trainEpoch(i, epoch);
    }
    if (isOn && std::ranges::none_of(standing_.entrants, goes)) break;
  }
  standing_.isStopped = !isOn;
  standing_.isFinished = true;
  const std::lock_guard lock(mutex_);
  if (!next_ && !ending_) tellStanding();
}

/// The networks with their first weights. False if the race was called off.
bool RaceTrack::prepare(const RaceSpec& spec) {
  standing_ = {spec, {}, false, false};
  if (!device_) openDevice();
  PreparedDataPtr data;
  for (const Choice& activation : spec.activations) {
    if (isCalledOff()) return false;
    Experiment experiment = withActivation(spec.experiment, activation);
    experiment.training.epochs = spec.epochs;
    check(experiment, experiment.name);
    if (!data) data = prepareData(experiment, device_->info().memory);
    demandPossible(experiment, groundOf(*data));
    lanes_.push_back({std::make_unique<Trainer>(*device_, experiment, data)});
    lanes_.back().trainer->warmUp();
    const std::string title = activation.formula.empty() ? activationOf(activation).title : activation.formula;
    standing_.entrants.push_back({activation, title, {}, {}, {}});
  }
  return !isCalledOff();
}

/// False if the race was called off. A loss that is no number any more ends the race for this network alone.
bool RaceTrack::trainEpoch(std::size_t entrant, int epoch) {
  Trainer& trainer = *lanes_[entrant].trainer;
  try {
    while (trainer.epochs() < epoch) {
      trainSlice(lanes_[entrant], epoch);
      note(entrant);
      if (isCalledOff()) return false;
      if (Clock::now() - toldAt_ > kPause) tellStanding();
    }
  } catch (const Error& error) {
    standing_.entrants[entrant].problem = shownMessage(error);
  }
  tellStanding();
  return !isCalledOff();
}

void RaceTrack::trainSlice(Lane& lane, int epoch) {
  Trainer& trainer = *lane.trainer;
  const Clock::time_point began = Clock::now();
  for (std::int64_t done = 0; done < lane.pieces && trainer.epochs() < epoch;) {
    const std::int64_t before = trainer.step();
    trainer.advance(lane.pieces - done);
    done += std::max<std::int64_t>(trainer.step() - before, 1);
  }
  trainer.collect();
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  const double factor = std::clamp(kSliceSeconds / std::max(seconds, 1e-6), 0.5, 2.0);
  lane.pieces = std::clamp(static_cast<int>(std::lround(lane.pieces * factor)), 1, kMostPieces);
}

/// Takes over the epochs, and of the batches their means over a stretch.
void RaceTrack::note(std::size_t index) {
  Lane& lane = lanes_[index];
  RaceEntrant& entrant = standing_.entrants[index];
  const Trainer& trainer = *lane.trainer;
  for (const EpochPoint& point : trainer.epochHistory()) {
    if (entrant.epochs.empty() || point.epoch > entrant.epochs.back().epoch) entrant.epochs.push_back(point);
  }
  const std::int64_t piece = std::max<std::int64_t>(trainer.batchesPerEpoch() * standing_.spec.epochs / kPlaces, 1);
  const Recent<BatchPoint>& batches = trainer.batchHistory();
  const auto next = std::ranges::find_if(batches, [&](const BatchPoint& batch) { return batch.step > lane.step; });
  for (auto first = next; batches.end() - first >= piece; first += piece) {
    double sum = 0;
    for (auto batch = first; batch != first + piece; ++batch) sum += static_cast<double>(batch->loss);
    lane.step = (first + (piece - 1))->step;
    entrant.curve.push_back({(first + (piece - 1))->epochs, sum / static_cast<double>(piece)});
  }
}

}  // namespace gradus
