// Arithmetic number by number on contiguous tensors.

#define BINARY(name, expression)                                                                             \
  __kernel void name(__global const real* left, int leftOffset, __global const real* right, int rightOffset, \
                     __global real* result, int resultOffset, int count) {                                   \
    FIRST_OF(index, count)                                                                                   \
    const T a = LOAD(left + leftOffset, index);                                                              \
    const T b = LOAD(right + rightOffset, index);                                                            \
    storeLanes(expression, result + resultOffset, index, count);                                             \
  }

BINARY(add, a + b)
BINARY(subtract, a - b)
BINARY(multiply, a * b)
BINARY(divide, a / b)

__kernel void affine(__global const real* x, int offset, __global real* result, int count, real scale, real shift) {
  FIRST_OF(index, count)
  storeLanes(fma(LOAD(x + offset, index), (T)(scale), (T)(shift)), result, index, count);
}

__kernel void add_into(__global real* target, int targetOffset, __global const real* source, int sourceOffset,
                       int count) {
  FIRST_OF(index, count)
  const T sum = LOAD(target + targetOffset, index) + LOAD(source + sourceOffset, index);
  storeLanes(sum, target + targetOffset, index, count);
}

// matrix[i, j] += row[j], for the bias of a layer.
__kernel void add_row(__global real* matrix, __global const real* row, int rowOffset, int rows, int columns) {
  const int blocks = (columns + LANES - 1) / LANES;
  const int item = get_global_id(0);
  if (item >= rows * blocks) return;
  const int column = (item % blocks) * LANES;
  __global real* line = matrix + (item / blocks) * columns;
  storeLanes(LOAD(line, column) + LOAD(row + rowOffset, column), line, column, columns);
}
