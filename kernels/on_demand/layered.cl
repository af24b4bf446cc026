// Training steps by rows of the batch and by tiles of the weights. In the workspace every block holds `capacity` rows,
// one sample each: the block that begins at `block` numbers per row lies at block · capacity.

#define BLOCK(block) (workspace + (long)(block) * capacity)
#define ONE_ITEM __attribute__((reqd_work_group_size(1, 1, 1)))

// At most four rows of the batch, side by side since each comes from elsewhere in memory.
inline void gatherRows(__global const feature* features, __global const int* order, __global real* workspace,
                       int capacity, LayerPointer layer, int first, int last) {
  const int width = layer->inputs;
  const int stride = layer->inputStride;
  __global real* target = BLOCK(layer->input) + first * stride;
#define SOURCE_OF(i) __global const feature* source##i = features + (long)order[min(first + i, last - 1)] * width;
  SOURCE_OF(0) SOURCE_OF(1) SOURCE_OF(2) SOURCE_OF(3)
  const int count = last - first;
  for (int i = 0; i < width; i += 16) {
#define LOAD_SOURCE(k) const T x##k = first16(LOAD_FEATURES(source##k + i), width - i);
    LOAD_SOURCE(0) LOAD_SOURCE(1) LOAD_SOURCE(2) LOAD_SOURCE(3)
    vstore16(x0, 0, target + i);
    if (count > 1) vstore16(x1, 0, target + stride + i);
    if (count > 2) vstore16(x2, 0, target + 2 * stride + i);
    if (count > 3) vstore16(x3, 0, target + 3 * stride + i);
  }
}

// Sums and values of the units from `begin` to `end` for at most four rows, in squares of 4 by 4 dot products.
inline void forwardRows(__global real* workspace, int capacity, LayerPointer layer, __global const real* data, int row,
                        int rows, int begin, int end) {
  const int outputs = layer->outputs;
  const int inputs = layer->inputs;
  const int full = inputs / 16 * 16;
  __global const real* input = BLOCK(layer->input);
#define ROW_OF(i) __global const real* a##i = input + min(row + i, rows - 1) * layer->inputStride;
  ROW_OF(0) ROW_OF(1) ROW_OF(2) ROW_OF(3)
  for (int column = begin; column < min(end, outputs); column += 4) {
    __global const real* weight = data + layer->weight;
#define COLUMN_OF(j) __global const real* b##j = weight + min(column + j, outputs - 1) * inputs;
    COLUMN_OF(0) COLUMN_OF(1) COLUMN_OF(2) COLUMN_OF(3)
    T s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    T s8 = 0, s9 = 0, sa = 0, sb = 0, sc = 0, sd = 0, se = 0, sf = 0;
#define MULTIPLY_ROW(i, r0, r1, r2, r3)                 \
  {                                                     \
    const T va = vload16(0, a##i + p);                  \
    r0 = fma(va, vb0, r0);                              \
    r1 = fma(va, vb1, r1);                              \
    r2 = fma(va, vb2, r2);                              \
    r3 = fma(va, vb3, r3);                              \
  }
#define MULTIPLY_ROWS                                                         \
  MULTIPLY_ROW(0, s0, s1, s2, s3) MULTIPLY_ROW(1, s4, s5, s6, s7)             \
  MULTIPLY_ROW(2, s8, s9, sa, sb) MULTIPLY_ROW(3, sc, sd, se, sf)
    int p = 0;
    for (; p < full; p += 16) {
      const T vb0 = vload16(0, b0 + p), vb1 = vload16(0, b1 + p), vb2 = vload16(0, b2 + p), vb3 = vload16(0, b3 + p);
      MULTIPLY_ROWS
    }
    if (p < inputs) {
      // Beyond a row of weights lies something else, NaN perhaps.
      const int rest = inputs - p;
      const T vb0 = first16(vload16(0, b0 + p), rest), vb1 = first16(vload16(0, b1 + p), rest);
      const T vb2 = first16(vload16(0, b2 + p), rest), vb3 = first16(vload16(0, b3 + p), rest);
      MULTIPLY_ROWS
    }
    const real4 units = convert_float4(column + (int4)(0, 1, 2, 3) < outputs ? (int4)(1) : (int4)(0));
    const real4 bias = units != 0 ? vload4(0, data + layer->bias + column) : (real4)(0);
    const T sum = SUMS_16(s) + (T)(bias, bias, bias, bias);
    const T value = activate(layer->activation, layer->parameters, sum);
    const T known = (T)(units, units, units, units);
    const T storedSum = known != 0 ? sum : (T)(0);
    const T storedValue = known != 0 ? value : (T)(0);
    __global real* sums = BLOCK(layer->sum) + row * layer->outputStride + column;
    __global real* values = BLOCK(layer->value) + row * layer->outputStride + column;
#define STORE_SQUARE(i, lanes)                                        \
  if (row + i < rows) {                                               \
    vstore4(storedSum.lanes, 0, sums + i * layer->outputStride);      \
    vstore4(storedValue.lanes, 0, values + i * layer->outputStride);  \
  }
    STORE_SQUARE(0, s0123) STORE_SQUARE(1, s4567) STORE_SQUARE(2, s89ab) STORE_SQUARE(3, scdef)
  }
}

// Loss, metric and ∂ loss / ∂ sum of the output layer for rows `first` to `last` of `rows`. `report` is the block of the
// losses, the metrics follow it, and the squared differences.
inline void lossRows(__global real* workspace, int capacity, LayerPointer layer, __global const target* targets,
                     __global const int* order, int first, int last, int rows, int report, real parameter) {
  const int outputs = layer->outputs;
  for (int row = first; row < last; ++row) {
    const long at = (long)row * layer->outputStride;
    __global const real* values = BLOCK(layer->value) + at;
    __global const real* sums = BLOCK(layer->sum) + at;
    __global real* deltas = BLOCK(layer->delta) + at;
    const long sample = order[row];
    real total = 0, metric = 0, squares = 0;
#ifdef CROSS_ENTROPY
    const long label = targets[sample];
    T top16 = (T)(-INFINITY);
    for (int i = 0; i < outputs; i += 16) {
      const T x = vload16(0, values + i);
      top16 = fmax(top16, lanesOf(outputs - i) != 0 ? x : (T)(-INFINITY));
    }
    const real top = maximum16(top16);
    // As restBelow() in common.cl.
    T rest16 = 0, more16 = 0, smooth16 = 0;
    for (int i = 0; i < outputs; i += 16) {
      const T below = lanesOf(outputs - i) != 0 ? vload16(0, values + i) - top : (T)(-INFINITY);
      more16 += below == 0 ? (T)(1) : (T)(0);
      rest16 += below == 0 ? (T)(0) : exp(below);
      smooth16 += first16(below, outputs - i);
    }
    const real normalizer = log1p(sum16(rest16) + (sum16(more16) - 1));
    const bool known = label >= 0 && label < outputs;
    const real share = parameter / outputs;
    // Without smoothing an infinite distance counts nothing, which 0 · ∞ is not.
    const real smoothed = share > 0 ? share * sum16(smooth16) : 0;
    total = !known ? NAN : normalizer - (1 - parameter) * (values[label] - top) - smoothed;
    metric = known && values[label] >= top;
    for (int i = 0; metric != 0 && i < label; ++i) metric = values[i] < top;
    for (int i = 0; i < outputs; i += 16) {
      const T x = vload16(0, values + i);
      const T isLabel = convert_float16(LANE_INDEX == (int16)((int)label - i) ? (int16)(1) : (int16)(0));
      const T gradient = (exp(x - top - normalizer) - isLabel * (1 - parameter) - share) / (real)rows;
      const T slope = derivative(layer->activation, layer->parameters, vload16(0, sums + i));
      vstore16(first16(gradient * slope, outputs - i), 0, deltas + i);
    }
#else
    const T p = parameter;
    T total16 = 0, metric16 = 0, squares16 = 0;
    for (int i = 0; i < outputs; i += 16) {
      const T x = vload16(0, values + i);
      const T y = LOAD_TARGETS(targets + sample * outputs + i);
      const T d = x - y;
      const T w = POSITIVE_WEIGHT;
      total16 += first16(LOSS_VALUE, outputs - i);
      metric16 += first16(METRIC, outputs - i);
      squares16 += first16(SQUARES, outputs - i);
      const T slope = derivative(layer->activation, layer->parameters, vload16(0, sums + i));
      vstore16(first16((LOSS_GRADIENT) / (real)(rows * outputs) * slope, outputs - i), 0, deltas + i);
    }
    total = sum16(total16) / outputs;
    metric = sum16(metric16) / outputs;
    squares = sum16(squares16) / outputs;
#endif
    BLOCK(report)[row] = total;
    BLOCK(report + 1)[row] = metric;
    BLOCK(report + 2)[row] = squares;
  }
}

// log[slot] = the means of what loss() reported.
inline void logReport(__global const real* losses, __global const real* metrics, __global const real* squares,
                      int rows, __global real* log, int slot) {
  T total = 0, metric = 0, square = 0;
  for (int i = 0; i < rows; i += 16) {
    total += first16(vload16(0, losses + i), rows - i);
    metric += first16(vload16(0, metrics + i), rows - i);
    square += first16(vload16(0, squares + i), rows - i);
  }
  log[3 * slot] = sum16(total) / rows;
  log[3 * slot + 1] = sum16(metric) / rows;
  log[3 * slot + 2] = sum16(square) / rows;
}

__kernel ONE_ITEM void report(__global real* workspace, int capacity, int block, int rows, __global real* log,
                              int slot) {
  logReport(BLOCK(block), BLOCK(block + 1), BLOCK(block + 2), rows, log, slot);
}

// ∂ loss / ∂ sum of the layer before, for at most 8 rows and its units from `begin` to `end`, 32 at a time.
inline void backwardRows(__global real* workspace, int capacity, LayerPointer layer, __global const real* data, int row,
                         int rows, int begin, int end) {
  const int inputs = layer->inputs;
  const int outputs = layer->outputs;
  const int stride = layer->inputStride;
  for (int column = begin; column < min(end, inputs); column += 32) {
#define DELTA_OF(i) __global const real* a##i = BLOCK(layer->delta) + min(row + i, rows - 1) * layer->outputStride;
    ROWS_8(DELTA_OF)
    __global const real* b = data + layer->weight + column;
    SUM_TILE(1, inputs, outputs)
    __global const real* sums = BLOCK(layer->inputSum) + column;
    __global real* deltas = BLOCK(layer->inputDelta) + column;
#define STORE_DELTA(i)                                                                                               \
  if (row + i < rows) {                                                                                              \
    const int at = (row + i) * stride;                                                                               \
    const T lowSlope = derivative(layer->inputActivation, layer->inputParameters, vload16(0, sums + at));            \
    vstore16(first16(low##i * lowSlope, inputs - column), 0, deltas + at);                                           \
    if (column + 16 < stride) {                                                                                      \
      const T highSlope = derivative(layer->inputActivation, layer->inputParameters, vload16(1, sums + at));         \
      vstore16(first16(high##i * highSlope, inputs - column - 16), 1, deltas + at);                                  \
    }                                                                                                                \
  }
    ROWS_8(STORE_DELTA)
  }
}

// One layer at a time, where its weights are many: `span` units of a few rows for each work-item. The items of as many
// rows as a cache holds follow one another through all units; `spans` of them make up the layer.

__kernel ONE_ITEM void gather(__global const feature* features, __global const int* order, int start,
                              __global real* workspace, int capacity, LayerPointer layers, int rows) {
  const int first = get_global_id(0) * 4;
  gatherRows(features, order + start, workspace, capacity, layers, first, min(first + 4, rows));
}

__kernel ONE_ITEM void forward(__global real* workspace, int capacity, LayerPointer layers, int index,
                               __global const real* data, int rows, int span, int spans) {
  const int row = (get_global_id(1) / spans * get_global_size(0) + get_global_id(0)) * 4;
  const int begin = get_global_id(1) % spans * span;
  if (row < rows) forwardRows(workspace, capacity, layers + index, data, row, rows, begin, begin + span);
}

__kernel ONE_ITEM void loss(__global real* workspace, int capacity, LayerPointer layers, int index,
                            __global const target* targets, __global const int* order, int start, int rows, int report,
                            real parameter) {
  const int first = get_global_id(0) * 16;
  lossRows(workspace, capacity, layers + index, targets, order + start, first, min(first + 16, rows), rows, report,
           parameter);
}

__kernel ONE_ITEM void backward(__global real* workspace, int capacity, LayerPointer layers, int index,
                                __global const real* data, int rows, int span) {
  const int begin = get_global_id(1) * span;
  backwardRows(workspace, capacity, layers + index, data, get_global_id(0) * 8, rows, begin, begin + span);
}

// All of that for four rows, where the weights stay in a processor's cache.
__kernel ONE_ITEM void rows_at_once(__global const feature* features, __global const target* targets,
                                    __global const int* order, int start, __global real* workspace, int capacity,
                                    LayerPointer layers, int count, __global const real* data, int rows, int report,
                                    real parameter, int isTraining) {
  const int first = get_global_id(0) * 4;
  const int last = min(first + 4, rows);
  gatherRows(features, order + start, workspace, capacity, layers, first, last);
  for (int i = 0; i < count; ++i) {
    forwardRows(workspace, capacity, layers + i, data, first, last, 0, layers[i].outputs);
  }
  lossRows(workspace, capacity, layers + count - 1, targets, order + start, first, last, rows, report, parameter);
  for (int i = isTraining ? count - 1 : 0; i > 0; --i) {
    backwardRows(workspace, capacity, layers + i, data, first, last, 0, layers[i].inputs);
  }
}

// The gradients of 8 units by 32 inputs, applied at once; then those of the biases, 16 at a time; one item more logs.
__kernel ONE_ITEM void update(__global real* workspace, int capacity, LayerPointer layers, int count,
                              __global real* data, __global real* kept0, __global real* kept1, __global real* kept2,
                              real16 n, int rows, int tiles, int reported, __global real* log, int slot) {
  const int item = get_global_id(0);
  if (item == tiles) {
    logReport(BLOCK(reported), BLOCK(reported + 1), BLOCK(reported + 2), rows, log, slot);
    return;
  }
  LayerPointer layer = layers + count - 1;
  while (layer->firstTile > item) --layer;
  const int inputs = layer->inputs;
  const int outputs = layer->outputs;
  const int stride = layer->outputStride;
  const int tile = item - layer->firstTile;
  const int tilesDown = layer->updateRows;
  const int column = tile / tilesDown * 32;
  if (column >= inputs) {
    const int unit = (tile - (inputs + 31) / 32 * tilesDown) * 16;
    __global const real* delta = BLOCK(layer->delta) + unit;
    T g = 0;
    for (int i = 0; i < rows; ++i) g += vload16(0, delta + i * stride);
    applyUpdate(data, kept0, kept1, kept2, layer->bias + unit, min(outputs - unit, 16), g, n);
    return;
  }
  const int row = tile % tilesDown * 8;
#define DELTAS_OF_UNIT(i) __global const real* a##i = BLOCK(layer->delta) + row + i;
  ROWS_8(DELTAS_OF_UNIT)
  __global const real* b = BLOCK(layer->input) + column;
  SUM_TILE(stride, layer->inputStride, rows)
#define APPLY(i)                                                                                                  \
  if (row + i < outputs) {                                                                                        \
    const int place = layer->weight + (row + i) * inputs + column;                                                \
    applyUpdate(data, kept0, kept1, kept2, place, min(inputs - column, 16), low##i, n);                           \
    if (column + 16 < inputs) {                                                                                   \
      applyUpdate(data, kept0, kept1, kept2, place + 16, min(inputs - column - 16, 16), high##i, n);              \
    }                                                                                                             \
  }
  ROWS_8(APPLY)
}
