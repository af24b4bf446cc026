// What a view can ask about one input of the network, a sample of the data set or one that a person has made, and what
// it is told: plain numbers, no tensor.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/explain/adversarial.h"
#include "core/explain/dependence.h"
#include "core/explain/explanation.h"
#include "core/explain/neighbours.h"

namespace gradus {

struct SampleAnswer;

/// An attack on the input. It leads away from what the network says about the input now, right or wrong, as A. Kurakin
/// et al., Adversarial Machine Learning at Scale, 2017; for a regression away from the sample's target.
struct AttackQuestion {
  bool isIterative = false;
  double epsilon = 0;      ///< of pixels in 0 … 1, of columns in deviations over the training part
  int target = -1;         ///< a class to lead to; −1 for none
  bool findsFlip = false;  ///< whether the smallest ε is searched that changes the answer

  bool operator==(const AttackQuestion&) const = default;
};

struct SampleQuestion {
  using Answer = SampleAnswer;

  std::int64_t row = -1;          ///< of the data set; −1 if `input` is no sample of it
  std::vector<float> input = {};  ///< what the network is given in place of the row's numbers; none: those
  int explainedUnits = 0;         ///< so many units of each layer are explained, and the input; 0: nothing is
  std::optional<AttackQuestion> attack = std::nullopt;
  int neighbours = 0;   ///< so many training samples are searched
  int dependence = -1;  ///< the feature that goes through its range; −1 for none

  bool operator==(const SampleQuestion&) const = default;
};

struct AttackAnswer {
  std::vector<float> input;   ///< as the network sees it
  std::vector<float> values;  ///< as SampleAnswer::values
  int answer = 0;
  std::optional<double> flip;  ///< see smallestFlip()
};

struct NeighbourAnswer {
  std::vector<Neighbour> nearest;  ///< none until all rows were looked at
  std::int64_t done = 0;
  std::int64_t count = 0;
  std::int64_t step = 0;  ///< made when the weights were those by which they were found
};

struct SampleAnswer {
  SampleQuestion of;
  std::string problem;  ///< why there is no answer, or ""
  std::uint64_t run = 0;
  std::int64_t step = 0;  ///< made since the beginning of the run
  double epochs = 0;      ///< done then

  std::vector<float> input;   ///< as the network sees it
  std::vector<float> values;  ///< the probabilities of the classes, or the predicted number
  int answer = 0;             ///< the class of the largest one
  double loss = std::numeric_limits<double>::quiet_NaN();  ///< of the row's label or target
  std::optional<Explanation> explanation;
  std::optional<AttackAnswer> attack;
  std::optional<NeighbourAnswer> neighbours;
  std::optional<Dependence> dependence;

  double seconds = 0;  ///< that it took
};

using SampleAnswerPtr = std::shared_ptr<const SampleAnswer>;

}  // namespace gradus
