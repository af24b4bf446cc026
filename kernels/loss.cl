// Losses with their gradients, one work-item per sample.

__kernel void cross_entropy(__global const real* logits, int offset, __global const long* target, int targetOffset,
                            __global real* losses, int rows, int classes) {
  const int sample = get_global_id(0);
  if (sample >= rows) return;
  __global const real* row = logits + offset + sample * classes;
  const long label = target[targetOffset + sample];
  const bool known = label >= 0 && label < classes;
  const real top = largest(row, classes, 1);
  losses[sample] = known ? logTotal(top, row, classes, 1) - (row[label] - top) : NAN;
}

// The gradient of the mean: (softmax − one-hot) · gradient / rows.
__kernel void cross_entropy_backward(__global const real* logits, int offset, __global const long* target,
                                     int targetOffset, __global const real* gradient, int gradientOffset,
                                     __global real* result, int rows, int classes) {
  const int sample = get_global_id(0);
  if (sample >= rows) return;
  __global const real* row = logits + offset + sample * classes;
  const long label = target[targetOffset + sample];
  const real top = largest(row, classes, 1);
  const real normalizer = logTotal(top, row, classes, 1);
  const real scale = gradient[gradientOffset] / rows;
  for (int i = 0; i < classes; ++i) {
    result[sample * classes + i] = (exp(row[i] - top - normalizer) - (i == label ? 1 : 0)) * scale;
  }
}

// probabilities[i] = softmax(logits[i]).
__kernel void softmax_rows(__global const real* logits, int offset, __global real* probabilities, int rows,
                           int classes) {
  const int sample = get_global_id(0);
  if (sample >= rows) return;
  __global const real* row = logits + offset + sample * classes;
  const real top = largest(row, classes, 1);
  const real total = 1 + restBelow(top, row, classes, 1);
  for (int i = 0; i < classes; ++i) probabilities[sample * classes + i] = exp(row[i] - top) / total;
}
