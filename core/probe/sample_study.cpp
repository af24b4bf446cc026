#include "core/probe/sample_study.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/data/standardize.h"
#include "core/explain/answers.h"
#include "core/explain/as_used.h"
#include "core/tensor/graph.h"

namespace gradus {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::milliseconds(4);  // a person who draws waits behind it
constexpr std::size_t kBackground = 200;
constexpr int kCurvePoints = 33;

/// All parameters, bit for bit: whether two networks of one spec are the same.
std::string weightsOf(const Network& network) {
  std::string bytes;
  for (const Tensor& parameter : network.parameters()) {
    const std::vector<float> numbers = parameter.toVector<float>();
    bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(float));
  }
  return bytes;
}

/// Distinct numbers of the column where they are few, as those of words are; else even steps over its range.
std::vector<float> stepsOver(std::vector<float> column) {
  std::ranges::sort(column);
  column.erase(std::unique(column.begin(), column.end()), column.end());
  if (std::ssize(column) <= 3) return column;
  const float low = column.front();
  const float high = column.back();
  std::vector<float> steps;
  steps.reserve(kCurvePoints);
  for (int i = 0; i < kCurvePoints; ++i) {
    steps.push_back(low + (high - low) * static_cast<float>(i) / (kCurvePoints - 1));
  }
  return steps;
}

}  // namespace

SampleStudy::SampleStudy(Device& device, const NetworkSpec& network, const PreparedData& data,
                         const DeviceData& deviceData)
    : device_(device), spec_(network), data_(data), deviceData_(deviceData) {}

const InputBounds& SampleStudy::bounds() {
  if (bounds_) return *bounds_;
  const Dataset& dataset = *data_.dataset;
  bounds_.emplace();
  if (dataset.isImage()) {
    bounds_->unit.assign(static_cast<std::size_t>(dataset.features), 1);
    bounds_->minimum = 0;
    bounds_->maximum = 1;
    return *bounds_;
  }
  // Points have no columns that could be standardised, but deviations.
  Dataset all;
  all.features = dataset.features;
  all.rows = dataset.rows;
  all.values = dataset.values;
  all.numeric = dataset.isPlane() ? std::vector<bool>(dataset.numeric.size(), true) : dataset.numeric;
  const Standardization columns = spreadOfValues(all, data_.train);
  for (std::size_t i = 0; i < columns.deviation.size(); ++i) {
    bounds_->unit.push_back(all.numeric[i] ? static_cast<float>(columns.deviation[i]) : 0.0F);
  }
  return *bounds_;
}

Batch SampleStudy::sampleOf(const SampleQuestion& question) const {
  const Dataset& dataset = *data_.dataset;
  if (question.row >= dataset.rows || (question.row < 0 && question.input.empty())) {
    throw DataError(dataset.title + ": there is no row " + std::to_string(question.row) + ", only 0 to " +
                    std::to_string(dataset.rows - 1));
  }
  Batch sample;
  if (question.row >= 0) {
    const std::int64_t rows[] = {question.row};
    sample = deviceData_.gather(deviceData_.upload(rows), 0, 1);
  }
  if (question.input.empty()) return sample;
  if (std::ssize(question.input) != dataset.features) {
    throw DataError(dataset.title + ": an input of " + std::to_string(question.input.size()) +
                    " numbers was given, expected " + std::to_string(dataset.features));
  }
  sample.input = Tensor::from(device_, question.input, {1, dataset.features});
  return sample;
}

Tensor SampleStudy::classTarget(int label) const {
  return Tensor::from(device_, std::vector<std::int64_t>{label}, {1});
}

SampleAnswer SampleStudy::answer(const SampleQuestion& question, Network& network, const TrainingLoss& loss,
                                 std::int64_t step) {
  const Clock::time_point began = Clock::now();
  const OutputKind kind = loss.info().output;
  SampleAnswer answer;
  answer.of = question;
  answer.step = step;
  Batch sample = sampleOf(question);
  answer.input = sample.input.toVector<float>();
  {
    const NoGrad noGrad;
    const AsUsed asUsed(network);
    const Tensor output = network.forward(sample.input);
    const std::vector<float> numbers = output.toVector<float>();
    answer.answer = answerOf(scoresOf(numbers, kind));
    if (question.row >= 0) answer.loss = loss.mean(output, sample.target).item();
    answer.values = readAs(kind, numbers);
  }
  if (question.row < 0) {
    // What is right is not known: what the network says is taken for it.
    sample.target = taskOf(kind) == Task::Classification ? classTarget(answer.answer)
                                                         : Tensor::from(device_, answer.values, {1, 1});
  }
  if (question.explainedUnits > 0) {
    answer.explanation = explain(network, sample, loss, static_cast<std::size_t>(question.explainedUnits));
  }
  if (question.attack) answer.attack = attack(*question.attack, network, sample, loss, answer.answer);
  if (question.neighbours > 0) answer.neighbours = findNeighbours(question, network, sample.input, step);
  if (question.dependence >= 0) answer.dependence = dependence(question.dependence, network, kind, answer.input);
  answer.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  return answer;
}

AttackAnswer SampleStudy::attack(const AttackQuestion& question, Network& network, const Batch& sample,
                                 const TrainingLoss& loss, int said) {
  const OutputKind kind = loss.info().output;
  const bool hasClasses = taskOf(kind) == Task::Classification;
  const bool isTargeted = hasClasses && question.target >= 0 && question.target < data_.dataset->classes();
  const Attack how{question.isIterative, isTargeted};
  Batch goal = sample;
  if (hasClasses) goal.target = classTarget(isTargeted ? question.target : said);

  AttackAnswer answer;
  const float epsilon[] = {static_cast<float>(std::clamp(question.epsilon, 0.0, kLargestEpsilon))};
  const Tensor input = attacked(network, goal, loss, bounds(), how, epsilon);
  answer.input = input.toVector<float>();
  {
    const NoGrad noGrad;
    const AsUsed asUsed(network);
    const std::vector<float> numbers = network.forward(input).toVector<float>();
    answer.answer = answerOf(scoresOf(numbers, kind));
    answer.values = readAs(kind, numbers);
  }
  if (question.findsFlip && hasClasses) answer.flip = smallestFlip(network, goal, loss, bounds(), how);
  return answer;
}

void SampleStudy::beginPlaces(Network& network, std::string weights, std::int64_t step) {
  if (!twin_) {
    twin_ = std::make_unique<Network>(device_, spec_, data_.dataset->features, network.outputs(), generator_);
  }
  twin_->copyFrom(network);
  const std::int64_t rows[] = {data_.train.front()};
  const std::int64_t units = lastHidden(*twin_, deviceData_.gather(deviceData_.upload(rows), 0, 1).input).numel();
  places_.emplace(deviceData_, data_.train, units);
  weights_ = std::move(weights);
  placesStep_ = step;
}

/// While the weights change, a pass that has begun is finished with those of its beginning; only then a new one begins.
NeighbourAnswer SampleStudy::findNeighbours(const SampleQuestion& question, Network& network, const Tensor& input,
                                            std::int64_t step) {
  const Clock::time_point end = Clock::now() + kPatience;
  std::string weights = weightsOf(network);
  if (!places_ || (places_->isDone() && weights != weights_)) beginPlaces(network, std::move(weights), step);
  while (!places_->isDone() && Clock::now() < end) places_->advance(*twin_);
  NeighbourAnswer answer{{}, places_->done(), places_->count(), placesStep_};
  if (!places_->isDone()) return answer;
  const std::vector<float> place = lastHidden(*twin_, input).toVector<float>();
  answer.nearest = places_->nearest(place, static_cast<std::size_t>(question.neighbours), question.row);
  return answer;
}

Dependence SampleStudy::dependence(int feature, Network& network, OutputKind kind, const std::vector<float>& input) {
  const Dataset& dataset = *data_.dataset;
  if (dataset.isImage() || feature >= dataset.features) {
    throw DataError(dataset.title + ": there is no column " + std::to_string(feature) + " to go through");
  }
  const auto features = static_cast<std::size_t>(dataset.features);
  const std::span<const float> values(dataset.values);
  if (background_.empty()) {
    const std::size_t count = std::min(kBackground, data_.train.size());
    for (std::size_t i = 0; i < count; ++i) {
      const auto row = static_cast<std::size_t>(data_.train[i * data_.train.size() / count]);
      const std::span<const float> numbers = rowOf(values, row, features);
      background_.insert(background_.end(), numbers.begin(), numbers.end());
    }
  }
  std::vector<float> column;
  for (const std::int64_t row : data_.train) {
    column.push_back(values[static_cast<std::size_t>(row) * features + static_cast<std::size_t>(feature)]);
  }
  return dependenceOn(network, device_, kind, background_, input, feature, stepsOver(std::move(column)));
}

}  // namespace gradus
