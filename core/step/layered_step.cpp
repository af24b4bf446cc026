#include "core/step/layered_step.h"

#include <algorithm>

#include "core/tensor/views.h"

namespace gradus {
namespace {

// As in kernels/on_demand/layered.cl.
constexpr cl_int kForwardRows = 4;
constexpr cl_int kLossRows = 16;
constexpr cl_int kBackwardRows = 8;
constexpr cl_int kBackwardColumns = 32;

/// Multiplications below which a work-item costs more to hand out than to do.
constexpr cl_int kItemWork = 1 << 14;

/// Numbers of a batch that stay in a processor's cache while all units of a layer read them.
constexpr cl_int kCached = 1 << 17;

/// So many groups of at most `size` make up `count`.
cl_int groupsOf(cl_int count, cl_int size) {
  return (count + size - 1) / size;
}

Range items(cl_int count, cl_int size, cl_int columns = 1, cl_int span = 1) {
  return {{static_cast<std::size_t>(groupsOf(count, size)), static_cast<std::size_t>(groupsOf(columns, span))}, {1, 1}};
}

/// A multiple of `unit` columns, `work` multiplications each, that is worth a work-item.
cl_int spanFor(cl_int unit, cl_int work) {
  return unit * std::max(1, kItemWork / (unit * work));
}

}  // namespace

void LayeredStep::reserve(std::int64_t rows) {
  if (rows <= capacity_) return;
  capacity_ = rows;
  // The numbers between a layer's width and its stride stay 0.
  workspace_ = Tensor::zeros(network_.device(), {capacity_ * network_.rowSize()});
}

void LayeredStep::rowsAtOnce(const Samples& samples, bool isTraining) {
  reserve(samples.count);
  const cl_int rows = intOf(samples.count);
  network_.device().launch(network_.kernel("rows_at_once"), items(rows, kForwardRows), network_.features(),
                           network_.targets(), samples.order.buffer(), intOf(samples.order.offset() + samples.start),
                           workspace_.buffer(), intOf(capacity_), network_.layerTable(), network_.layerCount(),
                           network_.parameters(), rows, network_.reportBlock(), network_.lossParameter(),
                           cl_int{isTraining});
}

void LayeredStep::forward(const Samples& samples) {
  reserve(samples.count);
  Device& device = network_.device();
  const Buffer& workspace = workspace_.buffer();
  const cl_int capacity = intOf(capacity_);
  const cl_int rows = intOf(samples.count);
  const Buffer& order = samples.order.buffer();
  const cl_int start = intOf(samples.order.offset() + samples.start);
  device.launch(network_.kernel("gather"), items(rows, kForwardRows), network_.features(), order, start, workspace,
                capacity, network_.layerTable(), rows);
  for (cl_int i = 0; i < network_.layerCount(); ++i) {
    const FusedLayer& layer = network_.layers()[static_cast<std::size_t>(i)];
    const cl_int span = spanFor(4, kForwardRows * layer.inputs);
    const cl_int spans = groupsOf(layer.outputs, span);
    const cl_int blocks = groupsOf(rows, kForwardRows);
    const cl_int cached = std::clamp(kCached / (kForwardRows * layer.inputs), 1, blocks);
    device.launch(network_.kernel("forward"), items(cached, 1, spans * groupsOf(blocks, cached)), workspace, capacity,
                  network_.layerTable(), i, network_.parameters(), rows, span, spans);
  }
  device.launch(network_.kernel("loss"), items(rows, kLossRows), workspace, capacity, network_.layerTable(),
                network_.layerCount() - 1, network_.targets(), order, start, rows, network_.reportBlock(),
                network_.lossParameter());
}

void LayeredStep::pass(const Samples& samples) {
  if (passes_ == Passes::ByRows) {
    rowsAtOnce(samples, false);
  } else {
    forward(samples);
  }
}

void LayeredStep::backward(cl_int rows) {
  for (cl_int i = network_.layerCount() - 1; i > 0; --i) {
    const FusedLayer& layer = network_.layers()[static_cast<std::size_t>(i)];
    const cl_int span = spanFor(kBackwardColumns, kBackwardRows * layer.outputs);
    network_.device().launch(network_.kernel("backward"), items(rows, kBackwardRows, layer.inputs, span),
                             workspace_.buffer(), intOf(capacity_), network_.layerTable(), i, network_.parameters(),
                             rows, span);
  }
}

void LayeredStep::update(cl_int rows, const Buffer& log, cl_int slot) {
  const UpdateNumbers numbers = network_.beginStep();
  const cl_int tiles = intOf(network_.updateTiles());
  network_.device().launch(network_.kernel("update"), items(tiles + 1, 1), workspace_.buffer(), intOf(capacity_),
                           network_.layerTable(), network_.layerCount(), network_.parameters(), network_.kept(0),
                           network_.kept(1), network_.kept(2), numbers, rows, tiles, network_.reportBlock(), log, slot);
}

void LayeredStep::train(const Samples& samples, std::int64_t batchSize, StepLog& log) {
  for (std::int64_t done = 0; done < samples.count; done += batchSize) {
    const std::int64_t rows = std::min(batchSize, samples.count - done);
    const Samples batch{samples.order, samples.start + done, rows};
    if (passes_ == Passes::ByRows) {
      rowsAtOnce(batch, true);
    } else {
      forward(batch);
      backward(intOf(rows));
    }
    update(intOf(rows), log.buffer(), intOf(log.reserve(1)));
  }
}

void LayeredStep::evaluate(const Samples& samples, StepLog& log) {
  pass(samples);
  network_.device().launch(network_.kernel("report"), items(1, 1), workspace_.buffer(), intOf(capacity_),
                           network_.reportBlock(), intOf(samples.count), log.buffer(), intOf(log.reserve(1)));
}

std::vector<std::vector<float>> LayeredStep::wayOf(const Samples& row) {
  pass(row);
  const auto read = [&](cl_int block, cl_int width) {
    return workspace_.alias({width}, contiguousStrides({width}), block * capacity_).toVector<float>();
  };
  std::vector<std::vector<float>> values = {read(network_.layers().front().input, network_.layers().front().inputs)};
  for (const FusedLayer& layer : network_.layers()) values.push_back(read(layer.value, layer.outputs));
  return values;
}

std::vector<float> LayeredStep::outputsOf(const Samples& samples) {
  pass(samples);
  const FusedLayer& last = network_.layers().back();
  const Shape shape{samples.count, last.outputStride};
  const Tensor values = workspace_.alias(shape, contiguousStrides(shape), last.value * capacity_);
  return narrow(values, 1, 0, last.outputs).toVector<float>();
}

}  // namespace gradus
