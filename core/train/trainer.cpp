#include "core/train/trainer.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/opencl/device.h"
#include "core/optim/optimizer_registry.h"
#include "core/step/choose_step.h"

namespace gradus {
namespace {

DataLoader makeLoader(const PreparedData& data, const TrainingSpec& training) {
  return {data.train, training.batchSize, training.shuffle, training.dropLast};
}

}  // namespace

Trainer::Trainer(Device& device, const Experiment& experiment, PreparedDataPtr data)
    : device_(device),
      experiment_(experiment),
      data_(std::move(data)),
      deviceData_(device, *data_->dataset),
      trainRows_(deviceData_.upload(data_->train)),
      validRows_(deviceData_.upload(data_->valid)),
      testRows_(deviceData_.upload(data_->test)),
      log_(device, data_->dataset->task),
      loader_(makeLoader(*data_, experiment.training)),
      generator_(experiment.seed) {
  initialize();
}

void Trainer::initialize() {
  const Dataset& dataset = *data_->dataset;
  generator_.manualSeed(experiment_.seed);
  network_ = std::make_unique<Network>(device_, experiment_.network, dataset.features, outputsFor(dataset), generator_);
  loader_ = makeLoader(*data_, experiment_.training);
  makeOptimizer();
  order_ = Tensor();
  trainEvaluation_.reset();
  validEvaluation_.reset();
  step_ = batch_ = samples_ = 0;
  seconds_ = dealtAt_ = 0;
  timing_ = false;
  batchHistory_.clear();
  epochHistory_.clear();
  epochs_ = 0;
}

void Trainer::makeOptimizer() {
  const Choice& choice = experiment_.training.optimizer;
  optimizer_ = findOptimizer(choice.name).make(network_->parameters(), choice);
  makeStep();
}

void Trainer::makeStep() {
  trainingStep_ = chooseStep({device_, experiment_, deviceData_, *network_, *optimizer_});
}

void Trainer::warmUp() {
  const Dataset& dataset = *data_->dataset;
  Generator other(0);
  Network network(device_, experiment_.network, dataset.features, outputsFor(dataset), other);
  const Choice& choice = experiment_.training.optimizer;
  const auto optimizer = findOptimizer(choice.name).make(network.parameters(), choice);
  // Two rows where there are as many: batch norm cannot train on one.
  const std::span<const std::int64_t> rows =
      std::span(data_->train).first(std::min<std::size_t>(data_->train.size(), 2));
  const Samples samples{deviceData_.upload(rows), 0, static_cast<std::int64_t>(rows.size())};
  const auto step = chooseStep({device_, experiment_, deviceData_, network, *optimizer});
  step->train(samples, samples.count, log_);
  step->evaluate(samples, log_);
  log_.take();
}

void Trainer::rewind() {
  log_.take();
  initialize();
}

void Trainer::setTraining(const TrainingSpec& training) {
  collect();
  const bool sameOptimizer = training.optimizer == experiment_.training.optimizer;
  const bool sameBatches = training.batchSize == experiment_.training.batchSize &&
                           training.shuffle == experiment_.training.shuffle &&
                           training.dropLast == experiment_.training.dropLast;
  experiment_.training = training;
  if (sameOptimizer) {
    makeStep();
  } else {
    makeOptimizer();
  }
  if (!sameBatches) {
    if (order_.defined()) dealtAt_ = epochsAfter(batch_) - epochs();
    loader_ = makeLoader(*data_, training);
    order_ = Tensor();
    batch_ = 0;
  }
}

std::int64_t Trainer::batchSize(std::int64_t index) const {
  return static_cast<std::int64_t>(loader_.batch(index).size());
}

void Trainer::trainBatches(std::int64_t atMost) {
  if (!timing_) {
    timing_ = true;
    timingSince_ = std::chrono::steady_clock::now();
  }
  if (!order_.defined()) {
    loader_.beginEpoch(generator_);
    order_ = deviceData_.upload(loader_.order());
  }
  const std::int64_t batches =
      std::min({atMost, trainingStep_->batchesAtOnce(), loader_.batches() - batch_, log_.room()});
  const std::int64_t size = experiment_.training.batchSize;
  const std::int64_t count = (batches - 1) * size + batchSize(batch_ + batches - 1);
  trainingStep_->train({order_, batch_ * size, count}, size, log_);
  step_ += batches;
  batch_ += batches;
  samples_ += count;
}

Trainer::Progress Trainer::advance(std::int64_t atMost) {
  if (loader_.batches() == 0) throw Error("There are fewer training rows than one batch: lower the batch size");
  if (!trainEvaluation_) {
    if (log_.room() == 0) collect();
    trainBatches(atMost);
    if (batch_ == loader_.batches()) beginEvaluation();
    return Progress::Step;
  }
  if (!trainEvaluation_->done()) {
    trainEvaluation_->advance();
  } else if (!validEvaluation_->done()) {
    validEvaluation_->advance();
  }
  if (trainEvaluation_->done() && validEvaluation_->done()) endEpoch();
  return Progress::Evaluation;
}

void Trainer::beginEvaluation() {
  collect();
  const Task task = data_->dataset->task;
  trainEvaluation_ = std::make_unique<Evaluation>(device_, *trainingStep_, trainRows_, task);
  validEvaluation_ =
      std::make_unique<Evaluation>(device_, *trainingStep_, data_->valid.empty() ? testRows_ : validRows_, task);
}

void Trainer::endEpoch() {
  EpochPoint point;
  point.epoch = epochs() + 1;
  point.train = trainEvaluation_->finish();
  point.valid = validEvaluation_->finish();
  point.steps = step_;
  point.seconds = seconds_;
  const double before = epochHistory_.empty() ? 0 : epochHistory_.back().seconds;
  const std::int64_t stepsBefore = epochHistory_.empty() ? 0 : epochHistory_.back().steps;
  point.usPerStep = (seconds_ - before) * 1e6 / static_cast<double>(step_ - stepsBefore);
  epochHistory_.push_back(point);
  ++epochs_;
  trainEvaluation_.reset();
  validEvaluation_.reset();
  order_ = Tensor();
  batch_ = 0;
  dealtAt_ = 0;
}

void Trainer::finishEpoch() {
  for (const int before = epochs(); epochs() == before;) advance(loader_.batches());
}

/// Epochs done once `batch` batches of the one in progress are: always more than before, and whole at its end.
double Trainer::epochsAfter(std::int64_t batch) const {
  const double done = static_cast<double>(batch) / static_cast<double>(loader_.batches());
  return epochs() + dealtAt_ + (1 - dealtAt_) * done;
}

void Trainer::collect() {
  const std::int64_t first = step_ - log_.size() + 1;
  const std::vector<LoggedBatch> logged = log_.take();
  if (timing_) {
    seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - timingSince_).count();
    timing_ = false;
  }
  for (std::size_t i = 0; i < logged.size(); ++i) {
    const std::int64_t step = first + static_cast<std::int64_t>(i);
    if (!std::isfinite(logged[i].loss)) {
      const std::string place = network_->firstNonFinite();
      throw Error("Training diverged: the loss of step " + std::to_string(step) + " is not finite" +
                  (place.empty() ? "" : ", and neither is " + place) + ". Rewind and lower the learning rate");
    }
    batchHistory_.push_back({step, epochsAfter(batch_ - (step_ - step)), logged[i].loss, logged[i].metric});
  }
}

Score Trainer::evaluateTest() {
  return Evaluation(device_, *trainingStep_, testRows_, data_->dataset->task).finish();
}

Trainer::Look Trainer::look(std::int64_t row) {
  if (row < 0) return {network_->describe({}), {}};
  const std::int64_t rows[] = {row};
  std::vector<std::vector<float>> way = trainingStep_->wayOf({deviceData_.upload(rows), 0, 1});
  if (way.empty()) {
    const Tensor input = sampleInput(row);
    return {network_->describe(input), input.toVector<float>()};
  }
  Look look{network_->describe({}), std::move(way.front())};
  for (std::size_t i = 0; i < look.layers.size(); ++i) look.layers[i].values = std::move(way[i + 1]);
  return look;
}

Tensor Trainer::sampleInput(std::int64_t row) const {
  const std::int64_t rows[] = {row};
  return deviceData_.gather(deviceData_.upload(rows), 0, 1).input;
}

}  // namespace gradus
