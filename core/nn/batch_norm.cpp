#include "core/nn/batch_norm.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/nn/layer_registry.h"
#include "core/nn/own_program.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

// A work-item goes down LANES columns of a batch of `rows` rows.
constexpr const char* kSource = R"cl(
__kernel void statistics(__global const real* x, int offset, __global real* means, __global real* variances, int rows,
                         int columns) {
  FIRST_OF(column, columns)
  x += offset;
  T mean = 0, lost = 0;
  for (int i = 0; i < rows; ++i) ADD_TO(T, mean, lost, LOAD(x + i * columns, column))
  mean = (mean + lost) / rows;
  T squares = 0, piece = 0, rest = 0;
  lost = 0;
  for (int i = 0; i < rows; ++i) {
    const T difference = LOAD(x + i * columns, column) - mean;
    rest += difference;
    ADD_PRODUCT(T, squares, lost, piece, difference, difference, i, 8)
  }
  squares += lost + piece;
  LESS_THE_REST(T, squares, rest, rows)
  storeLanes(mean, means, column, columns);
  storeLanes(squares / rows, variances, column, columns);
}

__kernel void track(__global const real* means, __global const real* variances, __global real* runningMeans,
                    __global real* runningVariances, __global long* batches, int columns, real momentum,
                    real unbiased) {
  const int column = get_global_id(0);
  if (column >= columns) return;
  runningMeans[column] = (1 - momentum) * runningMeans[column] + momentum * means[column];
  runningVariances[column] = (1 - momentum) * runningVariances[column] + momentum * unbiased * variances[column];
  if (column == 0) *batches += 1;
}

__kernel void normalize_columns(__global const real* x, int offset, __global const real* means,
                                __global const real* variances, __global real* result, int rows, int columns,
                                real eps) {
  FIRST_OF(column, columns)
  x += offset;
  const T mean = LOAD(means, column);
  const T scale = 1 / sqrt(LOAD(variances, column) + eps);
  for (int i = 0; i < rows; ++i) {
    storeLanes((LOAD(x + i * columns, column) - mean) * scale, result + i * columns, column, columns);
  }
}

// (g − mean g − x̂ · mean(g · x̂)) · scale, or g · scale where the statistics are not the batch's own; x̂ in x.
__kernel void gradients(__global const real* x, __global const real* variances, __global const real* gradient,
                        int gradientOffset, __global real* result, int rows, int columns, real eps, int ofBatch) {
  FIRST_OF(column, columns)
  gradient += gradientOffset;
  T mean = 0, meanLost = 0;
  T product = 0, productLost = 0;
  for (int i = 0; ofBatch && i < rows; ++i) {
    const T g = LOAD(gradient + i * columns, column);
    ADD_TO(T, mean, meanLost, g)
    ADD_TO(T, product, productLost, g * LOAD(x + i * columns, column))
  }
  mean = (mean + meanLost) / rows;
  product = (product + productLost) / rows;
  const T scale = 1 / sqrt(LOAD(variances, column) + eps);
  for (int i = 0; i < rows; ++i) {
    const T g = LOAD(gradient + i * columns, column);
    storeLanes((g - mean - LOAD(x + i * columns, column) * product) * scale, result + i * columns, column, columns);
  }
}
)cl";

std::string programFor(const Tensor& x) {
  return ownProgram(x.device(), "batch_norm", x.dtype(), kSource);
}

void demandRows(const Tensor& x) {
  demandFloating(x, "batch norm");
  if (x.dim() != 2) throw ShapeError("batch norm: expected a batch (N, C), got " + x.shape().text());
}

/// Throws ShapeError unless `numbers` has one of x's dtype for each column.
void demandColumns(const Tensor& x, const Tensor& numbers) {
  if (numbers.dtype() == x.dtype() && numbers.shape() == Shape{x.shape()[1]}) return;
  throw ShapeError("batch norm: a batch " + x.shape().text() + " " + nameOf(x.dtype()) + " needs statistics " +
                   Shape{x.shape()[1]}.text() + " of this dtype, got " + numbers.shape().text() + " " +
                   nameOf(numbers.dtype()) + ": convert the batch with to");
}

/// As PyTorch, which takes 0 too where the variance does not come from the batch.
void demandEpsilon(double eps, bool ofBatch) {
  // Written so that NaN fails too.
  if (ofBatch ? eps > 0 : eps >= 0) return;
  throw Error("batch norm: ε is " + plainNumber(eps) +
              (ofBatch ? ", expected a number above 0 in training" : ", expected 0 or a number above"));
}

}  // namespace

ColumnStatistics columnStatistics(const Tensor& input) {
  demandRows(input);
  const Tensor x = contiguous(input.detach());
  const std::int64_t columns = x.shape()[1];
  ColumnStatistics result{Tensor::empty(x.device(), {columns}, x.dtype()),
                          Tensor::empty(x.device(), {columns}, x.dtype())};
  if (columns == 0) return result;
  x.device().launch(programFor(x) + "statistics", x.device().lanesOver(columns), x.buffer(), intOf(x.offset()),
                    result.mean.buffer(), result.variance.buffer(), intOf(x.shape()[0]), intOf(columns));
  return result;
}

Tensor normalizeColumns(const Tensor& input, const ColumnStatistics& statistics, bool ofBatch, double eps) {
  demandRows(input);
  demandEpsilon(eps, ofBatch);
  demandColumns(input, statistics.mean);
  demandColumns(input, statistics.variance);
  const Tensor x = contiguous(input.detach());
  const std::int64_t rows = x.shape()[0];
  const std::int64_t columns = x.shape()[1];
  Tensor result = Tensor::empty(x.device(), x.shape(), x.dtype());
  if (x.numel() > 0) {
    x.device().launch(programFor(x) + "normalize_columns", x.device().lanesOver(columns), x.buffer(), intOf(x.offset()),
                      statistics.mean.buffer(), statistics.variance.buffer(), result.buffer(), intOf(rows),
                      intOf(columns), realFor(eps, x.dtype()));
  }
  const auto backward = [=, y = result.detach()](const Tensor& gradient) {
    const Tensor dense = contiguous(gradient.detach());
    Tensor byX = Tensor::empty(y.device(), y.shape(), y.dtype());
    if (y.numel() > 0) {
      y.device().launch(programFor(y) + "gradients", y.device().lanesOver(columns), y.buffer(),
                        statistics.variance.buffer(), dense.buffer(), intOf(dense.offset()), byX.buffer(), intOf(rows),
                        intOf(columns), realFor(eps, y.dtype()), cl_int{ofBatch});
    }
    return std::vector{byX};
  };
  return record(result, "NativeBatchNormBackward0", {input}, backward);
}

BatchNorm1d::BatchNorm1d(Device& device, std::int64_t features, const BatchNormOptions& options)
    : features_(features), options_(options) {
  if (options.affine) {
    weight_ = addParameter("weight", Tensor::full(device, {features}, 1));
    bias_ = addParameter("bias", Tensor::zeros(device, {features}));
  }
  runningMean_ = addBuffer("running_mean", Tensor::zeros(device, {features}));
  runningVariance_ = addBuffer("running_var", Tensor::full(device, {features}, 1));
  batches_ = addBuffer("num_batches_tracked", Tensor::zeros(device, {}, Dtype::Int64));
}

Tensor BatchNorm1d::forward(const Tensor& input) {
  if ((input.dim() != 2 && input.dim() != 3) || input.shape()[1] != features_) {
    throw ShapeError("batch norm: input " + input.shape().text() + " does not fit: expected (N, " +
                     std::to_string(features_) + ") or (N, " + std::to_string(features_) + ", L)");
  }
  if (input.dim() == 2) return forwardRows(input);
  const Tensor lines = transpose(input, 1, 2);
  return transpose(reshape(forwardRows(reshape(lines, {-1, features_})), lines.shape()), 1, 2);
}

Tensor BatchNorm1d::forwardRows(const Tensor& x) {
  ColumnStatistics statistics{runningMean_, runningVariance_};
  if (isTraining()) {
    demandEpsilon(options_.eps, true);  // before anything is tracked
    const auto rows = static_cast<double>(x.shape()[0]);
    if (rows < 2) {
      throw ShapeError("batch norm: a batch of one row " + x.shape().text() +
                       " has no variance to train with: choose another batch size or drop the last batch");
    }
    demandColumns(x, runningMean_);
    statistics = columnStatistics(x);
    x.device().launch(programFor(x) + "track", x.device().itemsOver(features_), statistics.mean.buffer(),
                      statistics.variance.buffer(), runningMean_.buffer(), runningVariance_.buffer(), batches_.buffer(),
                      intOf(features_), realFor(options_.momentum, x.dtype()), realFor(rows / (rows - 1), x.dtype()));
  }
  Tensor result = normalizeColumns(x, statistics, isTraining(), options_.eps);
  return options_.affine ? result * weight_ + bias_ : result;
}

LayerInfo BatchNorm1d::row() {
  LayerInfo row{
      {"batch_norm",
       "Batch norm",
       "Brings each unit to mean 0 and variance 1 over the batch, then scales and shifts it: deep networks "
       "train faster.",
       {{"momentum", "Momentum", "The share of the newest batch in the running statistics.", 0.1, 0, 1, false},
        {"eps", "ε", "Added to the variance, so that nothing is divided by 0.", 1e-5, 1e-12, 1, false}}},
      "BatchNorm1d",
      {},
      sameWidth};
  row.make = [](Device& device, std::int64_t inputs, const Choice& choice, Generator&) {
    const LayerInfo& info = findLayer("batch_norm");
    const BatchNormOptions options{valueOf(choice, info, "eps"), valueOf(choice, info, "momentum"), true};
    return BuiltLayer{std::make_unique<BatchNorm1d>(device, inputs, options), inputs};
  };
  row.parameterCount = [](std::int64_t inputs, const Choice&) { return 2 * inputs; };
  // Outside training: less the mean, by the deviation, times the weight, plus the bias.
  row.operations = [](std::int64_t inputs, const Choice&) { return 4 * inputs; };
  row.torchWidths = TorchWidths::Features;
  return row;
}

}  // namespace gradus
