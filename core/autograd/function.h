// Operations of a user's own, with a backward of their own: `torch.autograd.Function`.
//
//   class Square : public Function {
//    public:
//     const char* name() const override { return "SquareBackward"; }
//     Tensor forward(const std::vector<Tensor>& inputs) override { x_ = inputs[0]; return x_ * x_; }
//     std::vector<Tensor> backward(const Tensor& gradient) override { return {gradient * x_ * 2.0}; }
//    private:
//     Tensor x_;
//   };
//   const Tensor y = applyFunction<Square>({x});
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

/// One use of an operation. What forward leaves in members is there in backward; it is freed with the graph.
class Function {
 public:
  virtual ~Function() = default;

  /// How errors, observers and grad_fn call it, such as "SquareBackward". A text that lives as long as the program.
  virtual const char* name() const = 0;

  /// The result, a new tensor. Called once, outside the graph; `inputs` are views that take no part in it.
  virtual Tensor forward(const std::vector<Tensor>& inputs) = 0;

  /// From the gradient of the result to those of the inputs, one for each and of its shape; undefined for one that has
  /// none. Called outside the graph, again for every backward that goes through it.
  virtual std::vector<Tensor> backward(const Tensor& gradient) = 0;
};

/// Runs `function` on `inputs` as an operation of the graph. Throws Error, in backward, where the gradients do not fit
/// the inputs.
Tensor applyFunction(std::shared_ptr<Function> function, const std::vector<Tensor>& inputs);

/// The same with a new Kind, made from `arguments`. (Not called apply: std::apply would be found too.)
template <class Kind, class... Arguments>
Tensor applyFunction(const std::vector<Tensor>& inputs, Arguments&&... arguments) {
  return applyFunction(std::make_shared<Kind>(std::forward<Arguments>(arguments)...), inputs);
}

}  // namespace gradus
