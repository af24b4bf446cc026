#include "core/probe/failure.h"

namespace gradus {
namespace {

constexpr int kFigures = 3;

/// "31 negative inputs", "1 input of 0", "5 inputs from 89.1 to 120".
std::string inputsOf(const Failure& failure, const NumberText& numbers) {
  const std::string inputs = failure.count == 1 ? "input" : "inputs";
  const std::string count = numbers.count(failure.count);
  if (failure.high < 0) return count + " negative " + inputs;
  if (failure.low == 0 && failure.high == 0) return count + " " + inputs + " of 0";
  if (failure.high <= 0) return count + " " + inputs + " that " + (failure.count == 1 ? "is" : "are") + " not positive";
  if (failure.low == failure.high) return count + " " + inputs + " of " + numbers.brief(failure.low, kFigures);
  return count + " " + inputs + " from " + numbers.brief(failure.low, kFigures) + " to " +
         numbers.brief(failure.high, kFigures);
}

std::string ofLayer(const Failure& failure) {
  return failure.operation + " of " + failure.place;
}

}  // namespace

std::string causeOf(const Failure& failure, const NumberText& numbers) {
  switch (failure.fault) {
    case Fault::Weights:
      return failure.place + ", " + failure.tensor + " holds numbers that are not finite";
    case Fault::Sum:
      return "the sums of " + failure.place + " are not finite any more; the largest weight is " +
             numbers.brief(failure.largest, kFigures);
    case Fault::Activation:
      return ofLayer(failure) + " got " + inputsOf(failure, numbers) + ", for which it has no finite value";
    case Fault::Loss:
      return failure.operation + " of the batch is not finite" +
             (failure.largest > 0 ? "; the largest output is " + numbers.brief(failure.largest, kFigures) : "");
    case Fault::Gradient:
      if (failure.tensor.empty()) return "the gradient that comes back to " + failure.place + " is not finite";
      return "the gradient of " + failure.place + ", " + failure.tensor + " is not finite";
    case Fault::Slope:
      return ofLayer(failure) + " got " + inputsOf(failure, numbers) + ", at which its slope is not finite";
    case Fault::Update:
      break;
  }
  return failure.operation + " made " + numbers.count(failure.count) + (failure.count == 1 ? " number" : " numbers") +
         " of " + failure.place + ", " + failure.tensor + " that " + (failure.count == 1 ? "is" : "are") +
         " not finite, from finite gradients";
}

std::string adviceFor(const Failure& failure) {
  if (failure.rateBlame == RateBlame::Proven) return "Rewind and lower the learning rate";
  if (failure.rateBlame == RateBlame::Possible) return "The learning rate may be too high: rewind and try a lower one";
  switch (failure.fault) {
    case Fault::Weights:
      return "Rewind";
    case Fault::Sum:
      return "Scale the inputs, or begin with smaller weights";
    case Fault::Activation:
    case Fault::Slope:
      return "Use another activation there";
    case Fault::Loss:
      return "Scale the targets and the inputs, or use another loss";
    case Fault::Gradient:
      return "Put batch norm before the activations, or use fewer layers";
    case Fault::Update:
      break;
  }
  return "Give " + failure.operation + " its usual settings";
}

std::string messageOf(const Failure& failure, const NumberText& numbers) {
  const std::string end = failure.rateBlame == RateBlame::Proven ? "Training diverged" : "Training stopped";
  const std::string step = failure.step > 0 ? " at step " + numbers.count(failure.step) : "";
  return end + step + ": " + causeOf(failure, numbers) + ". " + adviceFor(failure);
}

}  // namespace gradus
