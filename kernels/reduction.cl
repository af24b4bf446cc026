// Sums in a fixed order, without barriers: one work-item adds up what belongs to one result.

// result[i] = the sum of chunk i of x, divided.
__kernel void sum_chunks(__global const real* x, int offset, __global real* result, int count, int chunk,
                         real divisor) {
  const int start = get_global_id(0) * chunk;
  if (start >= count && start > 0) return;
  result[get_global_id(0)] = sumOf(x + offset + start, min(chunk, count - start)) / divisor;
}

// result[i] = the sum of the first `count` numbers of row i, divided; rows begin `stride` numbers apart.
__kernel void sum_rows(__global const real* x, int offset, __global real* result, int rows, int count, int stride,
                       real divisor) {
  const int row = get_global_id(0);
  if (row >= rows) return;
  result[row] = sumOf(x + offset + row * stride, count) / divisor;
}

// x is [outer, count, inner]: result[o, i] = the sum over the middle dimension, divided.
__kernel void sum_columns(__global const real* x, int offset, __global real* result, int outer, int count,
                          int inner, real divisor) {
  const int blocks = (inner + LANES - 1) / LANES;
  const int item = get_global_id(0);
  if (item >= outer * blocks) return;
  const int column = (item % blocks) * LANES;
  const int slice = item / blocks;
  __global const real* line = x + offset + slice * count * inner;
  T total = 0, lost = 0;
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    T a = 0, b = 0;
    for (int k = 0; k < 4; ++k, line += 2 * inner) {
      a += LOAD(line, column);
      b += LOAD(line + inner, column);
    }
    ADD_TO(T, total, lost, a + b)
  }
  for (; i < count; ++i, line += inner) ADD_TO(T, total, lost, LOAD(line, column))
  storeLanes((total + lost) / divisor, result + slice * inner, column, inner);
}
