// Initial weights, as `torch.nn.init` and drawn as PyTorch draws them: the same seed gives the same numbers, bit for
// bit where they are uniform, to 2e-6 where they are normal.
#pragma once

#include <string_view>

#include "core/base/generator.h"
#include "core/tensor/tensor.h"

namespace gradus {

/// Which side's deviation is kept: that of the values going forward, or of the gradients going back.
enum class FanMode { In, Out };

/// What one unit of a weight (out, in, …) sums over, and what one input reaches; trailing sizes belong to both.
/// Throws ShapeError below two dimensions.
std::int64_t fanOf(const Shape& shape, FanMode mode);

/// By how much a layer has to be scaled up before that activation, as `calculate_gain`: "linear", "identity",
/// "sigmoid", "tanh", "relu", "leaky_relu" (with its slope) and "selu". Throws FormatError for others.
double gainFor(std::string_view activation, double slope = 0.01);

struct KaimingOptions {
  double a = 0;  ///< the slope of leaky_relu
  FanMode mode = FanMode::In;
  std::string_view activation = "leaky_relu";
};

Tensor uniform(Device& device, const Shape& shape, double from, double to, Generator& generator);
Tensor normal(Device& device, const Shape& shape, double mean, double deviation, Generator& generator);

/// Uniform within ±√3 · gain / √fan. Throws ShapeError below two dimensions, as those that follow.
Tensor kaimingUniform(Device& device, const Shape& shape, Generator& generator, const KaimingOptions& options = {});

/// Normal with deviation gain / √fan.
Tensor kaimingNormal(Device& device, const Shape& shape, Generator& generator, const KaimingOptions& options = {});

/// Uniform within ±gain · √(6 / (fanIn + fanOut)).
Tensor xavierUniform(Device& device, const Shape& shape, Generator& generator, double gain = 1);

/// Normal with deviation gain · √(2 / (fanIn + fanOut)).
Tensor xavierNormal(Device& device, const Shape& shape, Generator& generator, double gain = 1);

/// Rows (or columns, whichever are fewer) of length gain at right angles to each other: the Q of a normal matrix's
/// QR decomposition whose R has a positive diagonal. Computed on the host, in double.
Tensor orthogonal(Device& device, const Shape& shape, Generator& generator, double gain = 1);

/// The weight of `torch.nn.Linear`: kaimingUniform with a = √5, which is uniform within ±1/√in.
Tensor linearWeight(Device& device, std::int64_t out, std::int64_t in, Generator& generator);

/// Uniform within ±1/√fanIn, as `torch.nn.Linear` draws its bias; zeros for fanIn 0.
Tensor fanInUniform(Device& device, const Shape& shape, std::int64_t fanIn, Generator& generator);

// Zeros and constants: Tensor::zeros, Tensor::full.

}  // namespace gradus
