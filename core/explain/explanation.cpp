#include "core/explain/explanation.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/autograd/grad.h"
#include "core/explain/answers.h"
#include "core/explain/as_used.h"
#include "core/step/device_data.h"
#include "core/step/training_loss.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/views.h"

namespace gradus {
namespace {

std::vector<float> product(const std::vector<float>& a, const std::vector<float>& b) {
  std::vector<float> result(a.size());
  std::ranges::transform(a, b, result.begin(), std::multiplies());
  return result;
}

std::vector<UnitPart> strongestOf(const std::vector<float>& values, const std::vector<float>& parts,
                                  std::size_t count) {
  std::vector<UnitPart> units;
  for (std::size_t i = 0; i < values.size(); ++i) units.push_back({static_cast<int>(i), values[i], parts[i]});
  const auto isStronger = [](const UnitPart& a, const UnitPart& b) {
    const float sizeA = std::abs(a.part);
    const float sizeB = std::abs(b.part);
    return sizeA > sizeB || (sizeA == sizeB && a.unit < b.unit);
  };
  const auto end = units.begin() + static_cast<std::ptrdiff_t>(std::min(count, units.size()));
  std::ranges::partial_sort(units, end, isStronger);
  units.erase(end, units.end());
  return units;
}

/// The number in the graph of `output` that speaks for the answer: its score, or how far it is above the only other one
/// where both come from one unit.
Tensor answerIn(const Tensor& output, OutputKind kind, int answer) {
  const Tensor scores = select(scoresOf(output, kind), 0, 0);
  const Tensor score = select(scores, 0, answer);
  return isOneForTwo(kind) ? score - select(scores, 0, 1 - answer) : score;
}

}  // namespace

Explanation explain(Network& network, const Batch& sample, const TrainingLoss& loss, std::size_t strongest) {
  const AsUsed asUsed(network);
  Tensor input = sample.input.detach();
  input.requireGrad();
  const std::vector<Network::Passage> way = network.pass(input);
  const Tensor& output = way.back().value;

  Explanation explanation;
  explanation.output = output.toVector<float>();
  const OutputKind kind = loss.info().output;
  explanation.answer = answerOf(scoresOf(explanation.output, kind));
  const Tensor lossOf = loss.mean(output, sample.target);
  explanation.loss = lossOf.item();
  explanation.saliency = grad({lossOf}, {input}, true).front().toVector<float>();

  std::vector<Tensor> wanted{input};
  for (std::size_t i = 0; i + 1 < way.size(); ++i) wanted.push_back(way[i].value);
  const std::vector<Tensor> gradients = grad({answerIn(output, kind, explanation.answer)}, wanted);
  explanation.timesInput = product(input.toVector<float>(), gradients.front().toVector<float>());
  for (std::size_t i = 1; i < wanted.size(); ++i) {
    if (wanted[i].is(wanted[i - 1])) continue;  // dropout, which lets everything through
    const std::vector<float> values = wanted[i].toVector<float>();
    LayerPart part{static_cast<int>(i) - 1, way[i - 1].name, static_cast<int>(values.size()), {}};
    part.strongest = strongestOf(values, product(values, gradients[i].toVector<float>()), strongest);
    explanation.path.push_back(std::move(part));
  }
  return explanation;
}

}  // namespace gradus
