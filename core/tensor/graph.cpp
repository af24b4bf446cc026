#include "core/tensor/graph.h"

#include <algorithm>
#include <utility>

namespace gradus {
namespace {

// Per thread, as in PyTorch: a mode of the code that runs, not a state of the program.
thread_local bool recording = true;
thread_local std::uint64_t nextSequence = 0;

}  // namespace

GradFn::~GradFn() {
  std::vector<std::shared_ptr<GradFn>> waiting;
  const auto takeInputs = [&waiting](std::vector<Tensor>& tensors) {
    for (Tensor& input : tensors) {
      // Only the last owner of an intermediate result may take its function away.
      if (input.defined() && input.impl_.use_count() == 1 && input.gradFn()) {
        waiting.push_back(input.gradFn());
        input.setGradFn(nullptr);
      }
    }
    tensors.clear();
  };
  backward = nullptr;  // The closure may hold the same inputs.
  takeInputs(inputs);
  while (!waiting.empty()) {
    const std::shared_ptr<GradFn> function = std::move(waiting.back());
    waiting.pop_back();
    if (function.use_count() != 1) continue;
    function->backward = nullptr;
    takeInputs(function->inputs);
  }
}

Tensor record(Tensor result, const char* name, std::initializer_list<Tensor> inputs, BackwardFunction backward) {
  const bool needed =
      recording && std::any_of(inputs.begin(), inputs.end(), [](const Tensor& input) { return input.requiresGrad(); });
  if (!needed) return result;
  auto function = std::make_shared<GradFn>();
  function->name = name;
  function->inputs = inputs;
  function->backward = std::move(backward);
  function->sequence = nextSequence++;
  result.setGradFn(std::move(function));
  return result;
}

bool gradEnabled() {
  return recording;
}

NoGrad::NoGrad() : before_(std::exchange(recording, false)) {}
NoGrad::~NoGrad() {
  recording = before_;
}

}  // namespace gradus
