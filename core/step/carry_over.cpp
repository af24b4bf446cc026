#include "core/step/carry_over.h"

#include <algorithm>

#include "core/nn/dense_layer.h"
#include "core/tensor/copy.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

using Pair = std::pair<std::size_t, std::size_t>;

bool haveSameShapes(const std::vector<NamedTensor>& a, const std::vector<NamedTensor>& b) {
  return std::ranges::equal(a, b, [](const NamedTensor& x, const NamedTensor& y) {
    return x.name == y.name && x.tensor.shape() == y.tensor.shape();
  });
}

/// The dimension of `parameter` that counts the inputs of a layer with a matrix of weights; −1 for every other one.
int inputsOf(const Module& layer, const Tensor& parameter) {
  const auto* dense = dynamic_cast<const DenseLayer*>(&layer);
  if (dense == nullptr || !dense->weight().is(parameter)) return -1;
  return dense->weightMatrix().strides() == parameter.strides() ? 1 : 0;
}

/// `tensor` from its first numbers to those that `count` counts, by dimension.
Tensor firstOf(Tensor tensor, const std::vector<std::int64_t>& count) {
  for (int dim = 0; dim < std::ssize(count); ++dim) {
    tensor = narrow(tensor, dim, 0, count[static_cast<std::size_t>(dim)]);
  }
  return tensor;
}

Tensor placeIn(const Tensor& arena, const Tensor& parameter) {
  return arena.alias(parameter.shape(), parameter.strides(), parameter.offset());
}

}  // namespace

CarryOver::CarryOver(Network& before, Network& after, const std::vector<Pair>& pairs) {
  for (const auto& [a, b] : pairs) {
    Module& was = before.layer(a);
    Module& is = after.layer(b);
    const std::vector<NamedTensor> parametersBefore = was.namedParameters();
    const std::vector<NamedTensor> parametersAfter = is.namedParameters();
    const bool haveSameInputs = a == 0 ? b == 0 : b > 0 && std::ranges::find(pairs, Pair(a - 1, b - 1)) != pairs.end();
    if (!haveSameInputs && !haveSameShapes(parametersBefore, parametersAfter)) continue;
    layers_.emplace_back(a, b);
    for (std::size_t i = 0; i < parametersAfter.size(); ++i) {
      const Tensor& parameter = parametersAfter[i].tensor;
      parameters_.push_back({parametersBefore[i].tensor, parameter, inputsOf(is, parameter)});
    }
    const std::vector<NamedTensor> buffersBefore = was.namedBuffers();
    const std::vector<NamedTensor> buffersAfter = is.namedBuffers();
    for (std::size_t i = 0; i < buffersAfter.size(); ++i) {
      buffers_.push_back({buffersBefore[i].tensor, buffersAfter[i].tensor});
    }
  }
}

void CarryOver::copyCommon(const Kept& kept, const Tensor& to, const Tensor& from) {
  std::vector<std::int64_t> count;
  for (int dim = 0; dim < to.dim(); ++dim) count.push_back(std::min(to.size(dim), from.size(dim)));
  copyInto(firstOf(to, count), firstOf(from, count));
  if (kept.inputs < 0) return;
  const std::int64_t known = count[static_cast<std::size_t>(kept.inputs)];
  const std::int64_t added = to.size(kept.inputs) - known;
  if (added == 0) return;
  const int units = 1 - kept.inputs;
  const Tensor ofOldUnits = narrow(to, units, 0, count[static_cast<std::size_t>(units)]);
  const Tensor fromNewInputs = narrow(ofOldUnits, kept.inputs, known, added);
  copyInto(fromNewInputs, Tensor::zeros(to.device(), fromNewInputs.shape()));
}

void CarryOver::copy(const Tensor& to, const Tensor& from) const {
  for (const Kept& kept : parameters_) copyCommon(kept, placeIn(to, kept.after), placeIn(from, kept.before));
}

void CarryOver::copyBuffers() const {
  for (const Kept& kept : buffers_) copyCommon(kept, kept.after, kept.before);
}

}  // namespace gradus
