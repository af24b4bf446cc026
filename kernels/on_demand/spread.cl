// Inputs that broadcasting spreads over a result: number i of such an input is x[i / repeat % period]. A work-item goes on
// from vector to vector, so that it divides once for many numbers. `number` is their type and N that of a vector of them.

typedef struct {
  int offset;
  int repeat;
  int period;
} Spread;

// The place of a number, and how many of its `repeat` copies lie before. Of a short row, whose numbers a work-item keeps,
// `step` leads from the place of a vector to that of the next one.
typedef struct {
  int place;
  int copy;
  bool isShortRow;
  int step;
} Cursor;

#define MOST_IN_ROW 64

inline Cursor cursorAt(Spread spread, int index) {
  Cursor cursor;
  cursor.place = index / spread.repeat % spread.period;
  cursor.copy = index % spread.repeat;
  cursor.isShortRow = spread.repeat == 1 && spread.period <= MOST_IN_ROW;
  cursor.step = 16 % spread.period;
  return cursor;
}

// A short row with its first numbers again behind it, so that a vector may begin anywhere.
typedef number Row[MOST_IN_ROW + 16];

inline void keepRow(number* row, __global const number* x, Spread spread, Cursor cursor) {
#if LANES == 16
  if (!cursor.isShortRow) return;
  for (int i = 0; i < spread.period; i += 16) vstore16(vload16(0, x + i), 0, row + i);
  for (int i = spread.period; i < spread.period + 15; i += spread.period) vstore16(vload16(0, x), 0, row + i);
#endif
}

#if LANES == 16
// A vector of many runs, of a row and its next copy or of numbers that are repeated: each run overwrites what the one
// before it has written too much. It is rare and long: within the loop over vectors it would take the registers.
__attribute__((noinline)) N lanesOfRuns(__global const number* x, Spread spread, Cursor* cursor) {
  const bool isRow = spread.repeat == 1;
  int place = cursor->place, copy = cursor->copy;
  number lanes[32];
  for (int lane = 0; lane < 16;) {
    vstore16(isRow ? vload16(0, x + place) : (N)(x[place]), 0, lanes + lane);
    const int run = min(isRow ? spread.period - place : spread.repeat - copy, 16 - lane);
    lane += run;
    copy += run;
    if (isRow) {
      place += run;
    } else if (copy == spread.repeat) {
      copy = 0;
      ++place;
    }
    if (place == spread.period) place = 0;
  }
  cursor->place = place;
  cursor->copy = isRow ? 0 : copy;
  return vload16(0, lanes);
}
#endif

inline __attribute__((always_inline)) N nextLanes(__global const number* x, Spread spread, Cursor* cursor, const number* row) {
#if LANES == 16
  const int place = cursor->place, copy = cursor->copy;
  if (cursor->isShortRow) {
    const int next = place + cursor->step;
    cursor->place = next < spread.period ? next : next - spread.period;
    return vload16(0, row + place);
  }
  if (spread.repeat == 1 && place + 16 <= spread.period) {
    cursor->place = place + 16 == spread.period ? 0 : place + 16;
    return vload16(0, x + place);
  }
  if (spread.repeat >= 16) {
    // Of one number, or of two: those before `left` and those from there on.
    const int left = spread.repeat - copy;
    cursor->copy = copy + 16;
    if (left > 16) return (N)(x[place]);
    cursor->copy = 16 - left;
    cursor->place = place + 1 == spread.period ? 0 : place + 1;
    const N lane = (N)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    return lane < (N)(left) ? (N)(x[place]) : (N)(x[cursor->place]);
  }
  return lanesOfRuns(x, spread, cursor);
#else
  return x[cursor->place];
#endif
}
