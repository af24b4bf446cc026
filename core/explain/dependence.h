// What becomes of an answer while one number of the input goes through its range: for one sample, and on average over
// many (J. Friedman, Greedy Function Approximation, 2001: the partial dependence).
#pragma once

#include <cstdint>
#include <vector>

#include "core/nn/output_kind.h"

namespace gradus {

class Device;
class Network;

struct Dependence {
  int feature = 0;
  std::vector<float> at;        ///< the numbers of that feature, ascending, as the network sees them
  std::int64_t outputs = 0;     ///< probabilities of the classes, or the one predicted number
  std::vector<float> average;   ///< at.size() × outputs, over the background
  std::vector<float> ofSample;  ///< at.size() × outputs
};

/// `kind` says how the network is read. `background` holds rows of as many numbers as `sample`, at least one. The
/// network, which is on `device`, is as outside training and stays as it is. Waits for the device.
Dependence dependenceOn(Network& network, Device& device, OutputKind kind, const std::vector<float>& background,
                        const std::vector<float>& sample, int feature, std::vector<float> at);

}  // namespace gradus
