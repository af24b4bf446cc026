#include "core/tensor/indexing.h"

#include <string>

#include "core/base/error.h"
#include "core/opencl/device.h"

namespace gradus {
namespace {

const char* gatherKernel(Dtype dtype) {
  switch (dtype) {
    case Dtype::UInt8:
      return "gather_images";
    case Dtype::Int64:
    case Dtype::Float64:
      return "gather_8";
    default:
      return "gather_4";
  }
}

}  // namespace

Tensor gatherRows(const Tensor& source, const Tensor& order, std::int64_t start, std::int64_t count) {
  if (source.dim() < 1 || source.dim() > 2 || !source.isContiguous() || source.dtype() == Dtype::Bool ||
      order.dtype() != Dtype::Int32 || order.dim() != 1 || start < 0 || count < 0 || start + count > order.numel()) {
    throw ShapeError("gatherRows: cannot take rows " + std::to_string(start) + " to " + std::to_string(start + count) +
                     " of the order " + order.shape().text() + " from " + source.shape().text());
  }
  Shape shape = source.shape();
  shape[0] = count;
  const Dtype dtype = source.dtype() == Dtype::UInt8 ? Dtype::Float32 : source.dtype();
  Tensor result = Tensor::empty(source.device(), shape, dtype);
  if (result.numel() == 0) return result;
  Device& device = source.device();
  const std::int64_t width = source.dim() == 1 ? 1 : source.shape()[1];
  const std::int64_t items =
      source.dtype() == Dtype::UInt8 ? count * ((width + device.lanes() - 1) / device.lanes()) : count * width;
  device.launch(gatherKernel(source.dtype()), device.itemsOver(items), source.buffer(),
                static_cast<cl_int>(source.offset()), order.buffer(), static_cast<cl_int>(order.offset() + start),
                result.buffer(), static_cast<cl_int>(count), static_cast<cl_int>(width));
  return result;
}

}  // namespace gradus
