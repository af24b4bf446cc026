// Which classes are taken for which: the numbers from which precision, recall and all other scores of classes follow.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace gradus {

/// scikit-learn's confusion_matrix(truth, predicted, labels=range(classes)).
struct ConfusionMatrix {
  std::int64_t classes = 0;
  std::vector<std::int64_t> counts;  ///< classes × classes: a row for each true class, a column for each predicted one

  std::int64_t at(std::int64_t truth, std::int64_t predicted) const {
    return counts[static_cast<std::size_t>(truth * classes + predicted)];
  }

  std::int64_t samples() const;
  std::int64_t correct() const;
  std::int64_t ofTruth(std::int64_t truth) const;           ///< samples of that class
  std::int64_t ofPrediction(std::int64_t predicted) const;  ///< samples that are taken for that class

  bool operator==(const ConfusionMatrix&) const = default;
};

/// Both lists are equally long and hold classes from 0 to below `classes`.
ConfusionMatrix confusionOf(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted,
                            std::int64_t classes);

/// What the share of a cell is of; scikit-learn's normalize='true' and 'pred'.
enum class CellShare { Truth, Prediction };

/// The cell as a share of its row or column; 0 where that is empty.
double shareOf(const ConfusionMatrix& matrix, std::int64_t truth, std::int64_t predicted, CellShare of);

/// A cell off the diagonal.
struct ConfusedPair {
  std::int64_t truth = 0;
  std::int64_t predicted = 0;
  std::int64_t count = 0;
};

/// The pair that is confused most often, the first of equals; none where nothing is.
std::optional<ConfusedPair> worstPair(const ConfusionMatrix& matrix);

}  // namespace gradus
