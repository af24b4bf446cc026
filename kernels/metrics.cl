// Loss and metric of a batch, kept on the device: a log of triples that the host reads now and then.

inline int indexOfLargest(__global const real* row, int count) {
  int best = 0;
  for (int i = 1; i < count; ++i) {
    if (row[i] > row[best]) best = i;
  }
  return best;
}

// hits[i] = 1 where the largest output of sample i is its target, else 0. A single output says 1 above the threshold,
// else 0.
__kernel void find_hits(__global const real* output, int outputOffset, __global const long* target,
                        __global real* hits, int rows, int units, real threshold) {
  const int sample = get_global_id(0);
  if (sample >= rows) return;
  __global const real* row = output + outputOffset + sample * units;
  const int answer = units == 1 ? row[0] > threshold : indexOfLargest(row, units);
  hits[sample] = answer == target[sample];
}

// log[slot] = (loss, share of hits, 0). One work-item: batches are small.
__kernel void log_classification(__global const real* loss, int lossOffset, __global const real* hits,
                                 __global real* log, int slot, int rows) {
  log[3 * slot] = loss[lossOffset];
  log[3 * slot + 1] = sumOf(hits, rows) / rows;
  log[3 * slot + 2] = 0;
}

// log[slot] = (loss, mean absolute difference between output and target, mean squared difference).
__kernel void log_regression(__global const real* loss, int lossOffset, __global const real* output, int outputOffset,
                             __global const real* target, __global real* log, int slot, int rows) {
  real total = 0, totalLost = 0, squares = 0, squaresLost = 0;
  for (int i = 0; i < rows; ++i) {
    const real difference = output[outputOffset + i] - target[i];
    ADD_TO(real, total, totalLost, fabs(difference))
    ADD_TO(real, squares, squaresLost, difference * difference)
  }
  log[3 * slot] = loss[lossOffset];
  log[3 * slot + 1] = (total + totalLost) / rows;
  log[3 * slot + 2] = (squares + squaresLost) / rows;
}
