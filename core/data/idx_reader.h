// Images and labels from IDX files (idx_array.h), as MNIST's authors published theirs and as other programs write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/data/dataset.h"

namespace gradus {

/// Grey images as an IDX file holds them.
struct IdxImages {
  std::int64_t count = 0;
  int height = 0;
  int width = 0;
  std::vector<std::uint8_t> pixels;  ///< count × height × width, row-major, 0 is background
  bool wasColored = false;           ///< in the file
};

/// Two files that belong together: image i has label i.
struct IdxFiles {
  std::string images;
  std::string labels;
};

/// Reads images of three dimensions: how many, height, width. A fourth may name one or three channels, of which three
/// become one grey; with two each image is a row of pixels. Numbers of any type of the format, from 0 to 255, or
/// fractions from 0 to 1. Throws DataError with path and byte as IdxArray does, and for other numbers.
IdxImages readIdxImages(const std::string& path, const Progress& progress = {});

/// Reads labels, whole numbers of any type in one dimension, or two of which the second is 1. Throws DataError as
/// IdxArray does, and for labels that are not below `classes`.
std::vector<std::int32_t> readIdxLabels(const std::string& path, std::int64_t classes);

/// A classification data set of the images of `train` followed by those of `test`, which become its published test
/// part. The caller names it. Throws DataError also if a pair of files disagrees about the number of images, or if
/// the images of both parts differ in size.
Dataset readIdx(const IdxFiles& train, const std::optional<IdxFiles>& test, std::vector<std::string> classNames,
                const Progress& progress = {});

}  // namespace gradus
