// The walk through the graph, from results back to the leaves. Tensor::backward and grad() are its two faces.
#pragma once

#include <queue>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/tensor/graph.h"

namespace gradus {

/// An operation only depends on earlier ones, so walking by falling sequence number visits every function
/// after all that use its result: no count of uses and no recursion is needed.
class Walk {
 public:
  /// One that accumulates into the grad() of every leaf.
  explicit Walk(bool retainGraph) : retainGraph_(retainGraph) {}

  /// One that only finds the gradients of `targets`, and goes nowhere else.
  Walk(bool retainGraph, const std::vector<Tensor>& roots, const std::vector<Tensor>& targets);

  /// Throws Error if a part of the graph was freed, or needs numbers that were modified since.
  void run(const std::vector<Tensor>& roots, const std::vector<Tensor>& gradients);

  /// The gradient of a target; undefined if the roots do not depend on it.
  Tensor found(const Tensor& target) const;

 private:
  struct EarlierLast {
    bool operator()(const GradFn* a, const GradFn* b) const { return a->sequence < b->sequence; }
  };
  struct Leaf {
    Tensor tensor;
    Tensor gradient;
  };

  void findNeeded(const std::vector<Tensor>& roots);
  void step(GradFn& function);
  std::vector<Tensor> differentiate(GradFn& function, const Tensor& gradient) const;
  void receive(const Edge& edge, const Tensor& gradient);
  void receiveLeaf(const Tensor& leaf, const Tensor& gradient);
  void finishLeaves();

  bool retainGraph_;
  bool selective_ = false;
  std::unordered_map<const void*, Tensor> targets_;  ///< by Edge::key(), with what was found
  std::unordered_set<const GradFn*> needed_;         ///< those that lead to a target
  std::unordered_map<GradFn*, Tensor> gradients_;
  std::priority_queue<GradFn*, std::vector<GradFn*>, EarlierLast> waiting_;
  std::vector<Leaf> leaves_;  ///< those that need their whole gradient at once
  std::unordered_map<const void*, std::size_t> leafIndex_;
};

}  // namespace gradus
