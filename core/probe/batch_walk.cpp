#include "core/probe/batch_walk.h"

#include <cmath>
#include <utility>

#include "core/data/shown_numbers.h"
#include "core/optim/optimizer_registry.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/graph.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

std::string textOf(double number) {
  return shownNumbers().brief(number, 4);
}

std::string countText(std::int64_t count) {
  return shownNumbers().count(count);
}

double numberOf(const Tensor& tensor) {
  return static_cast<double>(tensor.toVector<float>().front());
}

}  // namespace

BatchWalk::BatchWalk(const StepParts& parts, const Samples& samples, std::vector<std::int64_t> rows)
    : parts_(parts),
      rows_(std::move(rows)),
      batch_(parts.data.gather(samples.order, samples.start, samples.count)),
      value_(batch_.input) {
  parts_.network.train();
}

StepFocus BatchWalk::nextPhase(StepLog& log) {
  const int phase = next_++;
  if (phase < lossPhase()) return forward(phase);
  if (phase == lossPhase()) return loss();
  if (phase < updatePhase()) return backward(updatePhase() - 1 - phase);
  return update(log);
}

StepFocus BatchWalk::nextSample(StepLog& log) {
  while (next_ <= lossPhase()) nextPhase(log);
  if (sample_ == size()) {
    while (next_ < updatePhase()) nextPhase(log);
    return nextPhase(log);
  }
  const std::int64_t i = sample_++;
  StepFocus focus{.phase = StepFocus::Phase::Sample, .row = rows_.at(static_cast<std::size_t>(i)), .text = {}};
  const NoGrad noGrad;
  const double loss = numberOf(parts_.loss.mean(narrow(value_, 0, i, 1), narrow(batch_.target, 0, i, 1)));
  focus.text.append("Sample ").append(countText(i + 1)).append(" of ").append(countText(size()));
  focus.text.append(" of this batch: loss ").append(textOf(loss));
  focus.text.append(", the batch's mean is ").append(textOf(numberOf(loss_)));
  return focus;
}

void BatchWalk::finish(StepLog& log) {
  while (!isDone()) nextPhase(log);
}

StepFocus BatchWalk::forward(int layer) {
  value_ = parts_.network.forwardLayer(layer, value_);
  const NoGrad noGrad;
  StepFocus focus{.phase = StepFocus::Phase::Forward, .layer = layer, .text = {}};
  focus.text.append("Forward through ").append(parts_.network.layerName(layer)).append(": ");
  focus.text.append(countText(size())).append(" samples, mean value ").append(textOf(numberOf(mean(value_))));
  const double size = numberOf(norm(value_)) / std::sqrt(static_cast<double>(value_.numel()));
  focus.text.append(", root mean square ").append(textOf(size));
  return focus;
}

StepFocus BatchWalk::loss() {
  loss_ = parts_.loss.mean(value_, batch_.target);
  return {.phase = StepFocus::Phase::Loss,
          .text = std::string(parts_.loss.info().title).append(" of the batch: ").append(textOf(numberOf(loss_)))};
}

StepFocus BatchWalk::backward(int layer) {
  if (!std::exchange(hasGradients_, true)) {
    parts_.optimizer.zeroGrad();
    loss_.backward();
  }
  StepFocus focus{.phase = StepFocus::Phase::Backward, .layer = layer, .text = {}};
  focus.text.append("Backward through ").append(parts_.network.layerName(layer));
  const NoGrad noGrad;
  const char* separator = ": ";
  for (const NamedTensor& parameter : parts_.network.layerParameters(layer)) {
    focus.text.append(std::exchange(separator, ", ")).append("gradient of ").append(parameter.name);
    focus.text.append(" has the norm ").append(textOf(numberOf(norm(parameter.tensor.grad()))));
  }
  if (parts_.network.layerParameters(layer).empty())
    focus.text.append(": nothing to learn here, the gradient passes on");
  return focus;
}

StepFocus BatchWalk::update(StepLog& log) {
  const NoGrad noGrad;
  const Tensor before = parts_.optimizer.arena().data() * 1.0;
  log.record(loss_, value_, batch_.target, parts_.loss.info().output);
  const double rate = parts_.optimizer.learningRate();
  parts_.optimizer.step();
  const double moved = numberOf(norm(parts_.optimizer.arena().data() - before));
  const std::string& title = findOptimizer(parts_.experiment.training.optimizer.name).title;
  StepFocus focus{.phase = StepFocus::Phase::Update, .text = {}};
  focus.text.append(title).append(" updates ").append(countText(before.numel())).append(" parameters: a step of ");
  focus.text.append(textOf(moved)).append(" at learning rate ").append(textOf(rate));
  return focus;
}

}  // namespace gradus
