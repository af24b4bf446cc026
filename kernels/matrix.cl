// Matrix products for processors, one tile of the result per work-item, kept in registers. Rows at the lower edge are
// computed twice rather than branched around; columns at the right edge are loaded from the buffer's slack and not
// stored. Sums run along the inner dimension in order, so the same numbers always give the same bits.

// 8 rows by 32 columns: result[i, j] = Σ a[i, p] * b[p, j] with b's rows contiguous.

inline void storeTileRow(real16 low, real16 high, __global real* row, int column, int columns) {
  if (column + 32 <= columns) {
    vstore16(low, 0, row + column);
    vstore16(high, 0, row + column + 16);
    return;
  }
  real lanes[32];
  vstore16(low, 0, lanes);
  vstore16(high, 1, lanes);
  for (int i = 0; column + i < columns; ++i) row[column + i] = lanes[i];
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1))) void matrix_by_rows(
    __global const real* restrict a, int aOffset, int aRow, int aColumn, __global const real* restrict b, int bOffset,
    int bRow, __global real* restrict result, int resultOffset, int resultRow, int rows, int columns, int inner) {
  const int column = get_global_id(0) * 32;
  const int row = get_global_id(1) * 8;
  a += aOffset;
  b += bOffset + column;
  result += resultOffset;
#define ROW_OF_A(i) __global const real* a##i = a + min(row + i, rows - 1) * aRow;
  ROWS_8(ROW_OF_A)
  SUM_TILE(aColumn, bRow, inner)
#define STORE_ROW(i) \
  if (row + i < rows) storeTileRow(low##i, high##i, result + (row + i) * resultRow, column, columns);
  ROWS_8(STORE_ROW)
}

// 4 by 4 dot products of rows of a with rows of b.
#define DOTS_16(F) \
  F(0, 0) F(0, 1) F(0, 2) F(0, 3) F(1, 0) F(1, 1) F(1, 2) F(1, 3) F(2, 0) F(2, 1) F(2, 2) F(2, 3) F(3, 0) F(3, 1) \
      F(3, 2) F(3, 3)

__kernel __attribute__((reqd_work_group_size(1, 1, 1))) void matrix_by_dots(
    __global const real* restrict a, int aOffset, int aRow, __global const real* restrict b, int bOffset, int bRow,
    __global real* restrict result, int resultOffset, int resultRow, int rows, int columns, int inner) {
  const int column = get_global_id(0) * 4;
  const int row = get_global_id(1) * 4;
  a += aOffset;
  b += bOffset;
  result += resultOffset;
#define ROWS_OF(i)                                                \
  __global const real* a##i = a + min(row + i, rows - 1) * aRow; \
  __global const real* b##i = b + min(column + i, columns - 1) * bRow;
  ROWS_OF(0) ROWS_OF(1) ROWS_OF(2) ROWS_OF(3)
#define DECLARE_SUM(i, j) real16 sum##i##j = 0;
  DOTS_16(DECLARE_SUM)
  for (int p = 0; p < inner; p += 16) {
#define LOAD_VECTORS(i)              \
  real16 va##i = vload16(0, a##i + p); \
  real16 vb##i = vload16(0, b##i + p);
    LOAD_VECTORS(0) LOAD_VECTORS(1) LOAD_VECTORS(2) LOAD_VECTORS(3)
    if (p + 16 > inner) {
      // Beyond the row lies something else, NaN perhaps: both factors are cleared there.
#define CLEAR(i)                        \
  va##i = first16(va##i, inner - p); \
  vb##i = first16(vb##i, inner - p);
      CLEAR(0) CLEAR(1) CLEAR(2) CLEAR(3)
    }
#define MULTIPLY(i, j) sum##i##j = fma(va##i, vb##j, sum##i##j);
    DOTS_16(MULTIPLY)
  }
#define STORE_DOT(i, j) \
  if (row + i < rows && column + j < columns) result[(row + i) * resultRow + column + j] = sum16(sum##i##j);
  DOTS_16(STORE_DOT)
}

// result[j, i] = source[i, j]: the stored matrix has `columns` rows of `rows` numbers.
__kernel void matrix_transpose(__global const real* restrict source, int offset, int sourceRow,
                               __global real* restrict result, int rows, int columns) {
  const int index = get_global_id(0);
  if (index >= rows * columns) return;
  result[index] = source[offset + (index % columns) * sourceRow + index / columns];
}
