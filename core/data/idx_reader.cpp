#include "core/data/idx_reader.h"

#include <cstdio>
#include <span>
#include <utility>

#include "core/base/error.h"
#include "core/data/gzip.h"

namespace gradus {
namespace {

constexpr std::size_t kWord = 4;

[[noreturn]] void fail(const std::string& path, std::size_t byte, const std::string& what) {
  throw DataError(path + ": byte " + std::to_string(byte) + ": " + what);
}

std::string hex(std::uint32_t value) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%08X", value);
  return text;
}

std::uint32_t bigEndianWord(std::span<const std::uint8_t> bytes, std::size_t at) {
  return (std::uint32_t{bytes[at]} << 24U) | (std::uint32_t{bytes[at + 1]} << 16U) |
         (std::uint32_t{bytes[at + 2]} << 8U) | std::uint32_t{bytes[at + 3]};
}

/// The dimensions of an IDX file of unsigned bytes, once exactly so many bytes are known to follow them.
std::vector<std::uint32_t> checkedDimensions(std::span<const std::uint8_t> file, const std::string& path,
                                             std::size_t rank) {
  constexpr std::uint32_t kUnsignedByte = 0x0800;
  const std::uint32_t expected = kUnsignedByte | static_cast<std::uint32_t>(rank);
  const std::string kind = rank == 1 ? "labels" : "images";
  if (file.size() < kWord) fail(path, file.size(), "the file ends before the magic number " + hex(expected));
  const std::uint32_t magic = bigEndianWord(file, 0);
  if (magic != expected) {
    fail(path, 0,
         "the magic number is " + hex(magic) + ", expected " + hex(expected) + " (" + kind +
             " of unsigned bytes); is this an IDX file, and are images and labels not exchanged?");
  }
  const std::size_t header = kWord * (1 + rank);
  if (file.size() < header) {
    fail(path, file.size(), "the file ends in its header of " + std::to_string(header) + " bytes");
  }

  std::vector<std::uint32_t> dimensions;
  std::uint64_t product = 1;
  for (std::size_t i = 0; i < rank; ++i) {
    const std::size_t at = kWord * (1 + i);
    dimensions.push_back(bigEndianWord(file, at));
    product *= dimensions.back();
    // Checked at every factor, so that the product of lying dimensions cannot overflow.
    if (product == 0 || product > kMaximumFileBytes) {
      fail(path, at,
           "dimension " + std::to_string(i + 1) + " is " + std::to_string(dimensions.back()) +
               ", expected 1 or more and no more than the file holds (" + std::to_string(file.size()) + " bytes)");
    }
  }
  if (file.size() - header != product) {
    fail(path, file.size(),
         "the file ends here, expected " + std::to_string(header + product) +
             " bytes from the dimensions in its header (" + std::to_string(dimensions[0]) + " " + kind +
             "); copy or download the file again");
  }
  return dimensions;
}

IdxImages readPart(const IdxFiles& files, std::int64_t classes, std::vector<std::int32_t>& labels) {
  IdxImages images = readIdxImages(files.images);
  const std::vector<std::int32_t> added = readIdxLabels(files.labels, classes);
  if (static_cast<std::int64_t>(added.size()) != images.count) {
    fail(files.labels, kWord,
         "there are " + std::to_string(added.size()) + " labels, expected " + std::to_string(images.count) +
             ", one for each image of " + files.images + "; do the files belong together?");
  }
  labels.insert(labels.end(), added.begin(), added.end());
  return images;
}

}  // namespace

IdxImages readIdxImages(const std::string& path) {
  std::vector<std::uint8_t> file = readWhole(path);
  const std::vector<std::uint32_t> dimensions = checkedDimensions(file, path, 3);
  IdxImages images;
  images.count = dimensions[0];
  images.height = static_cast<int>(dimensions[1]);
  images.width = static_cast<int>(dimensions[2]);
  file.erase(file.begin(), file.begin() + 4 * kWord);
  images.pixels = std::move(file);
  return images;
}

std::vector<std::int32_t> readIdxLabels(const std::string& path, std::int64_t classes) {
  const std::vector<std::uint8_t> file = readWhole(path);
  checkedDimensions(file, path, 1);
  for (std::size_t i = 2 * kWord; i < file.size(); ++i) {
    if (file[i] >= classes) {
      fail(path, i, "the label is " + std::to_string(file[i]) + ", expected 0 to " + std::to_string(classes - 1));
    }
  }
  return {file.begin() + 2 * kWord, file.end()};
}

Dataset readIdx(const IdxFiles& train, const std::optional<IdxFiles>& test, std::vector<std::string> classNames) {
  Dataset dataset;
  dataset.classNames = std::move(classNames);
  IdxImages images = readPart(train, dataset.classes(), dataset.labels);
  dataset.rows = images.count;
  dataset.features = std::int64_t{images.height} * images.width;
  dataset.image = {1, images.height, images.width};
  dataset.pixels = std::move(images.pixels);
  if (!test) {
    dataset.pixels.reserve(dataset.pixels.size() + kPixelSlack);
    return dataset;
  }

  const IdxImages added = readPart(*test, dataset.classes(), dataset.labels);
  if (added.height != dataset.image.height || added.width != dataset.image.width) {
    fail(test->images, 2 * kWord,
         "the images are " + std::to_string(added.height) + " × " + std::to_string(added.width) + " pixels, expected " +
             std::to_string(dataset.image.height) + " × " + std::to_string(dataset.image.width) + " as in " +
             train.images);
  }
  dataset.rows += added.count;
  dataset.publishedTestRows = added.count;
  dataset.pixels.reserve(dataset.pixels.size() + added.pixels.size() + kPixelSlack);
  dataset.pixels.insert(dataset.pixels.end(), added.pixels.begin(), added.pixels.end());
  return dataset;
}

}  // namespace gradus
