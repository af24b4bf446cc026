// The tensor: a strided view of numbers on a device, and its place in the graph of computation. Names,
// arguments and meaning are PyTorch's.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/tensor/dtype.h"
#include "core/tensor/hooks.h"
#include "core/tensor/shape.h"

namespace gradus {

class Buffer;
class Device;
struct GradFn;
struct Storage;

/// A handle: copies refer to the same tensor. A default-made one is undefined. Tensors belong to the engine
/// thread.
class Tensor {
 public:
  Tensor() = default;

  /// A tensor of uninitialised numbers, as `torch.empty`. Throws DeviceError, also for float64 on a device without it.
  static Tensor empty(Device& device, const Shape& shape, Dtype dtype = Dtype::Float32);
  static Tensor zeros(Device& device, const Shape& shape, Dtype dtype = Dtype::Float32);
  static Tensor full(Device& device, const Shape& shape, double value, Dtype dtype = Dtype::Float32);

  /// Numbers from the host in row-major order. Throws ShapeError unless there are shape.numel() of them.
  template <class Number>
  static Tensor from(Device& device, std::span<const Number> numbers, const Shape& shape) {
    return fromBytes(device, std::as_bytes(numbers), shape, DtypeOf<Number>::value);
  }
  template <class Number>
  static Tensor from(Device& device, const std::vector<Number>& numbers, const Shape& shape) {
    return from(device, std::span<const Number>(numbers), shape);
  }

  /// Numbers that stay where they are: see Device::lend().
  static Tensor lent(Device& device, std::span<const std::uint8_t> numbers, const Shape& shape);

  bool defined() const { return impl_ != nullptr; }
  const Shape& shape() const;
  const Shape& strides() const;
  std::int64_t size(int dim) const;  ///< negative dims count from the end
  int dim() const { return shape().rank(); }
  std::int64_t numel() const { return shape().numel(); }
  Dtype dtype() const;
  Device& device() const;
  bool isContiguous() const;

  /// Where the numbers are: a buffer that views share, and how many numbers lie before the first.
  const Buffer& buffer() const;
  std::int64_t offset() const;
  const Storage* storage() const;

  /// To be called by every operation that changes numbers in place, with its name: a later backward that needs the
  /// numbers of before is then refused.
  void markModified(const char* operation) const;

  /// A view of the same numbers that does not take part in the graph.
  Tensor detach() const;

  /// A view with another shape, strides and offset of the same storage, outside the graph. For operations.
  Tensor alias(const Shape& shape, const Shape& strides, std::int64_t offset) const;

  /// Makes this tensor, which must be a leaf, refer to the numbers of `other`, of the same shape. The arena
  /// of an optimizer moves parameters so.
  void setData(const Tensor& other);

  /// All numbers in row-major order. Waits for the device. Throws ShapeError if `Number` is not the dtype;
  /// Bool is read as std::uint8_t.
  template <class Number>
  std::vector<Number> toVector() const {
    std::vector<Number> numbers(static_cast<std::size_t>(numel()));
    toBytes(std::as_writable_bytes(std::span(numbers)), DtypeOf<Number>::value);
    return numbers;
  }

  /// The only number of a tensor. Waits for the device. Throws ShapeError if there are more.
  double item() const;

  // --- autograd

  bool requiresGrad() const;
  /// For leaves, which `backward` then gives a grad. Throws Error for the result of an operation, ShapeError for
  /// integers.
  Tensor& requireGrad(bool require = true);
  bool isLeaf() const { return gradFn() == nullptr; }
  const std::shared_ptr<GradFn>& gradFn() const;
  void setGradFn(std::shared_ptr<GradFn> function);

  /// ∂loss/∂this, summed over all calls of backward since it was cleared. Undefined before the first.
  Tensor grad() const;
  void setGrad(const Tensor& grad) const;

  /// Computes the gradients of all leaves this was made from. `gradient` has this tensor's shape; it may be
  /// left out for a single number. Throws Error if this does not require grad, or if its graph was used and
  /// freed before.
  void backward(const Tensor& gradient = {}, bool retainGraph = false) const;

  /// Calls `hook` with the whole gradient of this tensor in every backward that reaches it, before it is passed on or
  /// accumulated; a defined tensor that it returns takes its place. As `Tensor.register_hook`. Throws Error if this
  /// does not require grad.
  HookHandle registerHook(TensorHook hook) const;

  /// The hooks of this tensor, null if there never was one. For the walk through the graph.
  std::shared_ptr<TensorHooks>& hooks() const;

  /// Distinguishes tensors as is() does, for maps.
  const void* id() const { return impl_.get(); }

  /// Whether two handles are the same tensor.
  bool is(const Tensor& other) const { return impl_ == other.impl_; }

 private:
  struct Impl;

  static Tensor over(Device& device, Buffer buffer, const Shape& shape, Dtype dtype);
  static Tensor fromBytes(Device& device, std::span<const std::byte> bytes, const Shape& shape, Dtype dtype);
  void toBytes(std::span<std::byte> bytes, Dtype dtype) const;
  Impl& impl() const;  ///< throws Error if undefined

  std::shared_ptr<Impl> impl_;
};

}  // namespace gradus
