// Taking the rows of a batch out of a data set that lies on the device.

#define GATHER(name, type)                                                                                     \
  __kernel void name(__global const type* source, int sourceOffset, __global const int* order, int orderStart, \
                     __global type* result, int count, int width) {                                            \
    const int index = get_global_id(0);                                                                        \
    if (index >= count * width) return;                                                                        \
    const long row = order[orderStart + index / width];                                                        \
    result[index] = source[sourceOffset + row * width + index % width];                                        \
  }

GATHER(gather_4, uint)
GATHER(gather_8, ulong)

// Bytes become numbers from 0 to 1. The division, not a product with 1/255, gives PyTorch's bits.
__kernel void gather_images(__global const uchar* source, int sourceOffset, __global const int* order, int orderStart,
                            __global real* result, int count, int width) {
  const int blocks = (width + LANES - 1) / LANES;
  const int item = get_global_id(0);
  if (item >= count * blocks) return;
  const int column = (item % blocks) * LANES;
  const long row = order[orderStart + item / blocks];
  __global const uchar* pixels = source + sourceOffset + row * width + column;
#if LANES == 16
  const T value = convert_real16(vload16(0, pixels)) / (real)(255);
#else
  const T value = convert_real(*pixels) / (real)(255);
#endif
  storeLanes(value, result + (item / blocks) * width, column, width);
}
