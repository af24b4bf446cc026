#include "core/autograd/function.h"

#include <string>

#include "core/base/error.h"
#include "core/tensor/graph.h"

namespace gradus {

Tensor applyFunction(std::shared_ptr<Function> function, const std::vector<Tensor>& inputs) {
  std::vector<Tensor> values;
  std::vector<Shape> shapes;
  for (const Tensor& input : inputs) {
    values.push_back(input.detach());
    shapes.push_back(input.shape());
  }
  Tensor result;
  {
    const NoGrad noGrad;
    // Another handle than the one that forward may have kept: a function that owned its own result would never be
    // freed.
    result = function->forward(values).detach();
  }
  const char* name = function->name();
  return record(result, name, inputs, [function = std::move(function), shapes](const Tensor& gradient) {
    std::vector<Tensor> gradients = function->backward(gradient);
    if (gradients.size() != shapes.size()) {
      throw Error(std::string(function->name()) + " returned " + std::to_string(gradients.size()) +
                  " gradients, expected one for each of its " + std::to_string(shapes.size()) + " inputs");
    }
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      if (gradients[i].defined() && gradients[i].shape() != shapes[i]) {
        throw ShapeError(std::string(function->name()) + " returned gradient " + std::to_string(i) + " of shape " +
                         gradients[i].shape().text() + ", expected " + shapes[i].text());
      }
    }
    return gradients;
  });
}

}  // namespace gradus
