#include "core/probe/unit_detail.h"

#include <algorithm>
#include <vector>

#include "core/autograd/grad.h"
#include "core/nn/dense_layer.h"
#include "core/step/device_data.h"
#include "core/step/network.h"
#include "core/step/update_rule.h"
#include "core/tensor/copy.h"

namespace gradus {
namespace {

/// A number within a parameter, counted in row-major order.
struct Place {
  Tensor parameter;
  std::int64_t index = 0;
};

std::optional<Place> placeOf(Network& network, const UnitQuestion& question) {
  if (question.layer < 0 || static_cast<std::size_t>(question.layer) >= network.size()) return std::nullopt;
  const auto* layer = dynamic_cast<const DenseLayer*>(&network.layer(static_cast<std::size_t>(question.layer)));
  if (layer == nullptr) return std::nullopt;
  const Tensor matrix = layer->weightMatrix();
  const bool isUnit = question.unit >= 0 && question.unit < matrix.size(0);
  if (!isUnit || question.input < -1 || question.input >= matrix.size(1)) return std::nullopt;
  if (question.input < 0) {
    if (!layer->bias().defined()) return std::nullopt;
    return Place{layer->bias(), question.unit};
  }
  return Place{layer->weight(), question.unit * matrix.strides()[0] + question.input * matrix.strides()[1]};
}

/// A view of one number of a tensor that lies in row-major order.
Tensor oneOf(const Tensor& tensor, std::int64_t index) {
  return tensor.detach().alias({1}, {1}, tensor.offset() + index);
}

double numberAt(const Tensor& tensor, std::int64_t index) {
  return static_cast<double>(oneOf(contiguous(tensor), index).toVector<float>().front());
}

std::size_t indexOf(const std::vector<Tensor>& tensors, const Tensor& tensor) {
  const auto found = std::ranges::find_if(tensors, [&](const Tensor& each) { return each.is(tensor); });
  return static_cast<std::size_t>(found - tensors.begin());
}

/// The parameter after a step of a copy of the rule, with all its state, on a copy of all parameters.
double afterStep(const std::vector<Tensor>& parameters, const std::vector<Tensor>& gradients, const UpdateRule& rule,
                 std::size_t which, std::int64_t index) {
  std::vector<Tensor> copies;
  for (const Tensor& parameter : parameters) copies.push_back(parameter.detach());
  const auto twin = rule.twinOn(copies);
  for (std::size_t i = 0; i < copies.size(); ++i) copyInto(copies[i].grad(), gradients[i]);
  twin->optimizer().step();
  return numberAt(copies[which], index);
}

}  // namespace

std::optional<UnitDetail> explainUnit(Network& network, const Batch& sample, const TrainingLoss& loss,
                                      const UpdateRule& rule, const UnitQuestion& question) {
  if (question.layer < 0 || static_cast<std::size_t>(question.layer) >= network.size()) return std::nullopt;
  const bool wasTraining = network.layer(0).isTraining();
  network.eval();
  const std::vector<Network::Passage> way = network.pass(sample.input);
  if (wasTraining) network.train();
  const Network::Passage& here = way[static_cast<std::size_t>(question.layer)];
  if (question.unit < 0 || question.unit >= here.sum.numel()) return std::nullopt;

  UnitDetail detail;
  detail.of = question;
  detail.sum = numberAt(here.sum, question.unit);
  detail.value = numberAt(here.value, question.unit);
  const Tensor result = loss.mean(way.back().value, sample.target);
  const std::vector<Tensor> parameters = network.parameters();
  std::vector<Tensor> wanted = parameters;
  const bool hasSumGradient = here.sum.requiresGrad();
  if (hasSumGradient) wanted.push_back(here.sum);
  const std::vector<Tensor> gradients = grad({result}, wanted);
  if (hasSumGradient) detail.sumGradient = numberAt(gradients.back(), question.unit);

  const std::optional<Place> place = placeOf(network, question);
  if (!place) return detail;
  const std::size_t which = indexOf(parameters, place->parameter);
  detail.parameter = numberAt(place->parameter, place->index);
  detail.gradient = numberAt(gradients[which], place->index);
  detail.learningRate = rule.optimizer().learningRate();
  detail.next = afterStep(parameters, gradients, rule, which, place->index);
  return detail;
}

std::optional<float> exchangeParameter(Network& network, const UnitQuestion& at, float value) {
  const std::optional<Place> place = placeOf(network, at);
  if (!place) return std::nullopt;
  const auto before = static_cast<float>(numberAt(place->parameter, place->index));
  fill(oneOf(place->parameter, place->index), static_cast<double>(value));
  place->parameter.markModified("an edit");
  return before;
}

}  // namespace gradus
