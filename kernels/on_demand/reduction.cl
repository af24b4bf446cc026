// Largest, smallest and integer sums along the middle of [outer, count, inner], one work-item for each result, and the
// pointwise steps of norms and standard deviations. `number` is the type of the numbers.

// Never true for integers.
#ifdef NUMBER_IS_REAL
#define IS_NAN(value) isnan(value)
#else
#define IS_NAN(value) false
#endif

// The first of equals wins; a NaN wins over everything, as in PyTorch.
#define EXTREMUM(name, better)                                                                                    \
  __kernel void name(__global const number* x, int offset, __global number* values, __global long* indices,       \
                     int outer, int count, int inner) {                                                           \
    const int item = get_global_id(0);                                                                            \
    if (item >= outer * inner) return;                                                                            \
    __global const number* line = x + offset + (item / inner) * count * inner + item % inner;                     \
    number best = line[0];                                                                                        \
    int place = 0;                                                                                                \
    for (int i = 1; i < count && !IS_NAN(best); ++i) {                                                            \
      const number candidate = line[i * inner];                                                                   \
      if (candidate better best || IS_NAN(candidate)) {                                                           \
        best = candidate;                                                                                         \
        place = i;                                                                                                \
      }                                                                                                           \
    }                                                                                                             \
    values[item] = best;                                                                                          \
    indices[item] = place;                                                                                        \
  }

EXTREMUM(max_of_line, >)
EXTREMUM(min_of_line, <)

// Sums of integers and of truth values are int64.
__kernel void sum_integers(__global const number* x, int offset, __global long* result, int outer, int count,
                           int inner) {
  const int item = get_global_id(0);
  if (item >= outer * inner) return;
  __global const number* line = x + offset + (item / inner) * count * inner + item % inner;
  long total = 0;
  for (int i = 0; i < count; ++i) total += (long)line[i * inner];
  result[item] = total;
}

#ifdef NUMBER_IS_REAL

// result = expression of x, and of y where a gradient needs a second tensor.
#define POINTWISE(name, expression)                                                                       \
  __kernel void name(__global const number* left, int leftOffset, __global const number* right,           \
                     int rightOffset, __global number* result, int count) {                               \
    const int index = get_global_id(0);                                                                   \
    if (index >= count) return;                                                                           \
    const number x = left[leftOffset + index];                                                            \
    const number y = right[rightOffset + index];                                                          \
    result[index] = expression;                                                                           \
  }

POINTWISE(is_equal, x == y || (IS_NAN(x) && IS_NAN(y)))
#define SIGN(value) (number)(((value) > 0) - ((value) < 0))
POINTWISE(absolute, x < 0 ? -x : x)
POINTWISE(absolute_gradient, SIGN(x) * y)
POINTWISE(square_root, sqrt((real)x))
// x is the root. Where it is 0 its slope is infinite, and PyTorch takes 0.
POINTWISE(square_root_gradient, x == 0 ? (number)0 : y / (2 * x))

#endif
