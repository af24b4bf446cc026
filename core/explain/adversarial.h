// How little an input has to change for the network to say something else.
//
// Two attacks, both within a box of radius ε around the input: the fast gradient sign method (I. Goodfellow, J. Shlens,
// C. Szegedy, Explaining and Harnessing Adversarial Examples, 2015), one step of size ε along the sign of ∂loss/∂x; and
// projected gradient descent (A. Madry et al., Towards Deep Learning Models Resistant to Adversarial Attacks, 2018),
// ten steps of 2.5 ε / 10, each brought back into the box. PGD begins at the input itself, not at a random place beside
// it, so that the same question has the same answer.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "core/tensor/tensor.h"

namespace gradus {

class Network;
class TrainingLoss;
struct Batch;

constexpr int kAttackSteps = 10;
constexpr double kLargestEpsilon = 0.5;

/// What ε means for each number of an input, and between which limits the numbers stay.
struct InputBounds {
  std::vector<float> unit;  ///< how far ε = 1 reaches; 0 leaves the number alone
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
};

struct Attack {
  bool isIterative = false;  ///< PGD, else FGSM
  bool isTargeted = false;   ///< towards the batch's targets, else away from them

  bool operator==(const Attack&) const = default;
};

/// The inputs of `samples`, row i changed by at most epsilons[i], so that the loss against the targets of `samples`
/// grows, or falls where the attack is targeted. The network is as outside training and stays as it is.
Tensor attacked(Network& network, const Batch& samples, const TrainingLoss& loss, const InputBounds& bounds,
                const Attack& attack, std::span<const float> epsilons);

/// The smallest ε up to kLargestEpsilon with which the attack on `sample`, one row whose target is a class, makes the
/// network say something else than the target (or the target itself, where the attack is targeted): the first of 16
/// steps that does, then nearer by bisection to an eighth of a thousandth. Nothing if none does. Waits for the device.
std::optional<double> smallestFlip(Network& network, const Batch& sample, const TrainingLoss& loss,
                                   const InputBounds& bounds, const Attack& attack);

}  // namespace gradus
