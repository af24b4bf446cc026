// Why a network says what it says about one input: what the loss makes of each number of that input, and which hidden
// units spoke for the answer.
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace gradus {

class Network;
class TrainingLoss;
struct Batch;

/// A hidden unit's part in an answer.
struct UnitPart {
  int unit = 0;     ///< of its layer, from 0
  float value = 0;  ///< what leaves it
  float part = 0;   ///< value · ∂answer/∂value: positive speaks for the answer, negative against it

  bool operator==(const UnitPart&) const = default;
};

struct LayerPart {
  int layer = 0;  ///< from 0, as the network counts
  std::string name;
  int units = 0;
  std::vector<UnitPart> strongest;  ///< by size of their part

  bool operator==(const LayerPart&) const = default;
};

struct Explanation {
  std::vector<float> output;  ///< what leaves the network
  int answer = 0;             ///< the class that it speaks for; 0 for a number

  /// Of the right answer, and its gradient ∂loss/∂x: which numbers, made larger, make the answer worse (positive) or
  /// better. K. Simonyan, A. Vedaldi, A. Zisserman, Deep Inside Convolutional Networks, 2014.
  double loss = std::numeric_limits<double>::quiet_NaN();
  std::vector<float> saliency;

  /// x · ∂answer/∂x: what each number of the input adds to the answer, to first order. A. Shrikumar et al., Not Just a
  /// Black Box, 2016.
  std::vector<float> timesInput;

  std::vector<LayerPart> path;  ///< of each hidden layer that computes something, in order
};

/// Explains `sample`, a batch of one row, outside training; of each layer the `strongest` units. Neither the network,
/// nor gradients, nor any random number is touched. Waits for the device.
Explanation explain(Network& network, const Batch& sample, const TrainingLoss& loss, std::size_t strongest);

}  // namespace gradus
