// A data set as plain numbers in memory, before any transform: what readers and generators make.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/task.h"

namespace gradus {

/// The shape of one image; width 0 means that the samples are no images.
struct ImageShape {
  int channels = 0;
  int height = 0;
  int width = 0;

  bool operator==(const ImageShape&) const = default;
};

/// Capacity that readers leave behind the pixels, so that a device may read them where they are, in whole vectors.
constexpr std::size_t kPixelSlack = 256;

/// Samples in rows. Exactly one of `pixels` and `values` is filled, and exactly one of `labels` and `targets`.
struct Dataset {
  std::string name;   ///< the registry's name, such as "mnist-10k"
  std::string title;  ///< for people, such as "MNIST · 10k"
  Task task = Task::Classification;

  std::int64_t rows = 0;
  std::int64_t features = 0;              ///< numbers in a row
  std::vector<std::string> featureNames;  ///< `features` names; empty for images
  std::vector<std::string> columnNames;   ///< of a table: the column of each feature, several times where it is words
  std::vector<std::string> classNames;    ///< empty for regression
  std::string targetName;                 ///< the column that is predicted, such as "species"
  ImageShape image;

  /// x₁ and x₂ of each row in turn where the samples are points of a plane; empty for all other data. The network sees
  /// `values`, which are functions of them.
  std::vector<float> points;

  std::vector<std::uint8_t> pixels;  ///< rows × features, row-major; images stay 0 … 255
  std::vector<float> values;         ///< rows × features, row-major

  /// The columns of a table as they were read, one for each feature and empty for words: float32 would make one number
  /// of two time stamps, and it is only after standardising that they differ enough for it.
  std::vector<std::vector<double>> exact;

  std::vector<std::int32_t> labels;  ///< rows class indices
  std::vector<float> targets;        ///< rows numbers

  /// Columns to standardise when asked; one-hot columns stay 0 and 1. Empty for images, else `features` entries.
  std::vector<bool> numeric;

  /// The last so many rows are the published test part; 0 where the split is ours to make.
  std::int64_t publishedTestRows = 0;

  /// What the reader did that a person should know, such as "6 rows with empty cells left out".
  std::vector<std::string> notes;

  bool isImage() const { return image.width > 0; }
  bool isPlane() const { return !points.empty(); }
  bool isExact(std::size_t feature) const { return feature < exact.size() && !exact[feature].empty(); }
  std::int64_t classes() const { return static_cast<std::int64_t>(classNames.size()); }
  Target target() const { return {task, classes()}; }
};

using DatasetPtr = std::shared_ptr<const Dataset>;

}  // namespace gradus
