#include "core/nn/sequential.h"

#include <string>
#include <utility>

namespace gradus {

Module& Sequential::add(ModulePtr layer) {
  addModule(std::to_string(layers_.size()), *layer);
  layers_.push_back(std::move(layer));
  return *layers_.back();
}

Tensor Sequential::forward(const Tensor& input) {
  Tensor value = input;
  for (const ModulePtr& layer : layers_) value = layer->forward(value);
  return value;
}

}  // namespace gradus
