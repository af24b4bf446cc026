#include "core/tensor/copy.h"

#include <array>
#include <string>

#include "core/base/error.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/map.h"
#include "core/tensor/spread.h"

namespace gradus {
namespace {

/// As `Layout` in kernels/copy.cl.
struct Layout {
  cl_int rank = 0;
  std::array<cl_int, kMaxRank> sizes{};
  std::array<cl_int, kMaxRank> strides{};
};

Layout layoutOf(const Tensor& tensor) {
  Layout layout;
  layout.rank = tensor.dim();
  for (int dim = 0; dim < tensor.dim(); ++dim) {
    layout.sizes[static_cast<std::size_t>(dim)] = static_cast<cl_int>(tensor.shape()[dim]);
    layout.strides[static_cast<std::size_t>(dim)] = static_cast<cl_int>(tensor.strides()[dim]);
  }
  return layout;
}

const char* copyKernel(Dtype dtype) {
  switch (sizeOf(dtype)) {
    case 1:
      return "copy_strided_1";
    case 8:
      return "copy_strided_8";
    default:
      return "copy_strided_4";
  }
}

/// Throws ShapeError if several numbers of `target`, such as an expanded one, lie in one place.
void demandOwnPlaces(const Tensor& target) {
  for (int dim = 0; dim < target.dim(); ++dim) {
    if (target.shape()[dim] > 1 && target.strides()[dim] == 0) {
      throw ShapeError("copyInto: several numbers of the target " + target.shape().text() +
                       " lie in one place, as after expand; copy into a contiguous one");
    }
  }
}

}  // namespace

void fill(const Tensor& tensor, const Scalar& value) {
  if (!tensor.isContiguous()) throw ShapeError("fill: the tensor of shape " + tensor.shape().text() + " has gaps");
  if (tensor.numel() == 0) return;
  const Dtype dtype = tensor.dtype();
  tensor.markModified("fill");
  if (!isFloating(dtype)) {
    // Of a little-endian integer the low bytes come first, as narrowing keeps them.
    const std::int64_t number = dtype == Dtype::Bool ? std::int64_t{value.toDouble() != 0} : value.toInteger();
    const std::size_t size = sizeOf(dtype);
    tensor.device().fill(tensor.buffer(), static_cast<std::size_t>(tensor.offset()) * size, &number, size,
                         static_cast<std::size_t>(tensor.numel()) * size);
    return;
  }
  tensor.device().launch(kernelFor("fill", dtype), tensor.device().lanesOver(tensor.numel()), tensor.buffer(),
                         intOf(tensor.offset()), intOf(tensor.numel()), realFor(value.toDouble(), dtype));
}

void copyInto(const Tensor& target, const Tensor& source) {
  if (target.shape() != source.shape() || target.dtype() != source.dtype()) {
    throw ShapeError("copyInto: cannot copy " + source.shape().text() + " " + nameOf(source.dtype()) + " into " +
                     target.shape().text() + " " + nameOf(target.dtype()));
  }
  if (target.numel() == 0) return;
  demandOwnPlaces(target);
  target.markModified("copyInto");
  Device& device = target.device();
  const std::size_t size = sizeOf(target.dtype());
  if (source.isContiguous() && target.isContiguous()) {
    device.copy(source.buffer(), static_cast<std::size_t>(source.offset()) * size, target.buffer(),
                static_cast<std::size_t>(target.offset()) * size, static_cast<std::size_t>(target.numel()) * size);
    return;
  }
  const auto count = static_cast<cl_int>(target.numel());
  device.launch(copyKernel(target.dtype()), device.itemsOver(count), source.buffer(),
                static_cast<cl_int>(source.offset()), layoutOf(source), target.buffer(),
                static_cast<cl_int>(target.offset()), layoutOf(target), count);
}

Tensor contiguous(const Tensor& tensor) {
  if (tensor.isContiguous()) return tensor;
  Tensor copy;
  if (spreadOf(tensor)) {
    copy = compute({"copy", "x", tensor.dtype()}, {tensor});
  } else {
    copy = Tensor::empty(tensor.device(), tensor.shape(), tensor.dtype());
    copyInto(copy, tensor);
  }
  return record(copy, "CloneBackward0", {tensor}, [](const Tensor& gradient) { return std::vector{gradient}; });
}

}  // namespace gradus
