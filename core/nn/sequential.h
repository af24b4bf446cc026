// Layers one after the other, as `torch.nn.Sequential`.
#pragma once

#include "core/nn/module.h"

namespace gradus {

class Sequential : public Module {
 public:
  /// Appends a layer and returns it.
  Module& add(ModulePtr layer);

  Tensor forward(const Tensor& input) override;

  /// Named by the layer's place, such as "2.weight".
  std::vector<NamedTensor> namedParameters() const override;

  std::size_t size() const { return layers_.size(); }
  Module& operator[](std::size_t index) { return *layers_[index]; }
  const Module& operator[](std::size_t index) const { return *layers_[index]; }

 private:
  std::vector<ModulePtr> layers_;
};

}  // namespace gradus
