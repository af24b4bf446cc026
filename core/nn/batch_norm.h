// Each column of a batch brought to mean 0 and variance 1, as `torch.nn.BatchNorm1d`.
#pragma once

#include "core/nn/module.h"

namespace gradus {

struct LayerInfo;

/// Means and biased variances of the columns of a batch (N, C): two tensors (C), outside the graph.
struct ColumnStatistics {
  Tensor mean;
  Tensor variance;
};
ColumnStatistics columnStatistics(const Tensor& x);

/// (x − mean) / √(variance + eps) for x (N, C). The gradient takes the statistics for x's own (`ofBatch`), or for
/// numbers that do not depend on it. Throws ShapeError, also for statistics of another dtype, and Error for eps < 0 or,
/// of x's own, 0.
Tensor normalizeColumns(const Tensor& x, const ColumnStatistics& statistics, bool ofBatch, double eps = 1e-5);

struct BatchNormOptions {
  double eps = 1e-5;
  double momentum = 0.1;  ///< the share of the newest batch in the running statistics
  bool affine = true;     ///< with a weight and a bias for each column
};

/// (N, C) or (N, C, L), of which every (n, l) is a row. Training uses the statistics of the batch and keeps running
/// ones (the variance unbiased); outside training the running ones are used.
class BatchNorm1d : public Module {
 public:
  BatchNorm1d(Device& device, std::int64_t features, const BatchNormOptions& options = {});

  static LayerInfo row();  ///< for the layer registry

  /// Throws ShapeError, also for a single row in training: it has no variance. Throws Error for an ε below 0 and, in
  /// training, for 0.
  Tensor forward(const Tensor& input) override;

 private:
  Tensor forwardRows(const Tensor& x);

  std::int64_t features_;
  BatchNormOptions options_;
  Tensor weight_;
  Tensor bias_;
  Tensor runningMean_;
  Tensor runningVariance_;
  Tensor batches_;  ///< int64 []: how many were tracked, as PyTorch's state has it
};

}  // namespace gradus
