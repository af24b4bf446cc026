#include "core/step/plain_step.h"

#include <algorithm>

#include "core/tensor/graph.h"

namespace gradus {

void PlainStep::train(const Samples& samples, std::int64_t batchSize, StepLog& log) {
  parts_.network.train();
  for (std::int64_t done = 0; done < samples.count; done += batchSize) {
    const std::int64_t rows = std::min(batchSize, samples.count - done);
    const Batch batch = parts_.data.gather(samples.order, samples.start + done, rows);
    const Tensor output = parts_.network.forward(batch.input);
    const Tensor loss = parts_.loss.mean(output, batch.target);
    log.record(loss, output, batch.target, parts_.loss.info().output);
    parts_.optimizer.zeroGrad();
    loss.backward();
    parts_.optimizer.step();
  }
}

void PlainStep::evaluate(const Samples& samples, StepLog& log) {
  const NoGrad noGrad;
  const Batch batch = parts_.data.gather(samples.order, samples.start, samples.count);
  parts_.network.eval();
  const Tensor output = parts_.network.forward(batch.input);
  log.record(parts_.loss.mean(output, batch.target), output, batch.target, parts_.loss.info().output);
}

}  // namespace gradus
