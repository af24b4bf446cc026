#include "core/data/idx_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>
#include <utility>

#include "core/data/idx_array.h"

namespace gradus {
namespace {

constexpr std::size_t kWord = 4;

/// How much of the work the training part is, where there is another: as in MNIST.
constexpr double kTrainShare = 0.85;

/// Where the channels of a pixel are.
enum class Channels { None, Before, Behind };

struct Layout {
  std::int64_t count = 0;
  int height = 0;
  int width = 0;
  Channels channels = Channels::None;
};

/// A dimension of 1 or 3 beside those of a grey image is its channels; with one dimension the image is a row.
Layout layoutOf(const IdxArray& array, const std::string& path) {
  const std::vector<std::uint32_t>& sizes = array.dimensions();
  const auto at = [&sizes](std::size_t i) { return static_cast<int>(sizes[i]); };
  if (sizes.size() == 2) return {at(0), 1, at(1)};
  if (sizes.size() == 3) return {at(0), at(1), at(2)};
  if (at(3) == 1) return {at(0), at(1), at(2)};
  if (at(1) == 1) return {at(0), at(2), at(3)};
  if (at(3) == 3) return {at(0), at(1), at(2), Channels::Behind};
  if (at(1) == 3) return {at(0), at(2), at(3), Channels::Before};
  failAtByte(path, kWord,
             "four dimensions are an image, its height, its width and 1 or 3 channels, but none of them is 1 or 3");
}

std::string numberText(double number) {
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  return {text, end};
}

/// Numbers as bytes: whole ones as they are, fractions from 0 to 1 as shares of 255.
std::vector<std::uint8_t> bytesOf(IdxArray& array) {
  if (array.holdsBytes()) return array.takeBytes();
  double largest = 0;
  for (std::size_t i = 0; i < array.size(); ++i) {
    const double number = array.at(i);
    // Written so that NaN is refused too.
    if (!(number >= 0 && number <= 255)) array.failAt(i, "the pixel is " + numberText(number) + ", expected 0 to 255");
    largest = std::max(largest, number);
  }
  const double scale = array.holdsFractions() && largest <= 1 ? 255 : 1;
  std::vector<std::uint8_t> bytes;
  bytes.reserve(array.size());
  for (std::size_t i = 0; i < array.size(); ++i) {
    bytes.push_back(static_cast<std::uint8_t>(std::lround(scale * array.at(i))));
  }
  return bytes;
}

/// How bright red, green and blue are together (ITU-R BT.601).
std::uint8_t greyOf(std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
  return static_cast<std::uint8_t>(std::lround(0.299 * red + 0.587 * green + 0.114 * blue));
}

std::vector<std::uint8_t> greyOf(const std::vector<std::uint8_t>& bytes, const Layout& layout) {
  const std::size_t pixels = static_cast<std::size_t>(layout.height) * static_cast<std::size_t>(layout.width);
  const bool isBehind = layout.channels == Channels::Behind;
  const std::size_t step = isBehind ? 1 : pixels;  // from a channel to the next
  std::vector<std::uint8_t> grey;
  grey.reserve(bytes.size() / 3);
  for (std::size_t image = 0; image < bytes.size(); image += 3 * pixels) {
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
      const std::size_t red = image + pixel * (isBehind ? 3 : 1);
      grey.push_back(greyOf(bytes[red], bytes[red + step], bytes[red + 2 * step]));
    }
  }
  return grey;
}

IdxImages readPart(const IdxFiles& files, std::int64_t classes, std::vector<std::int32_t>& labels,
                   const Progress& progress) {
  IdxImages images = readIdxImages(files.images, progress);
  const std::vector<std::int32_t> added = readIdxLabels(files.labels, classes);
  if (static_cast<std::int64_t>(added.size()) != images.count) {
    failAtByte(files.labels, kWord,
               "there are " + std::to_string(added.size()) + " labels, expected " + std::to_string(images.count) +
                   ", one for each image of " + files.images + "; do the files belong together?");
  }
  labels.insert(labels.end(), added.begin(), added.end());
  return images;
}

}  // namespace

IdxImages readIdxImages(const std::string& path, const Progress& progress) {
  IdxArray array(path, IdxKind::Images, progress);
  const Layout layout = layoutOf(array, path);
  IdxImages images{layout.count, layout.height, layout.width, bytesOf(array)};
  images.wasColored = layout.channels != Channels::None;
  if (images.wasColored) images.pixels = greyOf(images.pixels, layout);
  return images;
}

std::vector<std::int32_t> readIdxLabels(const std::string& path, std::int64_t classes) {
  const IdxArray array(path, IdxKind::Labels);
  const std::vector<std::uint32_t>& sizes = array.dimensions();
  if (sizes.size() == 2 && sizes[1] != 1) {
    failAtByte(path, 2 * kWord, "there are " + std::to_string(sizes[1]) + " labels for each image, expected one");
  }
  std::vector<std::int32_t> labels;
  labels.reserve(array.size());
  for (std::size_t i = 0; i < array.size(); ++i) {
    const double label = array.at(i);
    if (!(label >= 0 && label < static_cast<double>(classes)) || label != std::floor(label)) {
      array.failAt(i, "the label is " + numberText(label) + ", expected 0 to " + std::to_string(classes - 1) +
                          (label == static_cast<double>(classes) ? "; do the labels count from 1?" : ""));
    }
    labels.push_back(static_cast<std::int32_t>(label));
  }
  return labels;
}

Dataset readIdx(const IdxFiles& train, const std::optional<IdxFiles>& test, std::vector<std::string> classNames,
                const Progress& progress) {
  Dataset dataset;
  dataset.classNames = std::move(classNames);
  IdxImages images = readPart(train, dataset.classes(), dataset.labels, progress.part(0, test ? kTrainShare : 1));
  dataset.rows = images.count;
  dataset.features = std::int64_t{images.height} * images.width;
  dataset.image = {1, images.height, images.width};
  dataset.pixels = std::move(images.pixels);
  if (images.wasColored) dataset.notes.emplace_back("colour images, read as grey ones");
  if (!test) {
    dataset.pixels.reserve(dataset.pixels.size() + kPixelSlack);
    return dataset;
  }

  const IdxImages added = readPart(*test, dataset.classes(), dataset.labels, progress.part(kTrainShare, 1));
  if (added.height != dataset.image.height || added.width != dataset.image.width) {
    failAtByte(test->images, 2 * kWord,
               "the images are " + std::to_string(added.height) + " × " + std::to_string(added.width) +
                   " pixels, expected " + std::to_string(dataset.image.height) + " × " +
                   std::to_string(dataset.image.width) + " as in " + train.images);
  }
  dataset.rows += added.count;
  dataset.publishedTestRows = added.count;
  dataset.pixels.reserve(dataset.pixels.size() + added.pixels.size() + kPixelSlack);
  dataset.pixels.insert(dataset.pixels.end(), added.pixels.begin(), added.pixels.end());
  return dataset;
}

}  // namespace gradus
