#include "core/probe/gradient_stack.h"

#include <cmath>
#include <limits>
#include <string>

#include "core/autograd/grad.h"
#include "core/base/error.h"
#include "core/nn/activation_layer.h"
#include "core/nn/initialization.h"
#include "core/nn/linear.h"
#include "core/probe/distribution.h"
#include "core/tensor/creation.h"

namespace gradus {
namespace {

/// The root mean square, or NaN if not all numbers are finite.
double rootMeanSquare(const Tensor& tensor) {
  const Distribution distribution = distributionOf(tensor.detach().toVector<float>());
  if (distribution.nonFinite > 0) return std::numeric_limits<double>::quiet_NaN();
  return distribution.norm / std::sqrt(static_cast<double>(distribution.count));
}

StackCourse sendThrough(Device& device, const StackQuestion& question, const Choice& activation) {
  Generator generator(question.seed);
  Tensor value = randn(device, {kStackSamples, kStackWidth}, generator);
  value.requireGrad();
  const Tensor gradient = randn(device, {kStackSamples, kStackWidth}, generator);

  ActivationLayer function(activation);
  std::vector<Tensor> values{value};
  for (int layer = 0; layer < question.depth; ++layer) {
    Linear linear(device, kStackWidth, kStackWidth, generator);
    initialize(linear, question.initialization, generator);
    values.push_back(function.forward(linear.forward(values.back())));
  }
  // Of the last value itself the gradient is what is put in.
  const std::vector<Tensor> before(values.begin(), values.end() - 1);
  std::vector<Tensor> gradients = grad({values.back()}, before, false, {gradient});
  gradients.push_back(gradient);

  StackCourse course{activation, {}, {}};
  const double input = rootMeanSquare(values.front());
  const double output = rootMeanSquare(gradients.back());
  for (const Tensor& each : values) course.signal.push_back(rootMeanSquare(each) / input);
  for (auto each = gradients.rbegin(); each != gradients.rend(); ++each) {
    course.gradient.push_back(rootMeanSquare(*each) / output);
  }
  return course;
}

}  // namespace

StackAnswer measureStack(Device& device, const StackQuestion& question) {
  if (question.depth < 1 || question.depth > kDeepestStack) {
    throw Error("A stack of " + std::to_string(question.depth) + " layers was asked for, expected 1 to " +
                std::to_string(kDeepestStack));
  }
  StackAnswer answer{question, {}, {}};
  for (const Choice& activation : question.activations) {
    answer.courses.push_back(sendThrough(device, question, activation));
  }
  return answer;
}

}  // namespace gradus
