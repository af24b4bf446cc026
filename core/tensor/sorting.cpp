#include "core/tensor/sorting.h"

#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/on_demand.h"
#include "core/tensor/picking.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

/// The places of the numbers of each row of a contiguous matrix, in order.
Tensor sortRows(const Tensor& x, bool descending) {
  Device& device = x.device();
  const std::int64_t rows = x.shape()[0];
  const std::int64_t count = x.shape()[1];
  Tensor places = Tensor::empty(device, x.shape(), Dtype::Int64);
  if (places.numel() == 0) return places;
  const Range range = device.itemsOver(x.numel());
  device.launch(onDemand(device, "sorting", "first_places", x.dtype()), range, places.buffer(), intOf(rows),
                intOf(count));
  Tensor merged = Tensor::empty(device, x.shape(), Dtype::Int64);
  for (std::int64_t width = 1; width < count; width *= 2) {
    device.launch(onDemand(device, "sorting", "merge_runs", x.dtype()), range, x.buffer(), intOf(x.offset()),
                  places.buffer(), merged.buffer(), intOf(rows), intOf(count), intOf(width), cl_int{descending});
    std::swap(places, merged);
  }
  return places;
}

}  // namespace

Tensor argsort(const Tensor& x, int dimension, bool descending) {
  const int dim = wrapDim(dimension, x.shape(), "sort");
  if (x.numel() == 0 || x.dim() == 0) return Tensor::zeros(x.device(), x.shape(), Dtype::Int64);
  const int last = x.dim() - 1;
  const Tensor lines = contiguous(transpose(x.detach(), dim, last));
  const Tensor places = sortRows(reshape(lines, {x.numel() / x.shape()[dim], x.shape()[dim]}), descending);
  return contiguous(transpose(reshape(places, lines.shape()), dim, last));
}

ValuesAndIndices sort(const Tensor& x, int dimension, bool descending) {
  const int dim = wrapDim(dimension, x.shape(), "sort");
  const Tensor indices = argsort(x, dim, descending);
  const Tensor values = record(pickAlong(x, dim, indices), "SortBackward1", {x},
                               [shape = x.shape(), dim, indices](const Tensor& gradient) {
                                 return std::vector{placeAlong(gradient, dim, indices, shape)};
                               });
  return {values, indices};
}

ValuesAndIndices topk(const Tensor& x, std::int64_t k, int dimension, bool largest) {
  const int dim = wrapDim(dimension, x.shape(), "topk");
  const std::int64_t count = x.dim() == 0 ? 1 : x.shape()[dim];
  if (k < 0 || k > count) {
    throw ShapeError("topk: there are no " + std::to_string(k) + " numbers along dimension " + std::to_string(dim) +
                     " of shape " + x.shape().text());
  }
  const auto [values, indices] = sort(x, dim, largest);
  if (x.dim() == 0) return {values, indices};
  return {narrow(values, dim, 0, k), narrow(indices, dim, 0, k)};
}

}  // namespace gradus
