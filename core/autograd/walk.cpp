#include "core/autograd/walk.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/storage.h"

namespace gradus {
namespace {

void accumulate(const Tensor& leaf, const Tensor& gradient) {
  const Tensor before = leaf.grad();
  if (before.defined()) {
    addInto(before, gradient);
  } else {
    // A gradient may be shared with other leaves or be a view, and later ones are added in place.
    leaf.setGrad(affine(gradient, 1, 0));
  }
}

}  // namespace

Walk::Walk(bool retainGraph, const std::vector<Tensor>& roots, const std::vector<Tensor>& targets)
    : retainGraph_(retainGraph), selective_(true) {
  for (const Tensor& target : targets) targets_[Edge(target).key()];
  findNeeded(roots);
}

Tensor Walk::found(const Tensor& target) const {
  return targets_.at(Edge(target).key());
}

void Walk::findNeeded(const std::vector<Tensor>& roots) {
  std::unordered_set<const GradFn*> seen;
  std::vector<const GradFn*> functions;
  const auto reach = [&](const Edge& edge) {
    const GradFn* function = edge.function.get();
    if (function != nullptr && seen.insert(function).second) functions.push_back(function);
  };
  for (const Tensor& root : roots) reach(Edge(root));
  for (std::size_t i = 0; i < functions.size(); ++i) {
    // By index: following edges makes the vector grow.
    for (const Edge& edge : functions[i]->edges) reach(edge);
  }
  std::sort(functions.begin(), functions.end(),
            [](const GradFn* a, const GradFn* b) { return a->sequence < b->sequence; });
  for (const GradFn* function : functions) {
    const bool leads = std::any_of(function->edges.begin(), function->edges.end(), [&](const Edge& edge) {
      return targets_.contains(edge.key()) || needed_.contains(edge.function.get());
    });
    if (leads) needed_.insert(function);
  }
}

void Walk::run(const std::vector<Tensor>& roots, const std::vector<Tensor>& gradients) {
  const NoGrad noGrad;
  // Sums of gradients are no results that observers should see; nothing recorded at time 0 refuses any numbers.
  const std::string name = "backward";
  const BackwardScope scope(name, 0, nullptr);
  for (std::size_t i = 0; i < roots.size(); ++i) receive(Edge(roots[i]), gradients[i]);
  while (!waiting_.empty()) {
    GradFn* function = waiting_.top();
    waiting_.pop();
    step(*function);
  }
  finishLeaves();
}

void Walk::step(GradFn& function) {
  Tensor gradient = std::move(gradients_.extract(&function).mapped());
  if (function.hooks) gradient = function.hooks->apply(gradient);
  if (const auto target = targets_.find(&function); target != targets_.end()) target->second = gradient;
  if (selective_ && !needed_.contains(&function)) return;

  const std::vector<Tensor> results = differentiate(function, gradient);
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (results[i].defined()) receive(function.edges[i], results[i]);
  }
  if (!retainGraph_) function.backward = nullptr;
}

std::vector<Tensor> Walk::differentiate(GradFn& function, const Tensor& gradient) const {
  if (!function.backward) {
    throw Error("backward: the graph of " + function.name +
                " was freed by an earlier backward. Pass retainGraph to the first one to go through it twice");
  }
  std::vector<Tensor> results;
  {
    const BackwardScope scope(function.name, function.sequence, gradient.storage());
    results = function.backward(gradient);
  }
  for (GraphObserver* observer = GraphObserver::current(); observer != nullptr; observer = observer->outer()) {
    observer->sawBackward(function, gradient, results);
  }
  return results;
}

void Walk::receive(const Edge& edge, const Tensor& gradient) {
  GradFn* function = edge.function.get();
  if (function == nullptr) {
    // Whether it wants a gradient may have changed since.
    if (edge.leaf.requiresGrad()) receiveLeaf(edge.leaf, gradient);
    return;
  }
  if (selective_ && !needed_.contains(function) && !targets_.contains(function)) return;
  const auto [entry, isNew] = gradients_.try_emplace(function, gradient);
  if (isNew) {
    waiting_.push(function);
  } else {
    entry->second = entry->second + gradient;
  }
}

void Walk::receiveLeaf(const Tensor& leaf, const Tensor& gradient) {
  if (selective_ && !targets_.contains(leaf.id())) return;
  if (!selective_ && !leaf.hooks()) {
    accumulate(leaf, gradient);
    return;
  }
  const auto [entry, isNew] = leafIndex_.try_emplace(leaf.id(), leaves_.size());
  if (isNew) {
    leaves_.push_back({leaf, gradient});
  } else {
    Tensor& sum = leaves_[entry->second].gradient;
    sum = sum + gradient;
  }
}

void Walk::finishLeaves() {
  for (const auto& [leaf, whole] : leaves_) {
    const Tensor gradient = leaf.hooks() ? leaf.hooks()->apply(whole) : whole;
    if (selective_) {
      targets_.at(leaf.id()) = gradient;
    } else {
      accumulate(leaf, gradient);
    }
  }
}

}  // namespace gradus
