// Many training steps in one launch, for networks so small that launches would cost more than they: one work-item,
// the samples of a batch in the lanes of its vectors, 16 at a time. In the workspace, unit u of a block is the vector
// at block + u.

#define UNITS(block) (workspace + (block) * 16)
#define UNIT(pointer, u) vload16(u, pointer)

// Which samples are in the lanes: lanes from `count` on repeat the last one and weigh nothing.
typedef struct {
  int row[16];
  int count;
} Lanes;

inline Lanes lanesAt(__global const int* order, int count) {
  Lanes lanes;
  lanes.count = min(count, 16);
  for (int i = 0; i < 16; ++i) lanes.row[i] = order[min(i, count - 1)];
  return lanes;
}

inline void gatherLanes(__global const feature* features, const Lanes* lanes, int width, __global real* inputs) {
  for (int k = 0; k < width; ++k) {
    real lane[16];
    for (int i = 0; i < 16; ++i) lane[i] = LOAD_FEATURE(features + (long)lanes->row[i] * width + k);
    vstore16(FINISH_FEATURES(vload16(0, lane)), k, inputs);
  }
}

inline void forwardLanes(__global real* workspace, LayerPointer layer, __global const real* data) {
  __global const real* input = UNITS(layer->input);
  const int inputs = layer->inputs;
  for (int j = 0; j < layer->outputs; ++j) {
    __global const real* weight = data + layer->weight + j * inputs;
    T sum = (T)(data[layer->bias + j]);
    for (int k = 0; k < inputs; ++k) sum = fma((T)(weight[k]), UNIT(input, k), sum);
    vstore16(sum, j, UNITS(layer->sum));
    vstore16(activate(layer->activation, layer->parameters, sum), j, UNITS(layer->value));
  }
}

// (Σ loss, Σ metric) over the lanes, and the ∂ loss / ∂ sum of the output layer for a batch of `rows`.
inline real4 lossLanes(__global real* workspace, LayerPointer layer, __global const target* targets,
                       const Lanes* lanes, int rows, real parameter) {
  __global const real* values = UNITS(layer->value);
  const int outputs = layer->outputs;
  const T known = lanesOf(lanes->count);
#ifdef CROSS_ENTROPY
  real lane[16];
  for (int i = 0; i < 16; ++i) {
    const long label = targets[lanes->row[i]];
    lane[i] = label >= 0 && label < outputs ? (real)label : NAN;
  }
  const T label = vload16(0, lane);
  T top = UNIT(values, 0), best = 0;
  for (int j = 1; j < outputs; ++j) {
    const T x = UNIT(values, j);
    best = x > top ? (T)(j) : best;
    top = fmax(top, x);
  }
  // As restBelow() in common.cl.
  T rest = 0, smooth = 0, labelled = label != label ? (T)(NAN) : (T)(0);
  T more = -1;
  for (int j = 0; j < outputs; ++j) {
    const T below = UNIT(values, j) - top;
    more += below == 0 ? (T)(1) : (T)(0);
    rest += below == 0 ? (T)(0) : exp(below);
    smooth += below;
    labelled = label == (T)(j) ? below : labelled;
  }
  const T normalizer = log1p(rest + more);
  const real share = parameter / outputs;
  for (int j = 0; j < outputs; ++j) {
    const T isLabel = label == (T)(j) ? (T)(1) : (T)(0);
    const T gradient = (exp(UNIT(values, j) - top - normalizer) - isLabel * (1 - parameter) - share) / (real)rows;
    const T slope = derivative(layer->activation, layer->parameters, UNIT(UNITS(layer->sum), j));
    vstore16(gradient * slope * known, j, UNITS(layer->delta));
  }
  // Without smoothing an infinite distance counts nothing, which 0 · ∞ is not.
  const T losses = normalizer - (1 - parameter) * labelled - (share > 0 ? share * smooth : (T)(0));
  const T hits = best == label ? (T)(1) : (T)(0);
  return (real4)(sum16(first16(losses, lanes->count)), sum16(hits * known), 0, 0);
#else
  const T p = parameter;
  T total = 0, metric = 0, squares = 0;
  for (int j = 0; j < outputs; ++j) {
    real lane[16];
    for (int i = 0; i < 16; ++i) lane[i] = targets[(long)lanes->row[i] * outputs + j];
    const T x = UNIT(values, j);
    const T y = vload16(0, lane);
    const T d = x - y;
    const T w = POSITIVE_WEIGHT;
    total += LOSS_VALUE;
    metric += METRIC;
    squares += SQUARES;
    const T slope = derivative(layer->activation, layer->parameters, UNIT(UNITS(layer->sum), j));
    vstore16((LOSS_GRADIENT) / (real)(rows * outputs) * slope * known, j, UNITS(layer->delta));
  }
  return (real4)(sum16(first16(total, lanes->count)), sum16(first16(metric, lanes->count)),
                 sum16(first16(squares, lanes->count)), 0) /
         outputs;
#endif
}

// Adds the lanes' gradients of a layer, and gives the layer before its deltas.
inline void backwardLanes(__global real* workspace, LayerPointer layer, bool isFirst, __global const real* data,
                          __global real* grad) {
  __global const real* input = UNITS(layer->input);
  __global const real* delta = UNITS(layer->delta);
  const int inputs = layer->inputs;
  for (int j = 0; j < layer->outputs; ++j) {
    const T d = UNIT(delta, j);
    grad[layer->bias + j] += sum16(d);
    __global real* weight = grad + layer->weight + j * inputs;
    int k = 0;
    for (; k + 16 <= inputs; k += 16) {
#define PRODUCT(i) const T s##i = d * UNIT(input, k + 0x##i);
      PRODUCT(0) PRODUCT(1) PRODUCT(2) PRODUCT(3) PRODUCT(4) PRODUCT(5) PRODUCT(6) PRODUCT(7)
      PRODUCT(8) PRODUCT(9) PRODUCT(a) PRODUCT(b) PRODUCT(c) PRODUCT(d) PRODUCT(e) PRODUCT(f)
      vstore16(vload16(0, weight + k) + SUMS_16(s), 0, weight + k);
    }
    for (; k < inputs; ++k) weight[k] += sum16(d * UNIT(input, k));
  }
  if (isFirst) return;
  for (int k = 0; k < inputs; ++k) {
    T sum = 0;
    for (int j = 0; j < layer->outputs; ++j) {
      sum = fma((T)(data[layer->weight + j * inputs + k]), UNIT(delta, j), sum);
    }
    const T slope = derivative(layer->inputActivation, layer->inputParameters, UNIT(UNITS(layer->inputSum), k));
    vstore16(sum * slope, k, UNITS(layer->inputDelta));
  }
}

inline real4 forwardAll(__global const feature* features, __global const target* targets, const Lanes* lanes,
                        __global real* workspace, LayerPointer layers, int count, __global const real* data, int rows,
                        real parameter) {
  gatherLanes(features, lanes, layers->inputs, UNITS(layers->input));
  for (int i = 0; i < count; ++i) forwardLanes(workspace, layers + i, data);
  return lossLanes(workspace, layers + count - 1, targets, lanes, rows, parameter);
}

// The `rows` samples from order[start] on, in steps of batchSize, each with its numbers of the optimizer.
__kernel __attribute__((reqd_work_group_size(1, 1, 1))) void train_lanes(
    __global const feature* features, __global const target* targets, __global const int* order, int start, int rows,
    int batchSize, __global real* workspace, LayerPointer layers, int count, __global real* data, __global real* grad,
    __global real* kept0, __global real* kept1, __global real* kept2, int parameters, __global const real* numbers,
    real parameter, __global real* log, int slot) {
  for (int done = 0; done < rows; done += batchSize, ++slot, numbers += 16) {
    const int batch = min(batchSize, rows - done);
    for (int i = 0; i < parameters; i += 16) storeLanes((T)(0), grad + i, 0, parameters - i);
    real4 report = 0;
    for (int i = 0; i < batch; i += 16) {
      const Lanes lanes = lanesAt(order + start + done + i, batch - i);
      report += forwardAll(features, targets, &lanes, workspace, layers, count, data, batch, parameter);
      for (int l = count - 1; l >= 0; --l) backwardLanes(workspace, layers + l, l == 0, data, grad);
    }
    const real16 n = vload16(0, numbers);
    for (int i = 0; i < parameters; i += 16) {
      applyUpdate(data, kept0, kept1, kept2, i, min(parameters - i, 16), vload16(0, grad + i), n);
    }
    log[3 * slot] = report.x / batch;
    log[3 * slot + 1] = report.y / batch;
    log[3 * slot + 2] = report.z / batch;
  }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1))) void evaluate_lanes(
    __global const feature* features, __global const target* targets, __global const int* order, int start, int rows,
    __global real* workspace, LayerPointer layers, int count, __global const real* data, real parameter,
    __global real* log, int slot) {
  real4 report = 0;
  for (int i = 0; i < rows; i += 16) {
    const Lanes lanes = lanesAt(order + start + i, rows - i);
    report += forwardAll(features, targets, &lanes, workspace, layers, count, data, rows, parameter);
  }
  log[3 * slot] = report.x / rows;
  log[3 * slot + 1] = report.y / rows;
  log[3 * slot + 2] = report.z / rows;
}
