#include "core/inspect/confusion.h"

#include <numeric>

namespace gradus {

std::int64_t ConfusionMatrix::samples() const {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

std::int64_t ConfusionMatrix::correct() const {
  std::int64_t sum = 0;
  for (std::int64_t label = 0; label < classes; ++label) sum += at(label, label);
  return sum;
}

std::int64_t ConfusionMatrix::ofTruth(std::int64_t truth) const {
  std::int64_t sum = 0;
  for (std::int64_t predicted = 0; predicted < classes; ++predicted) sum += at(truth, predicted);
  return sum;
}

std::int64_t ConfusionMatrix::ofPrediction(std::int64_t predicted) const {
  std::int64_t sum = 0;
  for (std::int64_t truth = 0; truth < classes; ++truth) sum += at(truth, predicted);
  return sum;
}

ConfusionMatrix confusionOf(std::span<const std::int32_t> truth, std::span<const std::int32_t> predicted,
                            std::int64_t classes) {
  ConfusionMatrix matrix{classes, std::vector<std::int64_t>(static_cast<std::size_t>(classes * classes))};
  for (std::size_t i = 0; i < truth.size(); ++i) {
    ++matrix.counts[static_cast<std::size_t>(truth[i] * classes + predicted[i])];
  }
  return matrix;
}

double shareOf(const ConfusionMatrix& matrix, std::int64_t truth, std::int64_t predicted, CellShare of) {
  const std::int64_t whole = of == CellShare::Truth ? matrix.ofTruth(truth) : matrix.ofPrediction(predicted);
  return whole == 0 ? 0 : static_cast<double>(matrix.at(truth, predicted)) / static_cast<double>(whole);
}

std::optional<ConfusedPair> worstPair(const ConfusionMatrix& matrix) {
  std::optional<ConfusedPair> worst;
  for (std::int64_t truth = 0; truth < matrix.classes; ++truth) {
    for (std::int64_t predicted = 0; predicted < matrix.classes; ++predicted) {
      const std::int64_t count = matrix.at(truth, predicted);
      if (truth == predicted || count == 0 || (worst && count <= worst->count)) continue;
      worst = {truth, predicted, count};
    }
  }
  return worst;
}

}  // namespace gradus
