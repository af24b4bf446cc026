#include "core/optim/gradient_rules.h"

#include <cmath>

#include "core/base/error.h"
#include "core/opencl/device.h"

namespace gradus {
namespace {

/// Gradients that one work-item sums up in the first pass of a norm.
constexpr std::int64_t kChunk = 4096;

constexpr const char* kSource = R"(
// A chunk's sum of |g|^order, or its largest |g| for order 0 (which stands for infinity). The order of the sum is fixed.
// max is written so that NaN stays. Sums are taken by blocks of 64, which keeps rounding errors from adding up.
__kernel void powers(__global const real* grad, __global real* parts, int count, int chunk, real order) {
  const int item = get_global_id(0);
  const int begin = item * chunk;
  if (begin >= count) return;
  const int end = min(begin + chunk, count);
  real total = 0;
  real block = 0;
  for (int i = begin; i < end; ++i) {
    const real size = fabs(grad[i]);
    if (order == 0) {
      total = size > total || isnan(size) ? size : total;
      if (isnan(total)) break;
    } else {
      block += order == 2 ? size * size : order == 1 ? size : pow(size, order);
      if (i % 64 == 63) {
        total += block;
        block = 0;
      }
    }
  }
  parts[item] = total + block;
}

__kernel void finish_norm(__global const real* parts, __global real* norm, int count, real order) {
  if (get_global_id(0) > 0) return;
  real total = 0;
  real block = 0;
  for (int i = 0; i < count; ++i) {
    if (order == 0) {
      total = parts[i] > total || isnan(parts[i]) ? parts[i] : total;
      if (isnan(total)) break;
    } else {
      block += parts[i];
      if (i % 64 == 63) {
        total += block;
        block = 0;
      }
    }
  }
  total += block;
  norm[0] = order == 0 || order == 1 ? total : order == 2 ? sqrt(total) : pow(total, 1 / order);
}

// As with torch.clamp, a coefficient that is NaN stays NaN.
__kernel void clip(__global real* grad, __global const real* norm, int count, real most) {
  FIRST_OF(index, count)
  const real wanted = most / (norm[0] + 1e-6f);
  const real factor = wanted > 1 ? 1 : wanted;
  storeLanes(LOAD(grad, index) * factor, grad, index, count);
}

__kernel void clamp_all(__global real* grad, int count, real most) {
  FIRST_OF(index, count)
  const T g = LOAD(grad, index);
  storeLanes(g > most ? (T)(most) : g < -most ? (T)(-most) : g, grad, index, count);
}

__kernel void add_signs(__global const real* data, __global real* grad, int count, real lambda) {
  FIRST_OF(index, count)
  storeLanes(fma((T)(lambda), sign(LOAD(data, index)), LOAD(grad, index)), grad, index, count);
}
)";

cl_int countOf(const Tensor& tensor) {
  return static_cast<cl_int>(tensor.numel());
}

/// The device of the gradients, which knows the kernels above from now on.
Device& deviceOf(const Tensor& grad) {
  grad.device().addProgram("gradients", Precision::Single, [] { return kSource; });
  return grad.device();
}

Tensor normOf(const Tensor& grad, double normType) {
  Device& device = deviceOf(grad);
  const auto order = static_cast<float>(std::isinf(normType) ? 0 : normType);
  const std::int64_t chunks = (grad.numel() + kChunk - 1) / kChunk;
  const Tensor parts = Tensor::empty(device, {chunks});
  Tensor norm = Tensor::empty(device, {});
  device.launch("gradients:powers", device.itemsOver(chunks), grad.buffer(), parts.buffer(), countOf(grad),
                static_cast<cl_int>(kChunk), order);
  device.launch("gradients:finish_norm", device.itemsOver(1), parts.buffer(), norm.buffer(), countOf(parts), order);
  return norm;
}

}  // namespace

Tensor clipGradNorm(const ParameterArena& arena, double maxNorm, double normType) {
  if (!(normType > 0)) throw Error("clipGradNorm: the order of the norm must be above 0");
  const Tensor& grad = arena.grad();
  Device& device = deviceOf(grad);
  Tensor norm = normOf(grad, normType);
  grad.markModified("clipGradNorm");
  device.launch("gradients:clip", device.lanesOver(grad.numel()), grad.buffer(), norm.buffer(), countOf(grad),
                static_cast<float>(maxNorm));
  return norm;
}

void clipGradValue(const ParameterArena& arena, double clipValue) {
  const Tensor& grad = arena.grad();
  Device& device = deviceOf(grad);
  grad.markModified("clipGradValue");
  device.launch("gradients:clamp_all", device.lanesOver(grad.numel()), grad.buffer(), countOf(grad),
                static_cast<float>(clipValue));
}

void addL1Penalty(Optimizer& optimizer, double lambda) {
  optimizer.addGradientHook([lambda](const ParameterArena& arena) {
    Device& device = deviceOf(arena.grad());
    arena.grad().markModified("the L1 penalty");
    device.launch("gradients:add_signs", device.lanesOver(arena.grad().numel()), arena.data().buffer(),
                  arena.grad().buffer(), countOf(arena.grad()), static_cast<float>(lambda));
  });
}

void addClipGradNorm(Optimizer& optimizer, double maxNorm, double normType) {
  optimizer.addGradientHook([=](const ParameterArena& arena) { clipGradNorm(arena, maxNorm, normType); });
}

void addClipGradValue(Optimizer& optimizer, double clipValue) {
  optimizer.addGradientHook([=](const ParameterArena& arena) { clipGradValue(arena, clipValue); });
}

}  // namespace gradus
