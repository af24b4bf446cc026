// What every kernel builds on: vectors of LANES numbers (16 on processors, 1 on GPUs) and loads and stores of them.

typedef float real;

#if LANES == 16
typedef float16 T;
typedef int16 TI;
#define LOAD(pointer, index) vload16(0, (pointer) + (index))
#else
typedef float T;
typedef int TI;
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

// The sum of the lanes, always in the same order.
inline real sumLanes(T value) {
#if LANES == 16
  const float8 a = value.lo + value.hi;
  const float4 b = a.lo + a.hi;
  const float2 c = b.lo + b.hi;
  return c.x + c.y;
#else
  return value;
#endif
}

// `value` in the lanes before `count`, 0 in the others.
inline T firstLanes(T value, int count) {
#if LANES == 16
  const int16 lane = (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return lane < count ? value : (T)(0);
#else
  return value;
#endif
}

// The index of this work-item's first number, and a return for items beyond the end.
#define FIRST_OF(name, count)                \
  const int name = get_global_id(0) * LANES; \
  if (name >= (count)) return;
