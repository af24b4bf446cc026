#include "core/explain/adversarial.h"

#include <cmath>
#include <cstdint>
#include <string>

#include "core/autograd/grad.h"
#include "core/base/error.h"
#include "core/explain/answers.h"
#include "core/explain/as_used.h"
#include "core/step/device_data.h"
#include "core/step/training_loss.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/comparison.h"
#include "core/tensor/copy.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/graph.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

constexpr int kGrid = 16;
constexpr int kBisections = 8;

/// ±1 in the direction in which the attack goes, 0 where the loss does not care.
Tensor directionAt(Network& network, const Tensor& place, const Batch& samples, const TrainingLoss& loss,
                   const Attack& attack) {
  Tensor input = place.detach();
  input.requireGrad();
  const Tensor lossOf = loss.mean(network.forward(input), samples.target);
  const Tensor direction = sign(grad({lossOf}, {input}).front());
  return attack.isTargeted ? neg(direction) : direction;
}

Tensor withinLimits(const Tensor& x, const InputBounds& bounds) {
  const auto limit = [](double number) {
    return std::isfinite(number) ? std::optional<Scalar>(number) : std::optional<Scalar>();
  };
  const auto minimum = limit(bounds.minimum);
  const auto maximum = limit(bounds.maximum);
  return minimum || maximum ? clamp(x, minimum, maximum) : x;
}

/// `count` copies of one row.
Batch repeated(const Batch& sample, std::int64_t count) {
  return {contiguous(expand(sample.input, {count, sample.input.size(1)})), contiguous(expand(sample.target, {count}))};
}

/// Whether the network says with each ε what the attack wants.
std::vector<bool> flips(Network& network, const Batch& sample, const TrainingLoss& loss, const InputBounds& bounds,
                        const Attack& attack, const std::vector<float>& epsilons) {
  const auto label = sample.target.item();
  const Batch copies = repeated(sample, std::ssize(epsilons));
  const Tensor inputs = attacked(network, copies, loss, bounds, attack, epsilons);
  const NoGrad noGrad;
  const AsUsed asUsed(network);
  const std::vector<float> scores = scoresOf(network.forward(inputs).toVector<float>(), loss.info().output);
  std::vector<bool> result;
  for (std::size_t i = 0; i < epsilons.size(); ++i) {
    const int answer = answerOf(rowOf(scores, i, scores.size() / epsilons.size()));
    result.push_back((answer == static_cast<int>(label)) == attack.isTargeted);
  }
  return result;
}

}  // namespace

Tensor attacked(Network& network, const Batch& samples, const TrainingLoss& loss, const InputBounds& bounds,
                const Attack& attack, std::span<const float> epsilons) {
  const std::int64_t rows = samples.input.size(0);
  const std::int64_t features = samples.input.size(1);
  if (std::ssize(bounds.unit) != features || std::ssize(epsilons) != rows) {
    throw ShapeError("attack: the bounds are for " + std::to_string(bounds.unit.size()) + " numbers and there are " +
                     std::to_string(epsilons.size()) + " radii, for inputs " + samples.input.shape().text());
  }
  const AsUsed asUsed(network);
  Device& device = samples.input.device();
  const Tensor origin = samples.input.detach();
  const Tensor radius = Tensor::from(device, epsilons, {rows, 1}) * Tensor::from(device, bounds.unit, {1, features});
  const int steps = attack.isIterative ? kAttackSteps : 1;
  const Tensor stride = attack.isIterative ? radius * (2.5 / kAttackSteps) : radius;
  Tensor place = origin;
  for (int step = 0; step < steps; ++step) {
    const Tensor moved = place + stride * directionAt(network, place, samples, loss, attack);
    const NoGrad noGrad;
    place = withinLimits(maximum(minimum(moved, origin + radius), origin - radius), bounds);
  }
  return place;
}

std::optional<double> smallestFlip(Network& network, const Batch& sample, const TrainingLoss& loss,
                                   const InputBounds& bounds, const Attack& attack) {
  std::vector<float> grid;
  for (int i = 0; i <= kGrid; ++i) grid.push_back(static_cast<float>(kLargestEpsilon * i / kGrid));
  const std::vector<bool> atGrid = flips(network, sample, loss, bounds, attack, grid);
  const auto first = std::ranges::find(atGrid, true);
  if (first == atGrid.end()) return std::nullopt;
  if (first == atGrid.begin()) return 0;
  const auto at = static_cast<std::size_t>(first - atGrid.begin());
  float below = grid[at - 1];
  float above = grid[at];
  for (int i = 0; i < kBisections; ++i) {
    const float middle = (below + above) / 2;
    (flips(network, sample, loss, bounds, attack, {middle}).front() ? above : below) = middle;
  }
  return above;
}

}  // namespace gradus
