#include "core/optim/optimizer.h"

#include <string>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/opencl/device.h"

namespace gradus {
namespace {

/// The formula as a kernel over the whole arena.
std::string kernelSource(const UpdateFormula& formula) {
  std::string arguments;
  std::string loads;
  std::string stores;
  for (std::size_t i = 0; i < formula.kept.size(); ++i) {
    const std::string k = std::to_string(i);
    arguments.append("__global real* kept").append(k).append(", ");
    loads.append("  T k").append(k).append(" = LOAD(kept").append(k).append(", index);\n");
    stores.append("  storeLanes(k").append(k).append(", kept").append(k).append(", index, count);\n");
  }
  return "__kernel void update(__global real* data, __global const real* grad, " + arguments +
         "int count, real16 n) {\n  FIRST_OF(index, count)\n"
         "  T p = LOAD(data, index);\n  T g = LOAD(grad, index);\n" +
         loads + formula.statements + stores + "  storeLanes(p, data, index, count);\n}\n";
}

}  // namespace

void demandNotNegative(const char* what, double value) {
  if (!(value >= 0))
    throw Error(std::string("Optimizer: ") + what + " is " + plainNumber(value) + ", expected 0 or more");
}

void demandBelowOne(const char* what, double value) {
  if (!(value >= 0 && value < 1)) {
    throw Error(std::string("Optimizer: ") + what + " is " + plainNumber(value) + ", expected 0 to below 1");
  }
}

double numberOf(const StateNumbers& numbers, const std::string& name, const char* owner) {
  const auto found = numbers.find(name);
  if (found == numbers.end()) throw FormatError("The state of the " + std::string(owner) + " lacks '" + name + "'");
  return found->second;
}

Optimizer::Optimizer(const ParameterArena& parameters, double learningRate, std::optional<double> momentum,
                     std::initializer_list<const char*> tensors)
    : arena_(parameters), learningRate_(learningRate), momentum_(momentum) {
  demandNotNegative("the learning rate", learningRate);
  demandNotNegative("the momentum", momentum.value_or(0));
  for (const char* name : tensors) tensors_[name];
}

UpdateNumbers Optimizer::beginStep() {
  ++steps_;
  arena_.data().markModified("an optimizer's step");
  const UpdateNumbers n = numbers(steps_);
  for (const char* name : formula().kept) kept(name);
  if (afterStep_) afterStep_();
  return n;
}

void Optimizer::step() {
  for (const GradientHook& hook : hooks_) hook(arena_);
  const UpdateFormula rule = formula();
  const UpdateNumbers n = beginStep();
  Device& device = arena_.data().device();
  const std::string program = std::string("optimizer.") + rule.name;
  device.addProgram(program, Precision::Single, [&] { return kernelSource(rule); });
  const std::string kernel = program + ":update";
  const auto count = static_cast<cl_int>(arena_.data().numel());
  const auto launch = [&](const auto&... tensors) {
    device.launch(kernel, device.lanesOver(count), arena_.data().buffer(), arena_.grad().buffer(), tensors.buffer()...,
                  count, n);
  };
  switch (rule.kept.size()) {
    case 0:
      return launch();
    case 1:
      return launch(kept(rule.kept[0]));
    case 2:
      return launch(kept(rule.kept[0]), kept(rule.kept[1]));
    case 3:
      return launch(kept(rule.kept[0]), kept(rule.kept[1]), kept(rule.kept[2]));
    default:
      throw Error(std::string(rule.name) + ": a formula keeps at most three tensors");
  }
}

void Optimizer::setMomentum(double momentum) {
  if (!momentum_) throw Error("This optimizer has no momentum to set");
  momentum_ = momentum;
}

const Tensor& Optimizer::kept(const char* name) {
  Tensor& tensor = tensors_.at(name);
  if (!tensor.defined()) tensor = Tensor::zeros(arena_.data().device(), arena_.data().shape());
  return tensor;
}

OptimizerState Optimizer::state() const {
  OptimizerState state;
  state.numbers = {{"step", static_cast<double>(steps_)}, {"lr", learningRate_}};
  if (momentum_) state.numbers["momentum"] = *momentum_;
  for (const auto& [name, number] : numbers_) state.numbers[name] = *number;
  for (const auto& [name, tensor] : tensors_) {
    if (tensor.defined()) state.tensors[name] = tensor.toVector<float>();
  }
  return state;
}

void Optimizer::loadState(const OptimizerState& state) {
  const auto number = [&](const std::string& name) { return numberOf(state.numbers, name, "optimizer"); };
  // Everything is looked at before anything is changed.
  const double steps = number("step");
  const double rate = number("lr");
  if (momentum_) number("momentum");
  for (const auto& [name, member] : numbers_) number(name);
  const auto count = static_cast<std::size_t>(arena_.data().numel());
  for (const auto& [name, values] : state.tensors) {
    if (!tensors_.contains(name)) throw FormatError("The state is of another optimizer: this one keeps no " + name);
    if (values.size() != count) {
      throw FormatError("The optimizer's state " + name + " has " + std::to_string(values.size()) +
                        " numbers, expected " + std::to_string(count));
    }
  }
  steps_ = static_cast<std::int64_t>(steps);
  learningRate_ = rate;
  if (momentum_) momentum_ = number("momentum");
  for (const auto& [name, member] : numbers_) *member = number(name);
  for (auto& [name, tensor] : tensors_) {
    const auto values = state.tensors.find(name);
    tensor = values == state.tensors.end()
                 ? Tensor()
                 : Tensor::from(arena_.data().device(), values->second, arena_.data().shape());
  }
}

}  // namespace gradus
