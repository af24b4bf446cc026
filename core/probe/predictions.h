// What the network says about every sample of a part of the data, with the weights as they were at one moment: the
// mistakes, and whatever is to be found out about them, come from here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/data/data_part.h"

namespace gradus {

/// Entry i of each list is about sample `rows[i]`.
struct Predictions {
  DataPart part = DataPart::Test;
  std::int64_t step = 0;           ///< made since the beginning of the run when the weights were these
  std::uint64_t version = 0;       ///< of network and data, see TrainingProgress
  double epochs = 0;               ///< done then: 2.5 in the middle of the third
  std::vector<std::int64_t> rows;  ///< of the data set, ascending

  /// For classification the probabilities of the classes, `outputs` numbers for each sample; for regression the
  /// predicted number alone.
  std::vector<float> values;
  std::int64_t outputs = 0;

  /// Where there are two classes, how far the score of the second is above that of the first, before softmax rounds
  /// many of the surest to the same probability; else empty.
  std::vector<double> leads;

  std::vector<std::int32_t> predicted;  ///< the class of the largest probability, the first of equals; else empty
  std::vector<float> confidence;        ///< that probability; else empty
  std::vector<float> loss;              ///< of each sample alone, by the loss that the run is trained with

  /// Places in these lists, in their order: classified wrongly, or for regression all of them, the worst first.
  std::vector<std::size_t> mistakes;

  double seconds = 0;  ///< that it took, without what had to be compiled
};

using PredictionsPtr = std::shared_ptr<const Predictions>;

}  // namespace gradus
