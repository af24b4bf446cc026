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

/// Rows that are evaluated in a piece: enough for the device to work well, few enough to answer a command between two.
constexpr std::int64_t kPiece = 1000;

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
      history_(device, data_->dataset->task),
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
  evaluated_.reset();
  step_ = batch_ = samples_ = 0;
  dealtAt_ = 0;
  timedSince_.reset();
  history_.clear();
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
  StepLog log(device_, dataset.task);
  step->train(samples, samples.count, log);
  step->evaluate(samples, log);
  log.take();
}

void Trainer::rewind() {
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
  if (!timedSince_) timedSince_ = RunHistory::Clock::now();
  if (!order_.defined()) {
    loader_.beginEpoch(generator_);
    order_ = deviceData_.upload(loader_.order());
  }
  const std::int64_t batches =
      std::min({atMost, trainingStep_->batchesAtOnce(), loader_.batches() - batch_, history_.room()});
  const std::int64_t size = experiment_.training.batchSize;
  const std::int64_t count = (batches - 1) * size + batchSize(batch_ + batches - 1);
  trainingStep_->train({order_, batch_ * size, count}, size, history_.log());
  for (std::int64_t i = 0; i < batches; ++i) history_.noteBatch(++step_, epochsAfter(++batch_));
  samples_ += count;
}

Trainer::Progress Trainer::advance(std::int64_t atMost) {
  if (loader_.batches() == 0) throw Error("There are fewer training rows than one batch: lower the batch size");
  if (history_.room() == 0) collect();
  if (evaluated_) {
    evaluatePiece();
    return Progress::Evaluation;
  }
  trainBatches(atMost);
  if (batch_ == loader_.batches()) {
    if (evaluationCounts()) collect();
    evaluated_ = RunHistory::Part::Train;
    evaluatedRows_ = 0;
  }
  return Progress::Step;
}

/// Whether the time of an evaluation must be told from that of the training. A short one is not worth the wait.
bool Trainer::evaluationCounts() const {
  return data_->train.size() > static_cast<std::size_t>(kPiece);
}

/// Launches the piece of `rows` that begins at `start` and gives its size.
std::int64_t Trainer::evaluate(const Tensor& rows, std::int64_t start, StepLog& log) {
  const std::int64_t count = std::min(kPiece, rows.numel() - start);
  trainingStep_->evaluate({rows, start, count}, log);
  return count;
}

void Trainer::evaluatePiece() {
  const Tensor& monitored = data_->valid.empty() ? testRows_ : validRows_;
  const Tensor& rows = *evaluated_ == RunHistory::Part::Train ? trainRows_ : monitored;
  const std::int64_t count = evaluate(rows, evaluatedRows_, history_.log());
  history_.noteEvaluation(*evaluated_, count);
  evaluatedRows_ += count;
  if (evaluatedRows_ < rows.numel()) return;
  if (*evaluated_ == RunHistory::Part::Train && monitored.numel() > 0) {
    evaluated_ = RunHistory::Part::Monitored;
    evaluatedRows_ = 0;
    return;
  }
  evaluated_.reset();
  history_.noteEpochEnd();
  if (evaluationCounts()) collect();
  ++epochs_;
  order_ = Tensor();
  batch_ = 0;
  dealtAt_ = 0;
}

void Trainer::finishEpoch() {
  for (const int before = epochs(); epochs() == before;) advance(loader_.batches());
  collect();
}

/// Epochs done once `batch` batches of the one in progress are: always more than before, and whole at its end.
double Trainer::epochsAfter(std::int64_t batch) const {
  const double done = static_cast<double>(batch) / static_cast<double>(loader_.batches());
  return epochs() + dealtAt_ + (1 - dealtAt_) * done;
}

void Trainer::collect() {
  const std::optional<std::int64_t> diverged = history_.take(std::exchange(timedSince_, {}));
  if (!diverged) return;
  const std::string place = network_->firstNonFinite();
  throw Error("Training diverged: the loss of step " + std::to_string(*diverged) + " is not finite" +
              (place.empty() ? "" : ", and neither is " + place) + ". Rewind and lower the learning rate");
}

Score Trainer::evaluateTest() {
  StepLog log(device_, data_->dataset->task);
  ScoreSum sum;
  for (std::int64_t done = 0; done < testRows_.numel();) {
    const std::int64_t count = evaluate(testRows_, done, log);
    sum.add(log.take().front(), count);
    done += count;
  }
  return sum.mean();
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

StatisticsPtr Trainer::measure() {
  if (!probe_) probe_ = std::make_unique<NetworkProbe>(device_, experiment_.network, *data_, deviceData_);
  auto statistics = std::make_shared<NetworkStatistics>(probe_->measure(*network_, experiment_.training.loss));
  statistics->step = step_;
  statistics->epochs = epochsAfter(batch_);
  return statistics;
}

Tensor Trainer::sampleInput(std::int64_t row) const {
  const std::int64_t rows[] = {row};
  return deviceData_.gather(deviceData_.upload(rows), 0, 1).input;
}

}  // namespace gradus
