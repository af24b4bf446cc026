#include "core/probe/prediction_pass.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "core/base/probabilities.h"
#include "core/tensor/graph.h"
#include "core/tensor/indexing.h"

namespace gradus {
namespace {

using Clock = std::chrono::steady_clock;

/// Few enough that a command waits no longer than for a slice of training.
constexpr std::int64_t kPiece = 500;

}  // namespace

PredictionPass::PredictionPass(const Dataset& dataset, const DeviceData& data, TrainingLoss loss, DataPart part,
                               std::vector<std::int64_t> rows, Tensor uploaded, const RunMoment& moment)
    : dataset_(dataset),
      data_(data),
      loss_(std::move(loss)),
      uploaded_(std::move(uploaded)),
      result_(std::make_shared<Predictions>()) {
  result_->part = part;
  result_->step = moment.step;
  result_->version = moment.version;
  result_->epochs = moment.epochs;
  result_->rows = std::move(rows);
}

std::vector<float> PredictionPass::outputsOf(TrainingStep& step, Network& network, std::int64_t count) const {
  std::vector<float> outputs = step.outputsOf({uploaded_, done_, count});
  if (!outputs.empty()) return outputs;
  const NoGrad noGrad;
  network.eval();
  return network.forward(data_.gather(uploaded_, done_, count).input).toVector<float>();
}

void PredictionPass::advance(TrainingStep& step, Network& network) {
  const Clock::time_point began = Clock::now();
  const std::int64_t count = std::min(kPiece, std::ssize(result_->rows) - done_);
  std::vector<float> outputs = outputsOf(step, network, count);
  noteLosses(outputs, count);
  const std::vector<float> numbers = scoresOf(std::move(outputs), loss_.info().output);
  result_->outputs = std::ssize(numbers) / count;
  for (std::int64_t i = 0; i < count; ++i, ++done_) {
    const std::int64_t row = result_->rows[static_cast<std::size_t>(done_)];
    const auto begin = numbers.begin() + i * result_->outputs;
    if (dataset_.task == Task::Classification) {
      noteClass({begin, begin + result_->outputs}, row);
    } else {
      noteNumber(*begin);
    }
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  quickest_ = pieces_ == 0 ? seconds : std::min(quickest_, seconds);
  ++pieces_;
}

void PredictionPass::noteClass(std::vector<float> scores, std::int64_t row) {
  const std::int32_t label = dataset_.labels[static_cast<std::size_t>(row)];
  // As the metric counts: by the scores, where softmax may round different ones to the same probability.
  const auto best = std::ranges::max_element(scores) - scores.begin();
  if (scores.size() == 2) result_->leads.push_back(static_cast<double>(scores[1]) - static_cast<double>(scores[0]));
  toProbabilities(scores);
  if (best != label) result_->mistakes.push_back(result_->predicted.size());
  result_->predicted.push_back(static_cast<std::int32_t>(best));
  result_->confidence.push_back(scores[static_cast<std::size_t>(best)]);
  result_->values.insert(result_->values.end(), scores.begin(), scores.end());
}

void PredictionPass::noteNumber(float output) {
  result_->mistakes.push_back(result_->values.size());
  result_->values.push_back(output);
}

/// Of the next `count` rows, for which `outputs` leave the network.
void PredictionPass::noteLosses(const std::vector<float>& outputs, std::int64_t count) {
  const Tensor output = Tensor::from(uploaded_.device(), outputs, {count, std::ssize(outputs) / count});
  const Tensor target = gatherRows(data_.targets(), uploaded_, done_, count);
  const std::vector<float> losses = loss_.ofEach(output, target).toVector<float>();
  result_->loss.insert(result_->loss.end(), losses.begin(), losses.end());
}

PredictionsPtr PredictionPass::finish() {
  result_->seconds = quickest_ * pieces_;
  if (dataset_.task == Task::Regression) {
    const auto sizeOf = [this](std::size_t place) {
      const float loss = result_->loss[place];
      return std::isnan(loss) ? std::numeric_limits<float>::infinity() : loss;
    };
    std::ranges::stable_sort(result_->mistakes, std::greater(), sizeOf);
  }
  return std::move(result_);
}

}  // namespace gradus
