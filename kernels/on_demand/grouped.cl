// Matrix products for GPUs: a group of SIDE × SIDE work-items computes a square of 2·SIDE × 2·SIDE numbers, and keeps
// the pieces of both operands that it works on in local memory. SIDE stands before this text, as the device allows.

#define SQUARE (2 * SIDE)

// SQUARE lines by SIDE numbers along the inner dimension, 0 beyond the ends. Neighbouring work-items read neighbouring
// numbers, whichever way the operand is stored. A line of padding keeps them on different banks.
inline void fetch(__local real (*piece)[SQUARE + 1], __global const real* source, int lineStep, int innerStep,
                  int firstLine, int lines, int firstInner, int inner) {
  const int item = get_local_id(1) * SIDE + get_local_id(0);
  for (int k = item; k < SQUARE * SIDE; k += SIDE * SIDE) {
    const int line = innerStep == 1 ? k / SIDE : k % SQUARE;
    const int p = innerStep == 1 ? k % SIDE : k / SQUARE;
    const bool exists = firstLine + line < lines && firstInner + p < inner;
    piece[p][line] = exists ? source[(long)(firstLine + line) * lineStep + (long)(firstInner + p) * innerStep] : 0;
  }
}

__kernel __attribute__((reqd_work_group_size(SIDE, SIDE, 1))) void multiply_grouped(
    __global const real* a, int aOffset, int aRow, int aColumn, __global const real* b, int bOffset, int bRow,
    int bColumn, __global real* result, int resultOffset, int resultRow, int rows, int columns, int inner) {
  __local real pieceA[SIDE][SQUARE + 1];
  __local real pieceB[SIDE][SQUARE + 1];
  const int x = get_local_id(0);
  const int y = get_local_id(1);
  const int row = get_group_id(1) * SQUARE;
  const int column = get_group_id(0) * SQUARE;
  real sum00 = 0, sum01 = 0, sum10 = 0, sum11 = 0;
  for (int first = 0; first < inner; first += SIDE) {
    fetch(pieceA, a + aOffset, aRow, aColumn, row, rows, first, inner);
    fetch(pieceB, b + bOffset, bColumn, bRow, column, columns, first, inner);
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int p = 0; p < SIDE; ++p) {
      const real a0 = pieceA[p][y], a1 = pieceA[p][y + SIDE];
      const real b0 = pieceB[p][x], b1 = pieceB[p][x + SIDE];
      sum00 = fma(a0, b0, sum00);
      sum01 = fma(a0, b1, sum01);
      sum10 = fma(a1, b0, sum10);
      sum11 = fma(a1, b1, sum11);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
#define STORE(i, j)                                                                        \
  if (row + y + i * SIDE < rows && column + x + j * SIDE < columns) {                      \
    result[resultOffset + (long)(row + y + i * SIDE) * resultRow + column + x + j * SIDE] = sum##i##j; \
  }
  STORE(0, 0) STORE(0, 1) STORE(1, 0) STORE(1, 1)
}
