// Whole training steps of multilayer perceptrons for processors: what every way of fusing them builds on. Before this
// text stand the macros of core/step/fused_program.cpp: FORWARD_CASES and DERIVATIVE_CASES (the activations of the
// network), UPDATE (the optimizer's formula on p, g, k0, k1, k2) with KEPT, the number of k's, and the loss: either
// CROSS_ENTROPY, or LOSS_VALUE and LOSS_GRADIENT on x, y, d, p and w, with THRESHOLD where one output tells two classes
// apart. One work-item does much work in vectors of 16.

// As FusedLayer of core/step/fused_program.h.
typedef struct {
  int inputs;
  int outputs;
  int inputStride;  // multiples of 16; what lies between a width and its stride is 0
  int outputStride;
  int weight;  // where its (outputs, inputs) numbers begin among the parameters
  int bias;
  int input;  // blocks of the workspace, in numbers per row: what comes in
  int inputSum;
  int inputDelta;
  int sum;    // Σ w x + b
  int value;  // after the activation
  int delta;  // ∂ loss / ∂ sum
  int activation;
  int inputActivation;
  int firstTile;  // of its update
  int updateRows;
  real parameters[4];
  real inputParameters[4];
} Layer;

typedef __global const Layer* LayerPointer;

inline T activate(int activation, __global const real* parameters, T x) {
  const real p0 = parameters[0], p1 = parameters[1], p2 = parameters[2], p3 = parameters[3];
  switch (activation) {
    FORWARD_CASES
    default: return x;
  }
}

inline T derivative(int activation, __global const real* parameters, T x) {
  const real p0 = parameters[0], p1 = parameters[1], p2 = parameters[2], p3 = parameters[3];
  switch (activation) {
    DERIVATIVE_CASES
    default: return (T)(1);
  }
}

// Applies the optimizer's formula to `count` parameters, at most 16, from `place`.
inline void applyUpdate(__global real* data, __global real* kept0, __global real* kept1, __global real* kept2,
                        int place, int count, T g, real16 n) {
  T p = vload16(0, data + place);
#if KEPT > 0
  T k0 = vload16(0, kept0 + place);
#endif
#if KEPT > 1
  T k1 = vload16(0, kept1 + place);
#endif
#if KEPT > 2
  T k2 = vload16(0, kept2 + place);
#endif
  { UPDATE }
#if KEPT > 0
  storeLanes(k0, kept0 + place, 0, count);
#endif
#if KEPT > 1
  storeLanes(k1, kept1 + place, 0, count);
#endif
#if KEPT > 2
  storeLanes(k2, kept2 + place, 0, count);
#endif
  storeLanes(p, data + place, 0, count);
}

// The sums of sixteen vectors, in the order of the vectors.
inline T addPairs(T a, T b) { return (T)(a.even + a.odd, b.even + b.odd); }
#define ADD_PAIRS_4(a, b, c, d) addPairs(addPairs(a, b), addPairs(c, d))
#define SUMS_16(v)                                                                                     \
  addPairs(addPairs(ADD_PAIRS_4(v##0, v##1, v##2, v##3), ADD_PAIRS_4(v##4, v##5, v##6, v##7)),         \
           addPairs(ADD_PAIRS_4(v##8, v##9, v##a, v##b), ADD_PAIRS_4(v##c, v##d, v##e, v##f)))

inline T lanesOf(int count) {
  return first16((T)(1), count);
}

#define LANE_INDEX ((int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))

inline real maximum16(T x) {
  const real8 a = fmax(x.lo, x.hi);
  const real4 b = fmax(a.lo, a.hi);
  const real2 c = fmax(b.lo, b.hi);
  return fmax(c.x, c.y);
}

// A byte as a number from 0 to 1, rounded as the division by 255 is.
inline T unitInterval(T byte) {
  const T guess = byte * (1.0f / 255.0f);
  return fma(fma((T)(-255), guess, byte), (T)(1.0f / 255.0f), guess);
}

#if defined(CROSS_ENTROPY) || defined(THRESHOLD)
typedef long target;
#else
typedef real target;
#endif

// Of losses that compare number by number: the targets, the weight of positives, and what is reported beside the loss.
#ifdef THRESHOLD
#define LOAD_TARGETS(pointer) ((T)(convert_float(*(pointer))))
#define POSITIVE_WEIGHT p
#define METRIC ((x > (T)(THRESHOLD) ? (T)(1) : (T)(0)) == y ? (T)(1) : (T)(0))
#define SQUARES ((T)(0))
#else
#define LOAD_TARGETS(pointer) vload16(0, pointer)
#define POSITIVE_WEIGHT 1
#define METRIC fabs(d)
#define SQUARES (d * d)
#endif

#ifdef IMAGES
typedef uchar feature;
#define LOAD_FEATURES(pointer) unitInterval(convert_float16(vload16(0, pointer)))
#define LOAD_FEATURE(pointer) convert_float(*(pointer))
#define FINISH_FEATURES(x) unitInterval(x)
#else
typedef real feature;
#define LOAD_FEATURES(pointer) vload16(0, pointer)
#define LOAD_FEATURE(pointer) (*(pointer))
#define FINISH_FEATURES(x) (x)
#endif
