#include "core/probe/watched_step.h"

#include "core/optim/optimizer_registry.h"
#include "core/probe/failure_search.h"
#include "core/probe/way_gradients.h"
#include "core/tensor/copy.h"

namespace gradus {
namespace {

Tensor copyOf(const Tensor& tensor) {
  Tensor copy = Tensor::empty(tensor.device(), tensor.shape());
  copyInto(copy, tensor);
  return copy;
}

/// Makes the update; where it fails, takes it back and tries a smaller one.
std::optional<Failure> update(const StepParts& parts, const Way& way) {
  Optimizer& optimizer = parts.optimizer;
  const ParameterArena& arena = optimizer.arena();
  const Tensor weights = copyOf(arena.data());
  const Tensor gradients = copyOf(arena.grad());
  const OptimizerState state = optimizer.state();
  const std::string& title = findOptimizer(parts.experiment.training.optimizer.name).title;
  optimizer.step();
  std::optional<Failure> failure = findInUpdate(title, way);
  if (!failure) return std::nullopt;
  const auto takeBack = [&] {
    copyInto(arena.data(), weights);
    copyInto(arena.grad(), gradients);
    optimizer.loadState(state);
  };
  takeBack();
  constexpr double kSmaller = 0.1;
  optimizer.setLearningRate(kSmaller * optimizer.learningRate());
  optimizer.step();
  // What this step does is no proof: with a smaller rate the steps before would have been others, too.
  if (!findInUpdate(title, way)) failure->rateBlame = RateBlame::Possible;
  takeBack();
  return failure;
}

}  // namespace

std::optional<Failure> trainWatched(const StepParts& parts, const Samples& samples) {
  const NetworkSpec& network = parts.experiment.network;
  parts.network.train();
  const Batch batch = parts.data.gather(samples.order, samples.start, samples.count);
  const Way way = parts.network.pass(batch.input);
  if (auto failure = findInWeights(way)) return failure;
  if (auto failure = findForward(network, way)) return failure;
  const Tensor& output = way.back().value;
  const Tensor loss = parts.loss.mean(output, batch.target);
  if (auto failure = findInLoss(parts.loss, loss, output)) return failure;
  if (auto failure = findBackward(network, way, WayGradients(loss, way))) return failure;
  parts.optimizer.zeroGrad();
  loss.backward();
  return update(parts, way);
}

}  // namespace gradus
