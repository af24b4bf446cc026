#include "core/inspect/gallery.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace gradus {
namespace {

std::string lowered(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// The classes that a word means: for each class whether it does.
std::vector<bool> classesMeant(const Dataset& dataset, const std::string& word) {
  std::vector<bool> whole;
  std::vector<bool> part;
  for (const std::string& name : dataset.classNames) {
    whole.push_back(lowered(name) == word);
    part.push_back(lowered(name).find(word) != std::string::npos);
  }
  return std::ranges::find(whole, true) != whole.end() ? whole : part;
}

/// What is typed, understood once for all samples.
class TextFilter {
 public:
  TextFilter(const Dataset& dataset, const std::string& text) : dataset_(dataset) {
    for (const std::string arrow : {"->", "→"}) {
      const std::size_t at = text.find(arrow);
      if (at == std::string::npos) continue;
      isPair_ = true;
      truths_ = meant(text.substr(0, at));
      predicted_ = meant(text.substr(at + arrow.size()));
      return;
    }
    const std::string word = lowered(trimmed(text));
    isEmpty_ = word.empty();
    truths_ = predicted_ = classesMeant(dataset, word);
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), row_);
    if (error != std::errc() || end != word.data() + word.size()) row_ = -1;
  }

  bool accepts(const Predictions& predictions, std::size_t place) const {
    const std::int64_t row = predictions.rows[place];
    if (isEmpty_ || row == row_) return true;
    if (predictions.predicted.empty()) return false;
    const bool truth = truths_[static_cast<std::size_t>(dataset_.labels[static_cast<std::size_t>(row)])];
    const bool guess = predicted_[static_cast<std::size_t>(predictions.predicted[place])];
    return isPair_ ? truth && guess : truth || guess;
  }

 private:
  std::vector<bool> meant(const std::string& side) const {
    const std::string word = lowered(trimmed(side));
    return word.empty() ? std::vector<bool>(dataset_.classNames.size(), true) : classesMeant(dataset_, word);
  }

  const Dataset& dataset_;
  bool isPair_ = false;
  bool isEmpty_ = false;
  std::vector<bool> truths_;
  std::vector<bool> predicted_;
  std::int64_t row_ = -1;
};

/// What the order goes by; the largest comes first, and what is no number before all others.
float weightOf(const Predictions& predictions, std::size_t place, GallerySort sort) {
  float weight = predictions.loss[place];
  if (!predictions.predicted.empty() && sort == GallerySort::Confidence) weight = predictions.confidence[place];
  if (!predictions.predicted.empty() && sort == GallerySort::Margin) weight = -marginOf(predictions, place);
  return std::isnan(weight) ? std::numeric_limits<float>::infinity() : weight;
}

std::vector<std::size_t> placesOfKind(const Dataset& dataset, const Predictions& predictions, GalleryKind kind) {
  std::vector<std::size_t> places(predictions.rows.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  if (kind == GalleryKind::All || predictions.predicted.empty()) return places;
  std::erase_if(places, [&](std::size_t place) {
    const std::int32_t truth = dataset.labels[static_cast<std::size_t>(predictions.rows[place])];
    return (truth == predictions.predicted[place]) == (kind == GalleryKind::Mistakes);
  });
  return places;
}

}  // namespace

float marginOf(const Predictions& predictions, std::size_t place) {
  const auto outputs = static_cast<std::size_t>(predictions.outputs);
  if (outputs < 2) return 0;
  float first = -1;
  float second = -1;
  for (std::size_t i = place * outputs; i < (place + 1) * outputs; ++i) {
    const float value = predictions.values[i];
    if (value > first) {
      second = first;
      first = value;
    } else if (value > second) {
      second = value;
    }
  }
  return first - second;
}

std::vector<std::size_t> galleryPlaces(const Dataset& dataset, const Predictions& predictions,
                                       const GalleryQuery& query) {
  std::vector<std::size_t> places = placesOfKind(dataset, predictions, query.kind);
  const TextFilter text(dataset, query.text);
  std::erase_if(places, [&](std::size_t place) {
    const auto row = static_cast<std::size_t>(predictions.rows[place]);
    if (!predictions.predicted.empty()) {
      if (query.truth && dataset.labels[row] != *query.truth) return true;
      if (query.predicted && predictions.predicted[place] != *query.predicted) return true;
    }
    return !text.accepts(predictions, place);
  });
  if (query.sort == GallerySort::Index) return places;

  std::vector<float> weights(predictions.rows.size());
  for (const std::size_t place : places) weights[place] = weightOf(predictions, place, query.sort);
  std::ranges::stable_sort(places, std::greater(), [&](std::size_t place) { return weights[place]; });
  return places;
}

}  // namespace gradus
