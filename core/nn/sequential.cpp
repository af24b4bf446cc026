#include "core/nn/sequential.h"

#include <utility>

namespace gradus {

Module& Sequential::add(ModulePtr layer) {
  layers_.push_back(std::move(layer));
  return *layers_.back();
}

Tensor Sequential::forward(const Tensor& input) {
  Tensor value = input;
  for (const ModulePtr& layer : layers_) value = layer->forward(value);
  return value;
}

std::vector<NamedTensor> Sequential::namedParameters() const {
  std::vector<NamedTensor> all;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    for (const NamedTensor& parameter : layers_[i]->namedParameters()) {
      all.push_back({std::to_string(i) + "." + parameter.name, parameter.tensor});
    }
  }
  return all;
}

}  // namespace gradus
