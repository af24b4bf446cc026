// The graph of computation: every operation leaves a function that turns the gradient of its result into the
// gradients of its inputs. Operations record; core/autograd walks.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

/// From the gradient of an operation's result to those of its inputs, in their order; undefined where an
/// input needs none.
using BackwardFunction = std::function<std::vector<Tensor>(const Tensor& gradient)>;

/// A node of the graph.
struct GradFn {
  std::string name;  ///< as PyTorch prints it, such as "MulBackward0"
  std::vector<Tensor> inputs;
  BackwardFunction backward;   ///< empty once the graph was freed
  std::uint64_t sequence = 0;  ///< later operations have higher numbers

  GradFn() = default;
  GradFn(const GradFn&) = delete;
  GradFn& operator=(const GradFn&) = delete;
  /// Frees the whole chain behind it without recursion: a graph may be 100,000 nodes deep.
  ~GradFn();
};

/// Makes `result` the outcome of an operation on `inputs` and returns it. Does nothing under NoGrad or if no
/// input requires grad.
Tensor record(Tensor result, const char* name, std::initializer_list<Tensor> inputs, BackwardFunction backward);

/// Whether operations are recorded on this thread.
bool gradEnabled();

/// While it lives, operations of this thread are not recorded: `torch.no_grad()`.
class NoGrad {
 public:
  NoGrad();
  ~NoGrad();
  NoGrad(const NoGrad&) = delete;
  NoGrad& operator=(const NoGrad&) = delete;

 private:
  bool before_;
};

}  // namespace gradus
