#include "core/train/trainer.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/trace.h"
#include "core/opencl/device.h"
#include "core/step/carry_over.h"
#include "core/step/choose_step.h"
#include "core/step/matching_layers.h"
#include "core/train/training_failure.h"

namespace gradus {
namespace {

/// Steps after which it costs little to keep a copy of the weights and of what the optimizer knows.
constexpr std::int64_t kMomentEvery = 64;

std::uint64_t newVersion() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

DataLoader makeLoader(const PreparedData& data, const TrainingSpec& training) {
  return {data.train, training.batchSize, training.shuffle, training.dropLast};
}

}  // namespace

RunLength Trainer::lengthOf(const TrainingSpec& training, const DataLoader& loader) {
  return {training.epochs, std::max<std::int64_t>(loader.batches(), 1)};
}

Trainer::Trainer(Device& device, const Experiment& experiment, PreparedDataPtr data, RunClocks clocks)
    : device_(device),
      experiment_(experiment),
      data_(std::move(data)),
      deviceData_(device, *data_->dataset),
      trainRows_(deviceData_.upload(data_->train)),
      validRows_(deviceData_.upload(data_->valid)),
      testRows_(deviceData_.upload(data_->test)),
      history_(device,
               {targetVariance(*data_->dataset, data_->train), targetVariance(*data_->dataset, data_->valid),
                targetVariance(*data_->dataset, data_->test)},
               std::move(clocks)),
      loader_(makeLoader(*data_, experiment.training)),
      loss_(lossOf(experiment.training)),
      generator_(experiment.seed) {
  initialize();
}

void Trainer::initialize() {
  const Dataset& dataset = *data_->dataset;
  generator_.manualSeed(experiment_.seed);
  network_ = std::make_unique<Network>(device_, experiment_.network, dataset.features, outputs(), generator_);
  loader_ = makeLoader(*data_, experiment_.training);
  rule_ = makeRule(network_->parameters(), experiment_.training, loss_, loader_);
  makeStep();
  order_ = Tensor();
  walk_.reset();
  moment_.reset();
  failure_.reset();
  edits_.clear();
  evaluated_.reset();
  progress_ = {};
  progress_.version = newVersion();
  progress_.drawnAt.assign(network_->size(), 0);
  timedSince_.reset();
  history_.clear();
  watch_.forget();
}

std::int64_t Trainer::outputs() const {
  return outputsFor(loss_.info(), data_->dataset->target());
}

TrainingLoss Trainer::lossOf(const TrainingSpec& training) const {
  return {device_, training, *data_->dataset, data_->train};
}

std::unique_ptr<UpdateRule> Trainer::makeRule(const ParameterArena& parameters, const TrainingSpec& training,
                                              const TrainingLoss& loss, const DataLoader& loader) {
  return std::make_unique<UpdateRule>(parameters, training, loss, lengthOf(training, loader));
}

void Trainer::makeStep() {
  trainingStep_ = chooseStep({device_, experiment_, deviceData_, *network_, rule_->optimizer(), loss_});
  log(LogCategory::Step, [&] {
    return "steps by " + std::string(trainingStep_->name()) + ", " + std::to_string(network_->parameterCount()) +
           " parameters in batches of " + std::to_string(experiment_.training.batchSize);
  });
}

/// `exchange` puts into place what the step refers to; where no step can be made of it, it puts back what was there.
void Trainer::makeStepFor(const std::function<void()>& exchange) {
  exchange();
  try {
    makeStep();
  } catch (...) {
    exchange();
    throw;
  }
}

void Trainer::warmUp(const NetworkSpec& spec) {
  const TraceSpan span("step", "warm up");
  Experiment experiment = experiment_;
  experiment.network = spec;
  const Dataset& dataset = *data_->dataset;
  Generator other(0);
  Network network(device_, spec, dataset.features, outputs(), other);
  UpdateRule rule(network.parameters(), experiment_.training, loss_, lengthOf(experiment_.training, loader_));
  // Two rows where there are as many: batch norm cannot train on one.
  const std::span<const std::int64_t> rows =
      std::span(data_->train).first(std::min<std::size_t>(data_->train.size(), 2));
  const Samples samples{deviceData_.upload(rows), 0, static_cast<std::int64_t>(rows.size())};
  const auto step = chooseStep({device_, experiment, deviceData_, network, rule.optimizer(), loss_});
  StepLog log(device_);
  step->train(samples, samples.count, log);
  step->evaluate(samples, log);
  log.take();
}

void Trainer::rewind() {
  initialize();
}

void Trainer::setTraining(const TrainingSpec& training) {
  finishWalk();
  collect();
  const TrainingSpec was = experiment_.training;
  const bool sameBatches =
      training.batchSize == was.batchSize && training.shuffle == was.shuffle && training.dropLast == was.dropLast;
  DataLoader loader = sameBatches ? loader_ : makeLoader(*data_, training);
  TrainingLoss loss = lossOf(training);
  if (outputsFor(loss.info(), data_->dataset->target()) != outputs()) {
    throw Error("The loss " + loss.info().title +
                " wants another output layer: it cannot be taken in the middle of a " + "run");
  }
  auto rule = makeRule(rule_->optimizer().arena(), training, loss, loader);
  rule->continueFrom(*rule_);
  Experiment changed = experiment_;
  changed.training = training;
  makeStepFor([&] {
    std::swap(rule_, rule);
    std::swap(loss_, loss);
    std::swap(experiment_, changed);
  });
  moment_.reset();
  if (!haveSameLoss(training, was)) forgetNumbers();
  if (!sameBatches) {
    if (order_.defined()) progress_.dealtAt = epochsAfter(progress_.batch) - epochs();
    loader_ = std::move(loader);
    order_ = Tensor();
    progress_.batch = 0;
  }
}

/// What was measured and told describes the network no more; what is not told yet is measured anew.
void Trainer::forgetNumbers() {
  watch_.forget();
  edits_.clear();
  progress_.version = newVersion();
  if (!evaluated_) return;
  evaluated_ = DataPart::Train;
  evaluatedRows_ = 0;
  history_.restartEvaluation();
}

/// A network with the weights of the seed. Its layers go on to draw from the run's generator, which stays as it is.
std::unique_ptr<Network> Trainer::drawNetwork(const NetworkSpec& spec) {
  const Dataset& dataset = *data_->dataset;
  const Generator present = generator_;
  std::unique_ptr<Network> network;
  try {
    generator_.manualSeed(experiment_.seed);
    network = std::make_unique<Network>(device_, spec, dataset.features, outputs(), generator_);
  } catch (...) {
    generator_ = present;
    throw;
  }
  generator_ = present;
  return network;
}

/// What the optimizer keeps, for a network of that many parameters; zeros for those that are new.
OptimizerState Trainer::carriedState(const CarryOver& carry, std::int64_t parameters) const {
  OptimizerState state = rule_->optimizer().state();
  for (auto& [name, numbers] : state.tensors) {
    const Tensor before = Tensor::from(device_, numbers, {std::ssize(numbers)});
    const Tensor after = Tensor::zeros(device_, {parameters});
    carry.copy(after, before);
    numbers = after.toVector<float>();
  }
  return state;
}

void Trainer::setNetwork(const NetworkSpec& spec) {
  finishWalk();
  collect();
  auto network = drawNetwork(spec);
  auto rule = makeRule(network->parameters(), experiment_.training, loss_, loader_);
  const CarryOver carry(*network_, *network, matchingLayers(experiment_.network, spec));
  const Tensor& weights = rule->optimizer().arena().data();
  rule->continueFrom(*rule_, carriedState(carry, weights.numel()));
  carry.copy(weights, rule_->optimizer().arena().data());
  carry.copyBuffers();
  std::vector<std::int64_t> drawnAt(network->size(), progress_.step);
  for (const auto& [before, after] : carry.layers()) drawnAt[after] = progress_.drawnAt[before];
  Experiment changed = experiment_;
  changed.network = spec;
  makeStepFor([&] {
    std::swap(rule_, rule);
    std::swap(network_, network);
    std::swap(experiment_, changed);
  });
  moment_.reset();
  progress_.drawnAt = std::move(drawnAt);
  forgetNumbers();
  probe_.reset();
  study_.reset();
}

std::int64_t Trainer::batchSize(std::int64_t index) const {
  return static_cast<std::int64_t>(loader_.batch(index).size());
}

void Trainer::trainBatches(std::int64_t atMost) {
  if (!moment_) keepMoment();
  if (!timedSince_) timedSince_ = history_.now();
  beginEpoch();
  const std::int64_t batches =
      std::min({atMost, trainingStep_->batchesAtOnce(), loader_.batches() - progress_.batch, history_.room()});
  const std::int64_t size = experiment_.training.batchSize;
  const std::int64_t count = (batches - 1) * size + batchSize(progress_.batch + batches - 1);
  trainingStep_->train({order_, progress_.batch * size, count}, size, history_.log());
  noteBatches(count);
}

/// Deals the order of the epoch in progress, if that was not done yet.
void Trainer::beginEpoch() {
  if (order_.defined()) return;
  loader_.beginEpoch(generator_);
  order_ = deviceData_.upload(loader_.order());
}

/// Batches of `rows` rows together were trained.
void Trainer::noteBatches(std::int64_t rows) {
  for (const float rate : rule_->takeRates())
    history_.noteBatch(++progress_.step, epochsAfter(++progress_.batch), rate, progress_.version);
  progress_.samples += rows;
  if (progress_.batch < loader_.batches()) return;
  if (evaluationCounts()) collect();
  evaluated_ = DataPart::Train;
  evaluatedRows_ = 0;
}

Trainer::Progress Trainer::advance(std::int64_t atMost) {
  if (loader_.batches() == 0) throw Error("There are fewer training rows than one batch: lower the batch size");
  if (history_.room() == 0) collect();
  if (evaluated_) {
    evaluatePiece();
    return Progress::Evaluation;
  }
  if (walk_) {
    finishWalk();
  } else {
    trainBatches(atMost);
  }
  return Progress::Step;
}

/// Epochs done once `batch` batches of the one in progress are: always more than before, and whole at its end.
double Trainer::epochsAfter(std::int64_t batch) const {
  if (loader_.batches() == 0) return epochs();
  const double done = static_cast<double>(batch) / static_cast<double>(loader_.batches());
  return epochs() + progress_.dealtAt + (1 - progress_.dealtAt) * done;
}

void Trainer::collect() {
  const std::optional<std::int64_t> failed = history_.take(std::exchange(timedSince_, {}));
  if (failed) {
    failure_ = findFailure(*failed);
    throw TrainingFailure(*failure_);
  }
  const bool isBetweenBatches = !walk_ && !evaluated_ && progress_.batch < loader_.batches();
  if (moment_ && isBetweenBatches && progress_.step - moment_->progress.step >= kMomentEvery) keepMoment();
}

}  // namespace gradus
