// Inputs that broadcasting spreads over a result: number i of such an input is x[i / repeat % period]. A work-item goes on
// from vector to vector, so that it divides once for many numbers. `number` is their type and N that of a vector of them.

typedef struct {
  int offset;
  int repeat;
  int period;
} Spread;

// The place of a number, and how many of its `repeat` copies lie before.
typedef struct {
  int place;
  int copy;
} Cursor;

inline Cursor cursorAt(Spread spread, int index) {
  Cursor cursor;
  cursor.place = index / spread.repeat % spread.period;
  cursor.copy = index % spread.repeat;
  return cursor;
}

inline N nextLanes(__global const number* x, Spread spread, Cursor* cursor) {
#if LANES == 16
  int place = cursor->place, copy = cursor->copy;
  N lanes;
  if (spread.repeat == 1 && place + 16 <= spread.period) {
    lanes = vload16(0, x + place);
    place += 16;
  } else if (copy + 16 <= spread.repeat) {
    lanes = (N)(x[place]);
    copy += 16;
    if (copy == spread.repeat) {
      copy = 0;
      ++place;
    }
  } else {
    number each[16];
    for (int i = 0; i < 16; ++i) {
      each[i] = x[place];
      if (++copy < spread.repeat) continue;
      copy = 0;
      if (++place == spread.period) place = 0;
    }
    lanes = vload16(0, each);
  }
  cursor->place = place == spread.period ? 0 : place;
  cursor->copy = copy;
  return lanes;
#else
  return x[cursor->place];
#endif
}
