// IDX is the format of MNIST and of the data sets made in its likeness: a magic number, dimensions, bytes. Source:
// http://yann.lecun.com/exdb/mnist/, "the IDX file format".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace gradus {

/// Grey images as an IDX file holds them.
struct IdxImages {
  std::int64_t count = 0;
  int height = 0;
  int width = 0;
  std::vector<std::uint8_t> pixels;  ///< count × height × width, row-major, 0 is background
};

/// Two files that belong together: image i has label i.
struct IdxFiles {
  std::string images;
  std::string labels;
};

/// Reads images (three dimensions of unsigned bytes), from a plain or a gzip file. Throws DataError with path and
/// byte (of the inflated content) if magic, type or dimensions are wrong, or if the length is not exactly what the
/// dimensions demand. Nothing is allocated by the word of the header alone.
IdxImages readIdxImages(const std::string& path);

/// Reads labels (one dimension of unsigned bytes). Throws DataError as readIdxImages does, and for labels that are
/// not below `classes`.
std::vector<std::int32_t> readIdxLabels(const std::string& path, std::int64_t classes);

/// A classification data set of the images of `train` followed by those of `test`, which become its published test
/// part. The caller names it. Throws DataError also if a pair of files disagrees about the number of images, or if
/// the images of both parts differ in size.
Dataset readIdx(const IdxFiles& train, const std::optional<IdxFiles>& test, std::vector<std::string> classNames);

}  // namespace gradus
