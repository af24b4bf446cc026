// Functions that are called with the gradient of a tensor when backward reaches it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace gradus {

class Tensor;

/// Sees a gradient; a defined tensor that it returns, of the same shape, takes the gradient's place.
using TensorHook = std::function<Tensor(const Tensor& gradient)>;

/// The hooks of one tensor, in the order in which they were registered.
class TensorHooks {
 public:
  std::uint64_t add(TensorHook hook) {
    hooks_.emplace(next_, std::move(hook));
    return next_++;
  }
  void remove(std::uint64_t id) { hooks_.erase(id); }

  /// What the hooks make of `gradient`. Throws ShapeError if one returns another shape.
  Tensor apply(const Tensor& gradient) const;

 private:
  std::map<std::uint64_t, TensorHook> hooks_;
  std::uint64_t next_ = 0;
};

/// What `registerHook` returns. The hook stays when it goes: take it out with remove().
class HookHandle {
 public:
  HookHandle() = default;
  HookHandle(const std::shared_ptr<TensorHooks>& hooks, std::uint64_t id) : hooks_(hooks), id_(id) {}

  void remove() {
    if (const auto hooks = hooks_.lock()) hooks->remove(id_);
  }

 private:
  std::weak_ptr<TensorHooks> hooks_;
  std::uint64_t id_ = 0;
};

}  // namespace gradus
