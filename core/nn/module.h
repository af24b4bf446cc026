// The base of all layers and networks, as `torch.nn.Module`.
//
// A layer registers what it owns in its constructor, in PyTorch's order, and says in forward() what it computes;
// noisy_linear.h is a small example.
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
  Tensor operator()(const Tensor& input) { return forward(input); }

  /// All tensors that training changes by their gradients, in PyTorch's order.
  std::vector<NamedTensor> namedParameters() const;
  std::vector<Tensor> parameters() const;

  /// All other tensors that belong to the state, such as running means.
  std::vector<NamedTensor> namedBuffers() const;

  /// Whether layers that behave differently in training and in use (dropout, batch norm) are in training, which is
  /// where a module begins. Applies to all modules inside.
  void train(bool isTraining = true);
  void eval() { train(false); }
  bool isTraining() const { return isTraining_; }

  /// Parameters and buffers, outside the graph: they refer to the module's own numbers.
  std::vector<NamedTensor> stateDict() const;

  /// Copies the numbers of `state` into the tensors of those names. Throws FormatError that names every missing and
  /// unexpected name and every other shape or dtype; then nothing was changed. Not strict, names may be missing or
  /// unexpected.
  void loadStateDict(const std::vector<NamedTensor>& state, bool strict = true);

 protected:
  /// Makes `tensor` a leaf that requires grad, adds it to the parameters and returns it.
  Tensor addParameter(std::string name, Tensor tensor);
  Tensor addBuffer(std::string name, const Tensor& tensor);

  /// `module` must live as long as this.
  void addModule(std::string name, Module& module);

 private:
  struct Child {
    std::string name;
    Module* module;
  };

  std::vector<NamedTensor> parameters_;
  std::vector<NamedTensor> buffers_;
  std::vector<Child> children_;
  bool isTraining_ = true;
};

using ModulePtr = std::unique_ptr<Module>;

}  // namespace gradus
