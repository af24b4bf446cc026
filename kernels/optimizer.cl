// One update of all parameters, in the order of operations of PyTorch 1.13 (torch/optim/_functional.py).

__kernel void sgd(__global real* data, __global const real* grad, int count, real lr, real decay) {
  FIRST_OF(index, count)
  const T p = LOAD(data, index);
  const T g = fma((T)(decay), p, LOAD(grad, index));
  storeLanes(fma((T)(-lr), g, p), data, index, count);
}

// With momentum: `keep` of the buffer and `take` of the gradient; the first step keeps nothing and takes all.
__kernel void sgd_momentum(__global real* data, __global const real* grad, __global real* buffer, int count, real lr,
                           real decay, real keep, real take, real lookAhead, int nesterov) {
  FIRST_OF(index, count)
  const T p = LOAD(data, index);
  const T g = fma((T)(decay), p, LOAD(grad, index));
  const T b = fma((T)(take), g, keep * LOAD(buffer, index));
  storeLanes(b, buffer, index, count);
  const T direction = nesterov ? fma((T)(lookAhead), b, g) : b;
  storeLanes(fma((T)(-lr), direction, p), data, index, count);
}

// Adam, and AdamW, which shrinks the weights by `keep` first instead of adding `decay` of them to the gradient.
__kernel void adam(__global real* data, __global const real* grad, __global real* mean, __global real* square,
                   int count, real step, real beta1, real rest1, real beta2, real rest2, real eps, real correction,
                   real decay, real keep) {
  FIRST_OF(index, count)
  const T p = LOAD(data, index);
  const T g = fma((T)(decay), p, LOAD(grad, index));
  const T m = fma((T)(rest1), g, beta1 * LOAD(mean, index));
  const T v = beta2 * LOAD(square, index) + rest2 * g * g;
  storeLanes(m, mean, index, count);
  storeLanes(v, square, index, count);
  const T spread = sqrt(v) / correction + eps;
  storeLanes(keep * p + step * m / spread, data, index, count);
}
