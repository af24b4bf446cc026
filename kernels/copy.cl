// Filling, and laying out strided tensors in row-major order.

typedef struct {
  int rank;
  int sizes[8];
  int strides[8];
} Layout;

// Where the number with this row-major index lies.
inline int locate(const Layout* layout, int index) {
  int place = 0;
  for (int dim = layout->rank - 1; dim >= 0; --dim) {
    place += (index % layout->sizes[dim]) * layout->strides[dim];
    index /= layout->sizes[dim];
  }
  return place;
}

#define COPY_STRIDED(name, type)                                                                             \
  __kernel void name(__global const type* source, int sourceOffset, Layout from, __global type* target,      \
                     int targetOffset, Layout to, int count) {                                               \
    const int index = get_global_id(0);                                                                      \
    if (index >= count) return;                                                                              \
    target[targetOffset + locate(&to, index)] = source[sourceOffset + locate(&from, index)];                 \
  }

COPY_STRIDED(copy_strided_1, uchar)
COPY_STRIDED(copy_strided_4, uint)
COPY_STRIDED(copy_strided_8, ulong)

__kernel void fill(__global real* target, int offset, int count, real value) {
  FIRST_OF(index, count)
  storeLanes((T)(value), target + offset, index, count);
}
