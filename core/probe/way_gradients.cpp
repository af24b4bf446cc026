#include "core/probe/way_gradients.h"

#include <algorithm>

#include "core/autograd/grad.h"

namespace gradus {

WayGradients::WayGradients(const Tensor& loss, const Way& way) {
  for (const Network::Passage& passage : way) {
    add(passage.sum);
    add(passage.value);
    for (const Tensor& parameter : passage.layer->parameters()) add(parameter);
  }
  gradients_ = grad({loss}, tensors_, true);
}

/// A layer that does nothing outside training, such as dropout, hands its input on.
void WayGradients::add(const Tensor& tensor) {
  const bool isNew = std::ranges::none_of(tensors_, [&](const Tensor& each) { return each.is(tensor); });
  if (tensor.requiresGrad() && isNew) tensors_.push_back(tensor);
}

Tensor WayGradients::by(const Tensor& tensor) const {
  const auto found = std::ranges::find_if(tensors_, [&](const Tensor& each) { return each.is(tensor); });
  return found == tensors_.end() ? Tensor() : gradients_[static_cast<std::size_t>(found - tensors_.begin())];
}

}  // namespace gradus
