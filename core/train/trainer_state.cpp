// A run as a value: taken, looked at, and gone on from.
#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/tensor/copy.h"
#include "core/train/trainer.h"

namespace gradus {
namespace {

/// Every float32 is exact, and so is every count.
std::vector<double> numbersOf(const Tensor& buffer) {
  if (buffer.dtype() == Dtype::Int64) {
    const std::vector<std::int64_t> counts = buffer.toVector<std::int64_t>();
    return {counts.begin(), counts.end()};
  }
  const std::vector<float> numbers = buffer.toVector<float>();
  return {numbers.begin(), numbers.end()};
}

void write(const Tensor& buffer, const std::vector<double>& numbers) {
  Device& device = buffer.device();
  const auto as = [&]<class Number>(Number) {
    copyInto(buffer, Tensor::from(device, std::vector<Number>(numbers.begin(), numbers.end()), buffer.shape()));
  };
  if (buffer.dtype() == Dtype::Int64) {
    as(std::int64_t{});
  } else {
    as(float{});
  }
}

void demandCount(const char* what, std::size_t count, std::size_t expected) {
  if (count == expected) return;
  throw FormatError("The state of a run has " + std::to_string(count) + " " + what + ", expected " +
                    std::to_string(expected));
}

}  // namespace

TrainerState Trainer::state() {
  finishWalk();
  while (evaluated_) advance();
  collect();
  return present();
}

TrainerState Trainer::present() const {
  TrainerState state{.parameters = rule_->optimizer().arena().data().toVector<float>(),
                     .buffers = {},
                     .rule = rule_->state(),
                     .generator = generator_,
                     .order = {},
                     .progress = progress_};
  for (const Tensor& buffer : network_->buffers()) state.buffers.push_back(numbersOf(buffer));
  if (order_.defined()) state.order.assign(loader_.order().begin(), loader_.order().end());
  return state;
}

void Trainer::restore(const TrainerState& state, const RunPoints& history) {
  demandOwn(state);
  goTo(state);
  moment_.reset();
  failure_.reset();
  timedSince_.reset();
  watch_.forget();
  edits_.clear();
  history_.goOnFrom(history, state.progress.step, state.progress.epochs);
}

std::unique_ptr<Trainer> Trainer::movedTo(Device& device, PreparedDataPtr data, bool isLost) {
  const std::optional<TrainerState> state = isLost ? lastKnown() : this->state();
  auto moved = std::make_unique<Trainer>(device, experiment_, std::move(data));
  moved->keepMomentsUpTo(mostKept_);
  moved->asksWhy_ = asksWhy_;
  moved->warmUp();
  if (!state) return moved;
  RunPoints points = history_.points();
  std::erase_if(points.batches, [&](const BatchPoint& each) { return each.step > state->progress.step; });
  std::erase_if(points.epochs, [&](const EpochPoint& each) { return each.epoch > state->progress.epochs; });
  moved->restore(*state, points);
  moved->failure_ = failure_;
  return moved;
}

/// The moment that was kept or, where there is none, what can still be read; null for initial weights that cannot.
std::optional<TrainerState> Trainer::lastKnown() {
  if (moment_) return moment_;
  try {
    return state();
  } catch (const DeviceError&) {
    if (step() > 0) throw;
    return std::nullopt;
  }
}

void Trainer::takeNumbers(const TrainerState& state) {
  const Tensor& parameters = rule_->optimizer().arena().data();
  copyInto(parameters, Tensor::from(device_, state.parameters, parameters.shape()));
  const std::vector<Tensor> buffers = network_->buffers();
  for (std::size_t i = 0; i < buffers.size(); ++i) write(buffers[i], state.buffers[i]);
}

/// Throws FormatError unless all of `state` fits network, training and data.
void Trainer::demandOwn(const TrainerState& state) const {
  const ParameterArena& arena = rule_->optimizer().arena();
  demandCount("parameters", state.parameters.size(), static_cast<std::size_t>(arena.data().numel()));
  const std::vector<Tensor> buffers = network_->buffers();
  demandCount("buffers", state.buffers.size(), buffers.size());
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    demandCount("numbers in a buffer", state.buffers[i].size(), static_cast<std::size_t>(buffers[i].numel()));
  }
  demandCount("layers", state.progress.drawnAt.size(), network_->size());
  makeRule(arena, experiment_.training, loss_, loader_)->goBackTo(state.rule);
  if (!state.order.empty()) DataLoader(loader_).setOrder(state.order);
  const std::int64_t dealt = state.order.empty() ? 0 : std::max<std::int64_t>(loader_.batches() - 1, 0);
  if (state.progress.batch < 0 || state.progress.batch > dealt) {
    throw FormatError("The state of a run has done " + std::to_string(state.progress.batch) +
                      " batches of its epoch, expected 0 to " + std::to_string(dealt));
  }
}

void Trainer::goTo(const TrainerState& state) {
  takeNumbers(state);
  rule_->goBackTo(state.rule);
  generator_ = state.generator;
  order_ = Tensor();
  if (!state.order.empty()) {
    loader_.setOrder(state.order);
    order_ = deviceData_.upload(loader_.order());
  }
  progress_ = state.progress;
  walk_.reset();
  evaluated_.reset();
}

}  // namespace gradus
