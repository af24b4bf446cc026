#include "core/probe/failure_search.h"

#include <algorithm>
#include <cmath>

#include "core/nn/activation.h"

namespace gradus {
namespace {

std::int64_t nonFiniteIn(const std::vector<float>& numbers) {
  return std::ranges::count_if(numbers, [](float x) { return !std::isfinite(x); });
}

bool isFinite(const Tensor& tensor) {
  return nonFiniteIn(tensor.toVector<float>()) == 0;
}

double largestOf(const Tensor& tensor) {
  double largest = 0;
  for (const float x : tensor.toVector<float>()) {
    if (std::isfinite(x)) largest = std::max(largest, std::abs(static_cast<double>(x)));
  }
  return largest;
}

Failure failureAt(Fault fault, const Way& way, std::size_t layer) {
  Failure failure;
  failure.fault = fault;
  failure.layer = layer;
  failure.place = way[layer].name;
  return failure;
}

/// The activation behind a layer, as people write it.
std::string functionBehind(const NetworkSpec& network, std::size_t layer) {
  const Choice& choice = layer < network.hidden.size() ? network.hidden[layer].activation : network.outputActivation;
  return choice.name == kOwnFunction ? choice.formula : activationOf(choice).title;
}

/// Which inputs a function has no finite answer to.
void describeInputs(Failure& failure, const Tensor& inputs, const Tensor& answers) {
  const std::vector<float> in = inputs.toVector<float>();
  const std::vector<float> out = answers.toVector<float>();
  failure.low = HUGE_VAL;
  failure.high = -HUGE_VAL;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (std::isfinite(out[i])) continue;
    ++failure.count;
    failure.low = std::min(failure.low, static_cast<double>(in[i]));
    failure.high = std::max(failure.high, static_cast<double>(in[i]));
  }
}

/// |w| of the largest weight or bias.
double largestWeight(const Way& way) {
  double largest = 0;
  for (const Network::Passage& passage : way) {
    for (const NamedTensor& parameter : passage.layer->namedParameters()) {
      largest = std::max(largest, largestOf(parameter.tensor));
    }
  }
  return largest;
}

/// The first parameter that is not finite, and how many of its numbers are not.
std::optional<Failure> findInParameters(Fault fault, const Way& way) {
  for (std::size_t i = 0; i < way.size(); ++i) {
    for (const NamedTensor& parameter : way[i].layer->namedParameters()) {
      const std::int64_t count = nonFiniteIn(parameter.tensor.toVector<float>());
      if (count == 0) continue;
      Failure failure = failureAt(fault, way, i);
      failure.tensor = parameter.name;
      failure.count = count;
      return failure;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Failure> findInWeights(const Way& way) {
  return findInParameters(Fault::Weights, way);
}

std::optional<Failure> findForward(const NetworkSpec& network, const Way& way) {
  for (std::size_t i = 0; i < way.size(); ++i) {
    if (!isFinite(way[i].sum)) {
      Failure failure = failureAt(Fault::Sum, way, i);
      failure.largest = largestWeight(way);
      return failure;
    }
    if (isFinite(way[i].value)) continue;
    Failure failure = failureAt(Fault::Activation, way, i);
    failure.operation = functionBehind(network, i);
    describeInputs(failure, way[i].sum, way[i].value);
    return failure;
  }
  return std::nullopt;
}

std::optional<Failure> findInLoss(const TrainingLoss& loss, const Tensor& result, const Tensor& output) {
  if (isFinite(result)) return std::nullopt;
  Failure failure;
  failure.fault = Fault::Loss;
  failure.operation = loss.info().title;
  failure.largest = largestOf(output);
  return failure;
}

std::optional<Failure> findBackward(const NetworkSpec& network, const Way& way, const WayGradients& gradients) {
  for (std::size_t i = way.size(); i-- > 0;) {
    const Tensor leaving = gradients.by(way[i].value);
    if (leaving.defined() && !isFinite(leaving)) return failureAt(Fault::Gradient, way, i);
    const Tensor arriving = gradients.by(way[i].sum);
    if (arriving.defined() && !isFinite(arriving)) {
      Failure failure = failureAt(Fault::Slope, way, i);
      failure.operation = functionBehind(network, i);
      describeInputs(failure, way[i].sum, arriving);
      return failure;
    }
    for (const NamedTensor& parameter : way[i].layer->namedParameters()) {
      const Tensor gradient = gradients.by(parameter.tensor);
      if (!gradient.defined() || isFinite(gradient)) continue;
      Failure failure = failureAt(Fault::Gradient, way, i);
      failure.tensor = parameter.name;
      return failure;
    }
  }
  return std::nullopt;
}

std::optional<Failure> findInUpdate(const std::string& title, const Way& way) {
  std::optional<Failure> failure = findInParameters(Fault::Update, way);
  if (failure) failure->operation = title;
  return failure;
}

std::optional<Failure> findFailure(const NetworkSpec& network, const Way& way, const TrainingLoss& loss,
                                   const Tensor& result, const WayGradients& gradients) {
  if (auto failure = findInWeights(way)) return failure;
  if (auto failure = findForward(network, way)) return failure;
  if (auto failure = findInLoss(loss, result, way.back().value)) return failure;
  return findBackward(network, way, gradients);
}

}  // namespace gradus
