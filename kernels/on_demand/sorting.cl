// Sorting the rows of a matrix by merging ever longer runs. Not the numbers move, but their places in the row.

// Every place by itself is a sorted run.
__kernel void first_places(__global long* places, int rows, int count) {
  const int item = get_global_id(0);
  if (item < rows * count) places[item] = item % count;
}

// NaN counts as larger than every number, as in PyTorch.
inline bool precedes(number a, number b, int descending) {
#ifdef NUMBER_IS_REAL
  if (isnan(a) || isnan(b)) return descending ? !isnan(b) : !isnan(a);
#endif
  return descending ? a > b : a < b;
}

// Merges neighbouring runs of `width`: a work-item finds where its own number goes, behind all of the other run that
// must stand before it. Of equals those of the left run stay first, so that the order is stable.
__kernel void merge_runs(__global const number* x, int offset, __global const long* places, __global long* merged,
                         int rows, int count, int width, int descending) {
  const int item = get_global_id(0);
  if (item >= rows * count) return;
  const int position = item % count;
  const int row = item - position;
  __global const number* numbers = x + offset + row;
  const int pair = position / (2 * width) * (2 * width);
  const int middle = min(pair + width, count);
  const int end = min(pair + 2 * width, count);
  const bool isLeft = position < middle;
  const number own = numbers[places[item]];

  const int otherStart = isLeft ? middle : pair;
  int low = otherStart;
  int high = isLeft ? end : middle;
  while (low < high) {
    const int probe = (low + high) / 2;
    const number other = numbers[places[row + probe]];
    const bool isBefore = isLeft ? precedes(other, own, descending) : !precedes(own, other, descending);
    if (isBefore) {
      low = probe + 1;
    } else {
      high = probe;
    }
  }
  const int ownRank = position - (isLeft ? pair : middle);
  merged[row + pair + ownRank + (low - otherStart)] = places[item];
}
