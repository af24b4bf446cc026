#include "core/step/lane_step.h"

#include <algorithm>
#include <vector>

namespace gradus {
namespace {

constexpr std::int64_t kLanes = 16;
const Range kOneItem{{1, 1}, {1, 1}};

}  // namespace

LaneStep::LaneStep(const StepParts& parts)
    : network_(parts),
      workspace_(Tensor::zeros(parts.device, {network_.rowSize() * kLanes})),
      unread_(Tensor::zeros(parts.device, {3})) {}

void LaneStep::train(const Samples& samples, std::int64_t batchSize, StepLog& log) {
  const std::int64_t steps = (samples.count + batchSize - 1) / batchSize;
  std::vector<float> numbers;
  for (std::int64_t i = 0; i < steps; ++i) {
    const UpdateNumbers step = network_.beginStep();
    numbers.insert(numbers.end(), step.begin(), step.end());
  }
  Device& device = network_.device();
  const Tensor table = Tensor::from(device, numbers, {static_cast<std::int64_t>(numbers.size())});
  device.launch(network_.kernel("train_lanes"), kOneItem, network_.features(), network_.targets(),
                samples.order.buffer(), intOf(samples.order.offset() + samples.start), intOf(samples.count),
                intOf(batchSize), workspace_.buffer(), network_.layerTable(), network_.layerCount(),
                network_.parameters(), network_.gradients(), network_.kept(0), network_.kept(1), network_.kept(2),
                network_.parameterCount(), table.buffer(), network_.lossParameter(), log.buffer(),
                intOf(log.reserve(steps)));
}

void LaneStep::evaluate(const Samples& samples, StepLog& log) {
  pass(samples, log.buffer(), intOf(log.reserve(1)));
}

void LaneStep::pass(const Samples& samples, const Buffer& log, cl_int slot) {
  network_.device().launch(network_.kernel("evaluate_lanes"), kOneItem, network_.features(), network_.targets(),
                           samples.order.buffer(), intOf(samples.order.offset() + samples.start), intOf(samples.count),
                           workspace_.buffer(), network_.layerTable(), network_.layerCount(), network_.parameters(),
                           network_.lossParameter(), log, slot);
}

std::vector<std::vector<float>> LaneStep::wayOf(const Samples& row) {
  pass(row, unread_.buffer(), 0);
  const std::vector<float> numbers = workspace_.toVector<float>();
  const auto read = [&](cl_int block, cl_int width) {
    std::vector<float> values(static_cast<std::size_t>(width));
    for (std::size_t unit = 0; unit < values.size(); ++unit) {
      values[unit] = numbers[(static_cast<std::size_t>(block) + unit) * kLanes];
    }
    return values;
  };
  std::vector<std::vector<float>> values = {read(network_.layers().front().input, network_.layers().front().inputs)};
  for (const FusedLayer& layer : network_.layers()) values.push_back(read(layer.value, layer.outputs));
  return values;
}

std::vector<float> LaneStep::outputsOf(const Samples& samples) {
  const FusedLayer& last = network_.layers().back();
  const std::int64_t block = last.outputs * kLanes;
  const Tensor lanes = workspace_.alias({block}, contiguousStrides({block}), last.value * kLanes);
  std::vector<float> outputs;
  for (std::int64_t done = 0; done < samples.count; done += kLanes) {
    const std::int64_t count = std::min(kLanes, samples.count - done);
    pass({samples.order, samples.start + done, count}, unread_.buffer(), 0);
    const std::vector<float> numbers = lanes.toVector<float>();
    for (std::int64_t lane = 0; lane < count; ++lane) {
      for (std::int64_t unit = 0; unit < last.outputs; ++unit) {
        outputs.push_back(numbers[static_cast<std::size_t>(unit * kLanes + lane)]);
      }
    }
  }
  return outputs;
}

}  // namespace gradus
