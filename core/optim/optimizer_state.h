// What an optimizer or a schedule remembers between steps, as plain values that a file can hold, so that training goes
// on from it bit for bit.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace gradus {

/// Named numbers. Counts are whole numbers, and every float32 is exact.
using StateNumbers = std::map<std::string, double>;

/// As `torch.optim.Optimizer.state_dict()`; the weights themselves are not part of it.
struct OptimizerState {
  StateNumbers numbers;                               ///< "step", "lr", and what an optimizer adds
  std::map<std::string, std::vector<float>> tensors;  ///< by PyTorch's name, such as "exp_avg", over the whole arena

  bool operator==(const OptimizerState&) const = default;
};

/// The number of that name. Throws FormatError, calling the state that of `owner`, if it is not there.
double numberOf(const StateNumbers& numbers, const std::string& name, const char* owner);

}  // namespace gradus
