// Layers one after the other, as `torch.nn.Sequential`.
#pragma once

#include "core/nn/module.h"

namespace gradus {

class Sequential : public Module {
 public:
  /// Appends a layer and returns it. Its tensors are named by its place, such as "2.weight".
  Module& add(ModulePtr layer);

  Tensor forward(const Tensor& input) override;

  std::size_t size() const { return layers_.size(); }
  Module& operator[](std::size_t index) { return *layers_[index]; }
  const Module& operator[](std::size_t index) const { return *layers_[index]; }

 private:
  std::vector<ModulePtr> layers_;
};

}  // namespace gradus
