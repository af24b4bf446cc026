#include "core/tensor/picking.h"

#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/kernel.h"
#include "core/tensor/on_demand.h"

namespace gradus {

Tensor pickAlong(const Tensor& x, int dim, const Tensor& indices) {
  const Tensor source = contiguous(x.detach());
  const Tensor places = contiguous(indices);
  const auto [outer, count, inner] = middleOf(source.shape(), dim);
  const std::int64_t picked = middleOf(places.shape(), dim).count;
  Tensor result = Tensor::empty(source.device(), places.shape(), source.dtype());
  if (result.numel() == 0) return result;
  source.device().launch(onDemand(source.device(), "picking", "pick", source.dtype()),
                         source.device().itemsOver(result.numel()), source.buffer(), intOf(source.offset()),
                         places.buffer(), intOf(places.offset()), result.buffer(), intOf(outer), intOf(count),
                         intOf(picked), intOf(inner));
  return result;
}

Tensor placeAlong(const Tensor& numbers, int dim, const Tensor& indices, const Shape& shape) {
  const Tensor source = contiguous(numbers.detach());
  const Tensor places = contiguous(indices);
  const auto [outer, count, inner] = middleOf(shape, dim);
  const std::int64_t picked = middleOf(places.shape(), dim).count;
  Tensor result = Tensor::zeros(source.device(), shape, source.dtype());
  if (source.numel() == 0) return result;
  source.device().launch(onDemand(source.device(), "picking", "place", source.dtype()),
                         source.device().itemsOver(outer * inner), source.buffer(), intOf(source.offset()),
                         places.buffer(), intOf(places.offset()), result.buffer(), intOf(outer), intOf(count),
                         intOf(picked), intOf(inner));
  return result;
}

}  // namespace gradus
