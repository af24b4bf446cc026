// Which samples a gallery shows, and in which order: what a person has chosen, clicked at and typed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/probe/predictions.h"

namespace gradus {

enum class GalleryKind { Mistakes, All, Correct };

enum class GallerySort {
  Confidence,  ///< the surest answers first
  Loss,        ///< the largest losses first
  Margin,      ///< the closest calls first: the two likeliest classes are almost equally likely
  Index        ///< by row
};

struct GalleryQuery {
  GalleryKind kind = GalleryKind::Mistakes;    ///< of classes; numbers are never simply right
  GallerySort sort = GallerySort::Confidence;  ///< of numbers, confidence and margin are as loss
  std::optional<std::int32_t> truth{};         ///< only samples of that class
  std::optional<std::int32_t> predicted{};     ///< only samples that are taken for that class

  /// "4 -> 9" or "4 → 9": samples of class 4 that are taken for 9; either side may be missing. Else the number of a
  /// row, a class by its whole name, or if there is none such, a part of the name of the true or the predicted class.
  /// Upper and lower case are the same.
  std::string text{};

  bool operator==(const GalleryQuery&) const = default;
};

/// Places in the lists of `predictions`, which are about `dataset`.
std::vector<std::size_t> galleryPlaces(const Dataset& dataset, const Predictions& predictions,
                                       const GalleryQuery& query);

/// The probability of the likeliest class less that of the second; 0 of one class alone.
float marginOf(const Predictions& predictions, std::size_t place);

}  // namespace gradus
