// Tensor::backward and grad(): what may be asked, and the walk that answers.
#include <string>
#include <vector>

#include "core/autograd/grad.h"
#include "core/autograd/walk.h"
#include "core/base/error.h"

namespace gradus {
namespace {

/// The gradient to start from at `output`, which may be left out for a single number.
Tensor startingGradient(const Tensor& output, const Tensor& gradient, const std::string& who) {
  if (!output.requiresGrad()) throw Error(who + ": this tensor does not require grad, so there is nothing to compute");
  if (!gradient.defined() && output.numel() != 1) {
    throw ShapeError(who + ": a tensor of shape " + output.shape().text() +
                     " needs a gradient of that shape; only a single number can do without");
  }
  if (gradient.defined() && (gradient.shape() != output.shape() || gradient.dtype() != output.dtype())) {
    throw ShapeError(who + ": the gradient has shape " + gradient.shape().text() + " " + nameOf(gradient.dtype()) +
                     ", the tensor " + output.shape().text() + " " + nameOf(output.dtype()));
  }
  return gradient.defined() ? gradient : Tensor::full(output.device(), output.shape(), 1, output.dtype());
}

}  // namespace

void Tensor::backward(const Tensor& gradient, bool retainGraph) const {
  Walk(retainGraph).run({*this}, {startingGradient(*this, gradient, "backward")});
}

std::vector<Tensor> grad(const std::vector<Tensor>& outputs, const std::vector<Tensor>& inputs, bool retainGraph,
                         const std::vector<Tensor>& gradients) {
  if (!gradients.empty() && gradients.size() != outputs.size()) {
    throw Error("grad: there are " + std::to_string(outputs.size()) + " outputs, but " +
                std::to_string(gradients.size()) + " gradients of them");
  }
  std::vector<Tensor> starts;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    starts.push_back(startingGradient(outputs[i], gradients.empty() ? Tensor() : gradients[i], "grad"));
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i].requiresGrad()) throw Error("grad: input " + std::to_string(i) + " does not require grad");
  }
  Walk walk(retainGraph, outputs, inputs);
  walk.run(outputs, starts);
  std::vector<Tensor> results;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    results.push_back(walk.found(inputs[i]));
    if (!results.back().defined()) {
      throw Error("grad: input " + std::to_string(i) + " was not used to compute the outputs");
    }
  }
  return results;
}

}  // namespace gradus
