#include "core/data/drawings_file.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "core/base/error.h"
#include "core/base/whole_file.h"
#include "core/data/gzip.h"

namespace gradus {
namespace {

constexpr std::uint32_t kUnsignedBytes = 0x0800;  ///< a magic number is this and the rank
constexpr std::size_t kWord = 4;

/// Reads array after array, and knows where it is.
class Arrays {
 public:
  Arrays(const std::string& path, std::span<const std::uint8_t> bytes) : path_(path), bytes_(bytes) {}

  bool isAtEnd() const { return at_ == bytes_.size(); }

  /// The sizes in the header of an array of that rank. Each is at least 1.
  std::vector<std::uint32_t> header(std::size_t rank) {
    const std::uint32_t magic = word();
    if (magic != (kUnsignedBytes | rank)) {
      fail("expected an array of unsigned bytes with " + std::to_string(rank) + " dimensions");
    }
    std::vector<std::uint32_t> sizes;
    for (std::size_t i = 0; i < rank; ++i) {
      sizes.push_back(word());
      if (sizes.back() == 0 || sizes.back() > bytes_.size()) fail("a size is more than the file holds, or 0");
    }
    return sizes;
  }

  std::span<const std::uint8_t> numbers(std::uint64_t count) {
    if (count > bytes_.size() - at_) fail("the file ends before the " + std::to_string(count) + " bytes that follow");
    const auto taken = bytes_.subspan(at_, static_cast<std::size_t>(count));
    at_ += taken.size();
    return taken;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw DataError(path_ + ": byte " + std::to_string(at_) + ": " + what +
                    "; move the file away to begin another set, or put a copy of it in its place");
  }

 private:
  std::uint32_t word() {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : numbers(kWord)) value = value << 8U | byte;
    return value;
  }

  const std::string& path_;
  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
};

/// Appends the images of one part and their labels. How many there are.
std::int64_t readPart(Arrays& arrays, Dataset& dataset) {
  const std::vector<std::uint32_t> sizes = arrays.header(3);
  const ImageShape shape{1, static_cast<int>(sizes[1]), static_cast<int>(sizes[2])};
  if (dataset.rows > 0 && (shape.height != dataset.image.height || shape.width != dataset.image.width)) {
    arrays.fail("the images for testing have another size than those for training");
  }
  dataset.image = shape;
  dataset.features = std::int64_t{shape.height} * shape.width;
  if (std::cmp_greater(dataset.features, kMaximumFileBytes)) arrays.fail("an image is more than the file holds");
  const auto pixels = arrays.numbers(static_cast<std::uint64_t>(dataset.features) * sizes[0]);
  dataset.pixels.insert(dataset.pixels.end(), pixels.begin(), pixels.end());
  if (arrays.header(1).front() != sizes[0]) {
    arrays.fail("expected " + std::to_string(sizes[0]) + " labels, one for each image");
  }
  for (const std::uint8_t label : arrays.numbers(sizes[0])) {
    if (label >= dataset.classes()) {
      arrays.fail("a label is " + std::to_string(label) + ", expected 0 to " + std::to_string(dataset.classes() - 1));
    }
    dataset.labels.push_back(label);
  }
  dataset.rows += sizes[0];
  return sizes[0];
}

void appendHeader(std::string& bytes, std::initializer_list<std::int64_t> sizes) {
  const auto append = [&bytes](std::uint32_t word) {
    for (const std::uint32_t shift : {24U, 16U, 8U, 0U}) {
      bytes.push_back(static_cast<char>(static_cast<unsigned char>(word >> shift & 0xFFU)));
    }
  };
  append(kUnsignedBytes | static_cast<std::uint32_t>(sizes.size()));
  for (const std::int64_t size : sizes) append(static_cast<std::uint32_t>(size));
}

void appendPart(std::string& bytes, const Dataset& dataset, std::int64_t begin, std::int64_t end) {
  if (begin == end) return;
  appendHeader(bytes, {end - begin, dataset.image.height, dataset.image.width});
  bytes.append(dataset.pixels.begin() + begin * dataset.features, dataset.pixels.begin() + end * dataset.features);
  appendHeader(bytes, {end - begin});
  for (std::int64_t row = begin; row < end; ++row) {
    bytes.push_back(static_cast<char>(static_cast<unsigned char>(dataset.labels[static_cast<std::size_t>(row)])));
  }
}

}  // namespace

Dataset readDrawingsFile(const std::string& path, std::vector<std::string> classNames) {
  const std::vector<std::uint8_t> bytes = readWhole(path);
  Dataset dataset;
  dataset.classNames = std::move(classNames);
  dataset.pixels.reserve(bytes.size() + kPixelSlack);
  Arrays arrays(path, bytes);
  readPart(arrays, dataset);
  if (!arrays.isAtEnd()) dataset.publishedTestRows = readPart(arrays, dataset);
  if (!arrays.isAtEnd()) arrays.fail("expected the end of the file");
  return dataset;
}

void writeDrawingsFile(const std::string& path, const Dataset& dataset) {
  constexpr std::int64_t kMostClasses = 256;
  if (dataset.classes() > kMostClasses) {
    throw DataError(path + ": a set of drawings has at most " + std::to_string(kMostClasses) +
                    " classes, this one would have " + std::to_string(dataset.classes()));
  }
  std::string bytes;
  const std::int64_t forTraining = dataset.rows - dataset.publishedTestRows;
  appendPart(bytes, dataset, 0, forTraining);
  appendPart(bytes, dataset, forTraining, dataset.rows);
  writeWholeFile(path, packGzip(bytes));
}

}  // namespace gradus
