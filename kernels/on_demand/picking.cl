// Numbers picked along the middle of [outer, count, inner] by their places, and put back.

// What stands for a number that does not exist.
#ifdef NUMBER_IS_REAL
#define NOTHING NAN
#else
#define NOTHING 0
#endif

// result[o, j, i] = x[o, indices[o, j, i], i]
__kernel void pick(__global const number* x, int offset, __global const long* indices, int indexOffset,
                   __global number* result, int outer, int count, int picked, int inner) {
  const int item = get_global_id(0);
  if (item >= outer * picked * inner) return;
  const long place = indices[indexOffset + item];
  const int slice = item / (picked * inner);
  const bool exists = place >= 0 && place < count;
  result[item] = exists ? x[offset + (slice * count + (int)place) * inner + item % inner] : (number)NOTHING;
}

// result[o, indices[o, j, i], i] += x[o, j, i], for j = 0, 1, … in this order: one work-item for each o and i.
__kernel void place(__global const number* x, int offset, __global const long* indices, int indexOffset,
                    __global number* result, int outer, int count, int picked, int inner) {
  const int item = get_global_id(0);
  if (item >= outer * inner) return;
  const int slice = item / inner;
  const int column = item % inner;
  for (int j = 0; j < picked; ++j) {
    const int from = (slice * picked + j) * inner + column;
    const long target = indices[indexOffset + from];
    if (target >= 0 && target < count) result[(slice * count + (int)target) * inner + column] += x[offset + from];
  }
}
