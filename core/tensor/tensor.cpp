#include "core/tensor/tensor.h"

#include <utility>

#include "core/base/error.h"
#include "core/opencl/device.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/storage.h"

namespace gradus {

struct Tensor::Impl {
  std::shared_ptr<Storage> storage;
  Device* device = nullptr;
  Shape shape;
  Shape strides;
  std::int64_t offset = 0;
  Dtype dtype = Dtype::Float32;

  bool requiresGrad = false;
  std::shared_ptr<GradFn> gradFn;
  Tensor grad;
  std::shared_ptr<TensorHooks> hooks;  ///< of a leaf; those of a result lie with its gradFn
};

Tensor::Impl& Tensor::impl() const {
  if (!impl_) throw Error("An undefined tensor was used");
  return *impl_;
}

Tensor Tensor::over(Device& device, Buffer buffer, const Shape& shape, Dtype dtype) {
  Tensor tensor;
  tensor.impl_ = std::make_shared<Impl>();
  Impl& impl = *tensor.impl_;
  impl.storage = std::make_shared<Storage>();
  impl.storage->buffer = std::move(buffer);
  impl.storage->created = advanceGraphTime();
  impl.device = &device;
  impl.shape = shape;
  impl.strides = contiguousStrides(shape);
  impl.dtype = dtype;
  return tensor;
}

Tensor Tensor::empty(Device& device, const Shape& shape, Dtype dtype) {
  if (dtype == Dtype::Float64 && !device.info().float64) {
    throw DeviceError(device.info().title() + " has no float64: use float32, or another device");
  }
  return over(device, device.allocate(static_cast<std::size_t>(shape.numel()) * sizeOf(dtype)), shape, dtype);
}

Tensor Tensor::lent(Device& device, std::span<const std::uint8_t> numbers, const Shape& shape) {
  return over(device, device.lend(numbers.data(), numbers.size()), shape, Dtype::UInt8);
}

Tensor Tensor::zeros(Device& device, const Shape& shape, Dtype dtype) {
  Tensor tensor = empty(device, shape, dtype);
  device.fillZero(tensor.buffer(), 0, static_cast<std::size_t>(shape.numel()) * sizeOf(dtype));
  return tensor;
}

Tensor Tensor::full(Device& device, const Shape& shape, double value, Dtype dtype) {
  Tensor tensor = empty(device, shape, dtype);
  fill(tensor, value);
  return tensor;
}

Tensor Tensor::fromBytes(Device& device, std::span<const std::byte> bytes, const Shape& shape, Dtype dtype) {
  if (bytes.size() != static_cast<std::size_t>(shape.numel()) * sizeOf(dtype)) {
    throw ShapeError("Shape " + shape.text() + " needs " + std::to_string(shape.numel()) + " numbers, got " +
                     std::to_string(bytes.size() / sizeOf(dtype)));
  }
  Tensor tensor = empty(device, shape, dtype);
  device.write(tensor.buffer(), 0, bytes.data(), bytes.size());
  return tensor;
}

const Shape& Tensor::shape() const {
  return impl().shape;
}
const Shape& Tensor::strides() const {
  return impl().strides;
}
std::int64_t Tensor::size(int dim) const {
  return shape()[wrapDim(dim, shape(), "size")];
}
Dtype Tensor::dtype() const {
  return impl().dtype;
}
Device& Tensor::device() const {
  return *impl().device;
}
const Buffer& Tensor::buffer() const {
  const Storage& storage = *impl().storage;
  if (const BackwardScope* scope = BackwardScope::current()) scope->demandUnchanged(storage);
  return storage.buffer;
}
void Tensor::markModified(const char* operation) const {
  Storage& storage = *impl().storage;
  storage.modified = advanceGraphTime();
  storage.modifiedBy = operation;
}
std::int64_t Tensor::offset() const {
  return impl().offset;
}

bool Tensor::isContiguous() const {
  std::int64_t expected = 1;
  for (int dim = shape().rank() - 1; dim >= 0; --dim) {
    if (shape()[dim] != 1 && strides()[dim] != expected) return shape().numel() == 0;
    expected *= shape()[dim];
  }
  return true;
}

Tensor Tensor::alias(const Shape& shape, const Shape& strides, std::int64_t offset) const {
  Tensor view;
  view.impl_ = std::make_shared<Impl>();
  view.impl_->storage = impl().storage;
  view.impl_->device = impl().device;
  view.impl_->dtype = impl().dtype;
  view.impl_->shape = shape;
  view.impl_->strides = strides;
  view.impl_->offset = offset;
  return view;
}

Tensor Tensor::detach() const {
  return alias(shape(), strides(), offset());
}

void Tensor::setData(const Tensor& other) {
  if (!isLeaf()) throw Error("setData: only a leaf can be given other numbers");
  if (shape() != other.shape() || dtype() != other.dtype()) {
    throw ShapeError("setData: this is " + shape().text() + ", the other " + other.shape().text());
  }
  impl().storage = other.impl().storage;
  impl().strides = other.strides();
  impl().offset = other.offset();
}

void Tensor::toBytes(std::span<std::byte> bytes, Dtype wanted) const {
  const bool bytesOfBool = wanted == Dtype::UInt8 && dtype() == Dtype::Bool;
  if (wanted != dtype() && !bytesOfBool) {
    throw ShapeError(std::string("toVector: the tensor holds ") + nameOf(dtype()) + ", asked for " + nameOf(wanted));
  }
  const Tensor dense = contiguous(detach());
  const std::size_t start = static_cast<std::size_t>(dense.offset()) * sizeOf(dtype());
  device().read(dense.buffer(), start, bytes.data(), bytes.size());
}

double Tensor::item() const {
  if (numel() != 1) throw ShapeError("item: the tensor has shape " + shape().text() + ", not a single number");
  switch (dtype()) {
    case Dtype::Float32:
      return static_cast<double>(toVector<float>().front());
    case Dtype::Float64:
      return toVector<double>().front();
    case Dtype::Int64:
      return static_cast<double>(toVector<std::int64_t>().front());
    case Dtype::Int32:
      return toVector<std::int32_t>().front();
    case Dtype::UInt8:
    case Dtype::Bool:
      return toVector<std::uint8_t>().front();
  }
  return 0;
}

bool Tensor::requiresGrad() const {
  return impl_ && (impl_->requiresGrad || impl_->gradFn);
}

Tensor& Tensor::requireGrad(bool require) {
  if (!isLeaf()) throw Error("requireGrad: only a leaf can be told; this is the result of " + gradFn()->name);
  if (require && !isFloating(dtype())) {
    throw ShapeError(std::string("requireGrad: only float32 and float64 have gradients, this is ") + nameOf(dtype()));
  }
  impl().requiresGrad = require;
  return *this;
}

const std::shared_ptr<GradFn>& Tensor::gradFn() const {
  return impl().gradFn;
}
void Tensor::setGradFn(std::shared_ptr<GradFn> function) {
  impl().gradFn = std::move(function);
}
const Storage* Tensor::storage() const {
  return impl().storage.get();
}
Tensor Tensor::grad() const {
  return impl().grad;
}
void Tensor::setGrad(const Tensor& grad) const {
  impl().grad = grad;
}

std::shared_ptr<TensorHooks>& Tensor::hooks() const {
  return isLeaf() ? impl().hooks : gradFn()->hooks;
}

HookHandle Tensor::registerHook(TensorHook hook) const {
  if (!requiresGrad()) throw Error("registerHook: this tensor does not require grad, so none will be seen");
  std::shared_ptr<TensorHooks>& list = hooks();
  if (!list) list = std::make_shared<TensorHooks>();
  return HookHandle(list, list->add(std::move(hook)));
}

}  // namespace gradus
