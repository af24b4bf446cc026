// Products of integer matrices, which no training needs: a work-item computes one number. They wrap around.

// result[i, j] = Σ a[i, p] · b[p, j]; rows × inner and inner × columns, contiguous.
__kernel void multiply(__global const number* a, int aOffset, __global const number* b, int bOffset,
                       __global number* result, int resultOffset, int rows, int columns, int inner) {
  const int item = get_global_id(0);
  if (item >= rows * columns) return;
  a += aOffset + item / columns * inner;
  b += bOffset + item % columns;
  number total = 0;
  for (int p = 0; p < inner; ++p) total += a[p] * b[p * columns];
  result[resultOffset + item] = total;
}
