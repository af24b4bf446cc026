// The walk through the graph, from a result back to the leaves: Tensor::backward.
#include <queue>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/graph.h"

namespace gradus {
namespace {

struct EarlierLast {
  bool operator()(const GradFn* a, const GradFn* b) const { return a->sequence < b->sequence; }
};

/// An operation only depends on earlier ones, so walking by falling sequence number visits every function
/// after all that use its result: no count of uses and no recursion is needed.
class Walk {
 public:
  explicit Walk(bool retainGraph) : retainGraph_(retainGraph) {}

  void run(const Tensor& root, const Tensor& gradient) {
    receive(root, gradient);
    while (!waiting_.empty()) {
      GradFn* function = waiting_.top();
      waiting_.pop();
      step(*function);
    }
  }

 private:
  void step(GradFn& function) {
    if (!function.backward) {
      throw Error("backward: the graph of " + function.name +
                  " was freed by an earlier backward. Pass retainGraph to the first one to go through it twice");
    }
    const Tensor gradient = std::move(gradients_.extract(&function).mapped());
    const std::vector<Tensor> results = function.backward(gradient);
    for (std::size_t i = 0; i < results.size(); ++i) {
      if (results[i].defined() && function.inputs[i].requiresGrad()) receive(function.inputs[i], results[i]);
    }
    if (!retainGraph_) function.backward = nullptr;
  }

  void receive(const Tensor& target, const Tensor& gradient) {
    if (target.isLeaf()) {
      accumulate(target, gradient);
      return;
    }
    GradFn* function = target.gradFn().get();
    const auto [entry, isNew] = gradients_.try_emplace(function, gradient);
    if (isNew) {
      waiting_.push(function);
    } else {
      entry->second = entry->second + gradient;
    }
  }

  static void accumulate(const Tensor& leaf, const Tensor& gradient) {
    const Tensor before = leaf.grad();
    if (before.defined()) {
      addInto(before, gradient);
    } else {
      // A gradient may be shared with other leaves or be a view, and later ones are added in place.
      leaf.setGrad(affine(gradient, 1, 0));
    }
  }

  bool retainGraph_;
  std::unordered_map<GradFn*, Tensor> gradients_;
  std::priority_queue<GradFn*, std::vector<GradFn*>, EarlierLast> waiting_;
};

}  // namespace

void Tensor::backward(const Tensor& gradient, bool retainGraph) const {
  if (!requiresGrad()) throw Error("backward: this tensor does not require grad, so there is nothing to compute");
  if (!gradient.defined() && numel() != 1) {
    throw ShapeError("backward: a tensor of shape " + shape().text() +
                     " needs a gradient of that shape; only a single number can do without");
  }
  if (gradient.defined() && gradient.shape() != shape()) {
    throw ShapeError("backward: the gradient has shape " + gradient.shape().text() + ", the tensor " + shape().text());
  }
  const NoGrad noGrad;
  Walk(retainGraph).run(*this, gradient.defined() ? gradient : full(device(), shape(), 1, dtype()));
}

}  // namespace gradus
