// What every kernel builds on: vectors of LANES numbers (16 on processors, 1 on GPUs) and loads and stores of them.

// A compiler must not fuse a product and a sum of its own accord: the same formula gives the same bits in all kernels.
#pragma OPENCL FP_CONTRACT OFF

#ifdef REAL_IS_DOUBLE
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
typedef double real;
typedef double16 real16;
typedef double8 real8;
typedef double4 real4;
typedef double2 real2;
typedef long16 mask16;
#define convert_real convert_double
#define convert_real16 convert_double16
#else
typedef float real;
typedef float16 real16;
typedef float8 real8;
typedef float4 real4;
typedef float2 real2;
typedef int16 mask16;
#define convert_real convert_float
#define convert_real16 convert_float16
#endif

#if LANES == 16
typedef real16 T;
#define LOAD(pointer, index) vload16(0, (pointer) + (index))
#else
typedef real T;
#define LOAD(pointer, index) ((pointer)[index])
#endif

// A load at the end of a buffer may read beyond it: buffers are longer than their content. A store may not.
inline void storeLanes(T value, __global real* target, int index, int count) {
#if LANES == 16
  if (index + 16 <= count) {
    vstore16(value, 0, target + index);
  } else {
    real lanes[16];
    vstore16(value, 0, lanes);
    for (int i = 0; index + i < count; ++i) target[index + i] = lanes[i];
  }
#else
  target[index] = value;
#endif
}

// In place of pow: of PoCL 3.1's double16 pow some numbers are wrong, off by powers of two.
inline T powerOf(T base, T exponent) {
#if LANES == 16 && defined(REAL_IS_DOUBLE)
  double bases[16], exponents[16];
  vstore16(base, 0, bases);
  vstore16(exponent, 0, exponents);
  for (int i = 0; i < 16; ++i) bases[i] = pow(bases[i], exponents[i]);
  return vload16(0, bases);
#else
  return pow(base, exponent);
#endif
}

// The sum of sixteen numbers, always in the same order.
inline real sum16(real16 value) {
  const real8 a = value.lo + value.hi;
  const real4 b = a.lo + a.hi;
  const real2 c = b.lo + b.hi;
  return c.x + c.y;
}

// `value` where its index is below `count`, 0 elsewhere.
inline real16 first16(real16 value, int count) {
  const mask16 lane = (mask16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return lane < (mask16)(count) ? value : (real16)(0);
}

#if LANES == 16
#define sumLanes(value) sum16(value)
#define firstLanes(value, count) first16(value, count)
#else
#define sumLanes(value) (value)
#define firstLanes(value, count) (value)
#endif

// The sum of `count` numbers.
inline real sumOf(__global const real* x, int count) {
  T total = 0;
  int index = 0;
  for (; index + LANES <= count; index += LANES) total += LOAD(x, index);
  if (index < count) total += firstLanes(LOAD(x, index), count - index);
  return sumLanes(total);
}

// The index of this work-item's first number, and a return for items beyond the end.
#define FIRST_OF(name, count)                \
  const int name = get_global_id(0) * LANES; \
  if (name >= (count)) return;

// The largest of `count` numbers, which is not NaN unless all are.
inline real largest(__global const real* row, int count) {
  real value = row[0];
  for (int i = 1; i < count; ++i) value = fmax(value, row[i]);
  return value;
}

// ln Σ exp(row), without overflow. Not a number if the row holds one.
inline real logSumExp(__global const real* row, int count) {
  const real top = largest(row, count);
  real total = 0;
  for (int i = 0; i < count; ++i) total += exp(row[i] - top);
  return log(total) + top;
}

// A tile of a matrix product for processors, 8 rows by 32 columns, in registers: row i is low##i and high##i. It is the
// sum over p below `count` of a##i[p * aStep] * b[p * bStep + column], in the order of p; a0 … a7 and b move on. Tiles
// of any size, and however they are cut, give the same bits.
#define ROWS_8(F) F(0) F(1) F(2) F(3) F(4) F(5) F(6) F(7)
#define TILE_START(i) real16 low##i = 0, high##i = 0;
#define TILE_ADD(i)                               \
  low##i = fma((real16)(*a##i), bLow, low##i);    \
  high##i = fma((real16)(*a##i), bHigh, high##i); \
  a##i += tileStep;
#define SUM_TILE(aStep, bStep, count)                           \
  ROWS_8(TILE_START)                                            \
  {                                                             \
    const int tileStep = aStep;                                 \
    for (int p = 0; p < (count); ++p) {                         \
      const real16 bLow = vload16(0, b), bHigh = vload16(1, b); \
      ROWS_8(TILE_ADD)                                          \
      b += (bStep);                                             \
    }                                                           \
  }
