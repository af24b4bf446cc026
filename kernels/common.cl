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

#ifndef REAL_IS_DOUBLE
// In place of tanh: PoCL's stops at the number below 1, so that a saturated unit would go on learning. From here on
// tanh, rounded, is 1.
inline T saturatingTanh(T x) { return fabs(x) > (T)(9.0109133f) ? copysign((T)(1), x) : tanh(x); }
#undef tanh  // PoCL has macros of these names
#define tanh(x) saturatingTanh(x)

#if LANES == 16
// In place of sin, cos and tan: those of PoCL's float16 are wrong for every small number beside one of about 1e7 or
// more. Lanes that are far out or not finite are computed by themselves.
#define WAVE(name, function)                                                 \
  inline T name(T x) {                                                       \
    const mask16 isNear = fabs(x) < (T)(1e6f);                               \
    T result = function(isNear ? x : (T)(0));                                \
    if (!all(isNear)) {                                                      \
      real from[16], to[16];                                                 \
      vstore16(x, 0, from);                                                  \
      vstore16(result, 0, to);                                               \
      for (int i = 0; i < 16; ++i) {                                         \
        if (!(fabs(from[i]) < 1e6f)) to[i] = function(from[i]);              \
      }                                                                      \
      result = vload16(0, to);                                               \
    }                                                                        \
    return result;                                                           \
  }
WAVE(sineOf, sin)
WAVE(cosineOf, cos)
WAVE(tangentOf, tan)
#undef sin
#undef cos
#undef tan
#define sin(x) sineOf(x)
#define cos(x) cosineOf(x)
#define tan(x) tangentOf(x)
#endif
#endif

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

// Adds to a sum; the digits that it has no room for are kept in `lost` and added the next time. Long sums of numbers of
// one sign would drift away otherwise. Of an infinite sum nothing is lost: the difference is no number there.
#define ADD_TO(type, total, lost, part)                   \
  {                                                       \
    const type added = (part) + (lost);                   \
    const type before = (total);                          \
    (total) = before + added;                             \
    const type over = added - ((total) - before);         \
    (lost) = over == over ? over : (type)(0);             \
  }

// Adds the product number `i`, by pieces of `length`, which costs less: `piece`, like `lost`, is to be added at the end.
#define ADD_PRODUCT(type, total, lost, piece, a, b, i, length) \
  {                                                            \
    (piece) = fma(a, b, piece);                                \
    if ((i) % (length) == (length) - 1) {                      \
      ADD_TO(type, total, lost, piece)                         \
      (piece) = 0;                                             \
    }                                                          \
  }

// Of `count` differences from a mean, whose sum is `rest`, the squares together: what rounding took from the mean is
// left in the differences. It is less than the squares, unless both are infinite.
#define LESS_THE_REST(type, squares, rest, count)           \
  {                                                         \
    const type left = (rest) * (rest) / (count);            \
    (squares) -= left < (squares) ? left : (type)(0);       \
  }

// The sum of `count` numbers; four sums go side by side, which keeps the processor busy.
inline real sumOf(__global const real* x, int count) {
  T total = 0, lost = 0;
  int index = 0;
  for (; index + 16 * LANES <= count; index += 16 * LANES) {
    T a = LOAD(x, index), b = LOAD(x, index + LANES), c = LOAD(x, index + 2 * LANES), d = LOAD(x, index + 3 * LANES);
    for (int i = 4 * LANES; i < 16 * LANES; i += 4 * LANES) {
      a += LOAD(x, index + i);
      b += LOAD(x, index + i + LANES);
      c += LOAD(x, index + i + 2 * LANES);
      d += LOAD(x, index + i + 3 * LANES);
    }
    ADD_TO(T, total, lost, (a + b) + (c + d))
  }
  for (; index < count; index += LANES) ADD_TO(T, total, lost, firstLanes(LOAD(x, index), count - index))
  return sumLanes(total + lost);
}

// The index of this work-item's first number, and a return for items beyond the end.
#define FIRST_OF(name, count)                \
  const int name = get_global_id(0) * LANES; \
  if (name >= (count)) return;

// The largest of `count` numbers that lie `stride` apart, which is not NaN unless all are.
inline real largest(__global const real* x, int count, int stride) {
  real value = x[0];
  for (int i = 1; i < count; ++i) value = fmax(value, x[i * stride]);
  return value;
}

// Σ exp(x − top) − 1 of the same numbers, of which `top` is the largest: what the others add to the 1 of that one. It
// keeps its digits where it is far below 1 and over long rows. Not a number if one of them is none.
inline real restBelow(real top, __global const real* x, int count, int stride) {
  real rest = 0, lost = 0, piece = 0;
  int more = -1;
  for (int i = 0; i < count; ++i) {
    const real below = x[i * stride] - top;
    more += below == 0 ? 1 : 0;
    piece += below == 0 ? 0 : exp(below);
    if (i % 16 == 15) {
      ADD_TO(real, rest, lost, piece)
      piece = 0;
    }
  }
  return rest + lost + piece + more;
}

// ln Σ exp(x − top). Whoever subtracts it from x − top, and not ln Σ exp(x) from x, loses no digits to the size of x.
#define logTotal(top, x, count, stride) log1p(restBelow(top, x, count, stride))

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
