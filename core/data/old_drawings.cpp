#include "core/data/old_drawings.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/data/idx_reader.h"

namespace gradus {
namespace {

/// Images and labels of the training part, then those of the test part.
std::vector<std::string> oldDrawingFiles(const std::string& folder) {
  return {folder + "/train-images-idx3-ubyte.gz", folder + "/train-labels-idx1-ubyte.gz",
          folder + "/test-images-idx3-ubyte.gz", folder + "/test-labels-idx1-ubyte.gz"};
}

bool exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

std::string draftOf(const std::string& path) {
  return path + ".new";
}

/// Images had been renamed, and labels not yet.
bool isTorn(const IdxFiles& part) {
  return exists(part.images) && exists(draftOf(part.labels)) && !exists(draftOf(part.images));
}

/// None where the file is no use.
std::vector<std::int32_t> labelsIn(const std::string& path, std::int64_t classes) {
  try {
    return readIdxLabels(path, classes);
  } catch (const DataError&) {
    return {};
  }
}

void appendPart(Dataset& dataset, const IdxFiles& part) {
  const IdxImages images = readIdxImages(part.images);
  std::vector<std::int32_t> labels = labelsIn(part.labels, dataset.classes());
  if (std::ssize(labels) != images.count) {
    std::vector<std::int32_t> draft = labelsIn(draftOf(part.labels), dataset.classes());
    if (std::ssize(draft) == images.count) labels = std::move(draft);
  }
  const std::int64_t whole = std::min(images.count, std::ssize(labels));
  const ImageShape shape{1, images.height, images.width};
  if (dataset.rows > 0 && shape != dataset.image) {
    throw DataError(part.images + ": the images have another size than those for training; move the file away");
  }
  dataset.image = shape;
  dataset.features = std::int64_t{images.height} * images.width;
  dataset.pixels.insert(dataset.pixels.end(), images.pixels.begin(), images.pixels.begin() + whole * dataset.features);
  dataset.labels.insert(dataset.labels.end(), labels.begin(), labels.begin() + whole);
  dataset.rows += whole;
}

}  // namespace

bool hasOldDrawings(const std::string& folder) {
  return exists(oldDrawingFiles(folder).front());
}

bool areOldDrawingsTorn(const std::string& folder) {
  const std::vector<std::string> files = oldDrawingFiles(folder);
  return isTorn({files[0], files[1]}) || isTorn({files[2], files[3]});
}

Dataset readOldDrawings(const std::string& folder, std::vector<std::string> classNames) {
  const std::vector<std::string> files = oldDrawingFiles(folder);
  const IdxFiles train{files[0], files[1]};
  const IdxFiles test{files[2], files[3]};
  const bool hasTest = exists(test.images);
  if (!areOldDrawingsTorn(folder)) {
    return readIdx(train, hasTest ? std::optional(test) : std::nullopt, std::move(classNames));
  }
  Dataset dataset;
  dataset.classNames = std::move(classNames);
  appendPart(dataset, train);
  const std::int64_t forTraining = dataset.rows;
  if (hasTest) appendPart(dataset, test);
  dataset.publishedTestRows = dataset.rows - forTraining;
  if (forTraining == 0) throw DataError(train.labels + ": no image has a label; move the folder away to begin anew");
  dataset.pixels.reserve(dataset.pixels.size() + kPixelSlack);
  return dataset;
}

}  // namespace gradus
