#include "core/tensor/graph.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/tensor/storage.h"

namespace gradus {
namespace {

// Per thread, as in PyTorch: a mode of the code that runs, not a state of the program.
thread_local bool recording = true;
thread_local GraphObserver* observer = nullptr;

}  // namespace

Edge::Edge(const Tensor& input) {
  if (!input.requiresGrad()) return;
  if (input.isLeaf()) {
    leaf = input;
  } else {
    function = input.gradFn();
  }
}

GradFn::~GradFn() {
  std::vector<std::shared_ptr<GradFn>> waiting;
  const auto empty = [&waiting](GradFn& function) {
    // Before the edges, which own what a closure might own too, so that its going frees no function.
    function.backward = nullptr;
    for (Edge& edge : function.edges) {
      if (edge.function) waiting.push_back(std::move(edge.function));
    }
    function.edges.clear();
  };
  empty(*this);
  while (!waiting.empty()) {
    const std::shared_ptr<GradFn> function = std::move(waiting.back());
    waiting.pop_back();
    if (function.use_count() == 1) empty(*function);  // Others still need what it holds.
  }
}

Tensor record(Tensor result, const char* name, std::span<const Tensor> inputs, BackwardFunction backward) {
  const bool needed =
      recording && std::any_of(inputs.begin(), inputs.end(), [](const Tensor& input) { return input.requiresGrad(); });
  if (needed) {
    auto function = std::make_shared<GradFn>();
    function->name = name;
    function->edges = std::vector<Edge>(inputs.begin(), inputs.end());
    function->backward = std::move(backward);
    function->sequence = advanceGraphTime();
    result.setGradFn(std::move(function));
  }
  if (BackwardScope::current() != nullptr) return result;  // A step of backward, seen there as a whole.
  for (GraphObserver* watching = observer; watching != nullptr; watching = watching->outer()) {
    watching->sawResult(name, result);
  }
  return result;
}

GraphObserver::GraphObserver() : outer_(std::exchange(observer, this)) {}
GraphObserver::~GraphObserver() {
  observer = outer_;
}
GraphObserver* GraphObserver::current() {
  return observer;
}

Tensor TensorHooks::apply(const Tensor& gradient) const {
  Tensor result = gradient;
  const auto hooks = hooks_;  // A hook may remove itself.
  for (const auto& [id, hook] : hooks) {
    const Tensor changed = hook(result);
    if (!changed.defined()) continue;
    if (changed.shape() != gradient.shape() || changed.dtype() != gradient.dtype()) {
      throw ShapeError("A hook returned a gradient of shape " + changed.shape().text() + " " + nameOf(changed.dtype()) +
                       ", expected " + gradient.shape().text() + " " + nameOf(gradient.dtype()));
    }
    result = changed;
  }
  return result;
}

bool gradEnabled() {
  return recording;
}

NoGrad::NoGrad() : before_(std::exchange(recording, false)) {}
NoGrad::~NoGrad() {
  recording = before_;
}

}  // namespace gradus
