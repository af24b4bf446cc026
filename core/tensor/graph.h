// The graph of computation: every operation leaves a function that turns the gradient of its result into the
// gradients of its inputs. Operations record; core/autograd walks.
//
// As in PyTorch (torch/csrc/autograd/edge.h and saved_variable.h) a function holds edges to the functions of its
// inputs, not the inputs, and its backward saves what its formula reads: a sum keeps shapes, so that the memory of what
// was summed is free as soon as nobody else has a handle. Saved numbers are detached: they hold no part of the graph.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

/// From the gradient of an operation's result to those of its inputs, in their order; undefined where an
/// input needs none.
using BackwardFunction = std::function<std::vector<Tensor>(const Tensor& gradient)>;

struct GradFn;

/// Where the gradient of an input goes on. Both are empty where the input needs none.
struct Edge {
  explicit Edge(const Tensor& input);

  std::shared_ptr<GradFn> function;  ///< that made the input
  Tensor leaf;                       ///< or the input itself, which accumulates it

  /// Distinguishes what edges lead to, for maps; null if that is nothing.
  const void* key() const { return function ? static_cast<const void*>(function.get()) : leaf.id(); }
};

/// What backward has to know of an input whose numbers it does not read.
struct Receiver {
  explicit Receiver(const Tensor& input) : shape(input.shape()), needsGrad(input.requiresGrad()) {}

  Shape shape;
  bool needsGrad;
};

/// The numbers of `x` for a backward that reads them only to find the gradient of `input`: undefined if that needs
/// none.
inline Tensor savedFor(const Tensor& input, const Tensor& x) {
  return input.requiresGrad() ? x.detach() : Tensor();
}

/// A node of the graph.
struct GradFn {
  std::string name;                    ///< as PyTorch prints it, such as "MulBackward0"
  std::vector<Edge> edges;             ///< one for each input, in their order
  BackwardFunction backward;           ///< empty once the graph was freed
  std::uint64_t sequence = 0;          ///< the time of its recording: later operations have higher numbers
  std::shared_ptr<TensorHooks> hooks;  ///< on the gradient of its result; may be null

  GradFn() = default;
  GradFn(const GradFn&) = delete;
  GradFn& operator=(const GradFn&) = delete;
  /// Frees the whole chain behind it without recursion: a graph may be 100,000 nodes deep.
  ~GradFn();
};

/// Makes `result` the outcome of an operation on `inputs` and returns it. Does nothing under NoGrad or if no
/// input requires grad.
Tensor record(Tensor result, const char* name, std::span<const Tensor> inputs, BackwardFunction backward);

inline Tensor record(Tensor result, const char* name, std::initializer_list<Tensor> inputs, BackwardFunction backward) {
  return record(std::move(result), name, std::span(inputs.begin(), inputs.size()), std::move(backward));
}

/// Sees everything that is computed on its thread while it lives; the last one made sees it first. Without one nothing
/// is spent on it. It may throw, which ends the computation.
class GraphObserver {
 public:
  GraphObserver();
  virtual ~GraphObserver();
  GraphObserver(const GraphObserver&) = delete;
  GraphObserver& operator=(const GraphObserver&) = delete;

  /// An operation outside backward made `result`; `name` is that of its GradFn, which `result` has if it takes part in
  /// the graph.
  virtual void sawResult(const char* /*name*/, const Tensor& /*result*/) {}

  /// `function` turned the gradient of its result into those of its inputs, in their order and undefined where none was
  /// needed. What hooks made of a gradient is what is seen.
  virtual void sawBackward(const GradFn& /*function*/, const Tensor& /*gradient*/,
                           const std::vector<Tensor>& /*inputGradients*/) {}

  /// The innermost one of this thread, or null.
  static GraphObserver* current();
  GraphObserver* outer() const { return outer_; }

 private:
  GraphObserver* outer_;
};

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
