#include "core/step/plain_step.h"

#include <algorithm>

#include "core/nn/loss.h"
#include "core/tensor/graph.h"

namespace gradus {

void PlainStep::train(const Samples& samples, std::int64_t batchSize, StepLog& log) {
  const Choice& choice = parts_.experiment.training.loss;
  const Loss& lossOf = findLoss(choice.name);
  parts_.network.train();
  for (std::int64_t done = 0; done < samples.count; done += batchSize) {
    const std::int64_t rows = std::min(batchSize, samples.count - done);
    const Batch batch = parts_.data.gather(samples.order, samples.start + done, rows);
    const Tensor output = parts_.network.forward(batch.input);
    const Tensor& weights = parts_.classWeights;
    const Tensor loss = weights.defined() ? lossOf.applyWeighted(output, batch.target, choice, weights)
                                          : lossOf.apply(output, batch.target, choice);
    log.record(loss, output, batch.target);
    parts_.optimizer.zeroGrad();
    loss.backward();
    parts_.optimizer.step();
  }
}

void PlainStep::evaluate(const Samples& samples, StepLog& log) {
  const NoGrad noGrad;
  const Choice& choice = parts_.experiment.training.loss;
  const Batch batch = parts_.data.gather(samples.order, samples.start, samples.count);
  parts_.network.eval();
  const Tensor output = parts_.network.forward(batch.input);
  log.record(findLoss(choice.name).apply(output, batch.target, choice), output, batch.target);
}

}  // namespace gradus
