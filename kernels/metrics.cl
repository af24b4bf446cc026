// Loss and metric of a batch, kept on the device: a log of pairs that the host reads now and then.

inline int indexOfLargest(__global const real* row, int count) {
  int best = 0;
  for (int i = 1; i < count; ++i) {
    if (row[i] > row[best]) best = i;
  }
  return best;
}

// log[slot] = (loss, share of samples whose largest output is the target). One work-item: batches are small.
__kernel void log_classification(__global const real* loss, int lossOffset, __global const real* output,
                                 int outputOffset, __global const long* target, __global real* log, int slot, int rows,
                                 int classes) {
  int correct = 0;
  for (int i = 0; i < rows; ++i) {
    correct += indexOfLargest(output + outputOffset + i * classes, classes) == target[i];
  }
  log[2 * slot] = loss[lossOffset];
  log[2 * slot + 1] = (real)correct / rows;
}

// log[slot] = (loss, mean absolute difference between output and target).
__kernel void log_regression(__global const real* loss, int lossOffset, __global const real* output, int outputOffset,
                             __global const real* target, __global real* log, int slot, int rows) {
  real total = 0;
  for (int i = 0; i < rows; ++i) total += fabs(output[outputOffset + i] - target[i]);
  log[2 * slot] = loss[lossOffset];
  log[2 * slot + 1] = total / rows;
}
