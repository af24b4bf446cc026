// The base of all layers and networks, as `torch.nn.Module`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

struct NamedTensor {
  std::string name;  ///< with the path, such as "0.weight"
  Tensor tensor;
};

class Module {
 public:
  Module() = default;
  virtual ~Module() = default;
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  /// The result for a batch. Throws ShapeError if the input does not fit.
  virtual Tensor forward(const Tensor& input) = 0;

  /// All tensors that training changes, in PyTorch's order.
  virtual std::vector<NamedTensor> namedParameters() const { return {}; }

  Tensor operator()(const Tensor& input) { return forward(input); }

  std::vector<Tensor> parameters() const {
    std::vector<Tensor> tensors;
    for (const NamedTensor& parameter : namedParameters()) tensors.push_back(parameter.tensor);
    return tensors;
  }
};

using ModulePtr = std::unique_ptr<Module>;

}  // namespace gradus
