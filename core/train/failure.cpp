#include "core/train/failure.h"

#include <cstdio>

namespace gradus {
namespace {

std::string figures(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", number);
  return text;
}

/// "31 negative inputs", "1 input of 0", "5 inputs from 89.1 to 120".
std::string inputsOf(const Failure& failure) {
  const std::string inputs = failure.count == 1 ? "input" : "inputs";
  const std::string count = std::to_string(failure.count);
  if (failure.high < 0) return count + " negative " + inputs;
  if (failure.low == 0 && failure.high == 0) return count + " " + inputs + " of 0";
  if (failure.high <= 0) return count + " " + inputs + " that " + (failure.count == 1 ? "is" : "are") + " not positive";
  if (failure.low == failure.high) return count + " " + inputs + " of " + figures(failure.low);
  return count + " " + inputs + " from " + figures(failure.low) + " to " + figures(failure.high);
}

std::string ofLayer(const Failure& failure) {
  return failure.operation + " of " + failure.place;
}

}  // namespace

std::string causeOf(const Failure& failure) {
  switch (failure.fault) {
    case Fault::Weights:
      return failure.place + ", " + failure.tensor + " holds numbers that are not finite";
    case Fault::Sum:
      return "the sums of " + failure.place + " are not finite any more; the largest weight is " +
             figures(failure.largest);
    case Fault::Activation:
      return ofLayer(failure) + " got " + inputsOf(failure) + ", for which it has no finite value";
    case Fault::Loss:
      return failure.operation + " of the batch is not finite" +
             (failure.largest > 0 ? "; the largest output is " + figures(failure.largest) : "");
    case Fault::Gradient:
      if (failure.tensor.empty()) return "the gradient that comes back to " + failure.place + " is not finite";
      return "the gradient of " + failure.place + ", " + failure.tensor + " is not finite";
    case Fault::Slope:
      return ofLayer(failure) + " got " + inputsOf(failure) + ", at which its slope is not finite";
    case Fault::Update:
      break;
  }
  return failure.operation + " made " + std::to_string(failure.count) + (failure.count == 1 ? " number" : " numbers") +
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

std::string messageOf(const Failure& failure) {
  const std::string end = failure.rateBlame == RateBlame::Proven ? "Training diverged" : "Training stopped";
  const std::string step = failure.step > 0 ? " at step " + std::to_string(failure.step) : "";
  return end + step + ": " + causeOf(failure) + ". " + adviceFor(failure);
}

}  // namespace gradus
