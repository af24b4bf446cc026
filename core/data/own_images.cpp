#include "core/data/own_images.h"

#include <zlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/data/class_names.h"
#include "core/data/idx_reader.h"

namespace gradus {
namespace {

namespace fs = std::filesystem;

/// The second of each five is for testing, so that two are enough for both parts.
bool isForTesting(std::int64_t number) {
  return number % 5 == 2;
}

std::string classesFile(const std::string& folder) {
  return folder + "/classes.txt";
}

bool exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

void appendNumber(std::string& bytes, std::int64_t number) {
  const auto word = static_cast<std::uint32_t>(number);
  for (const std::uint32_t shift : {24U, 16U, 8U, 0U}) {
    bytes.push_back(static_cast<char>(static_cast<unsigned char>(word >> shift & 0xFFU)));
  }
}

/// A header of the format, as idx_reader.h reads it.
std::string idxHeader(const std::vector<std::int64_t>& sizes) {
  std::string bytes;
  appendNumber(bytes, 0x0800 + std::ssize(sizes));
  for (const std::int64_t size : sizes) appendNumber(bytes, size);
  return bytes;
}

[[noreturn]] void failToWrite(const std::string& path) {
  throw DataError(path + ": cannot be written; is there room, and may you write to the folder?");
}

/// Writes beside `path`; the name of what was written.
std::string writeDraft(const std::string& path, const std::string& bytes) {
  std::string draft = path + ".new";
  gzFile file = gzopen(draft.c_str(), "wb");
  if (file == nullptr) failToWrite(path);
  const int written = gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
  if (gzclose(file) != Z_OK || std::cmp_not_equal(written, bytes.size())) failToWrite(path);
  return draft;
}

void replace(const std::string& path, const std::string& draft) {
  std::error_code error;
  fs::rename(draft, path, error);
  if (error) failToWrite(path);
}

void writeClasses(const std::string& path, const std::vector<std::string>& names) {
  std::ofstream file(path);
  for (const std::string& name : names) file << name << '\n';
  file.close();
  if (!file) failToWrite(path);
}

std::int64_t countIn(const IdxFiles& part) {
  return exists(part.images) ? readIdxImages(part.images).count : 0;
}

void append(const IdxFiles& part, const GreyImage& image, std::int32_t label, std::int64_t classes) {
  IdxImages images{0, image.height, image.width, {}};
  std::vector<std::int32_t> labels;
  if (exists(part.images)) {
    images = readIdxImages(part.images);
    labels = readIdxLabels(part.labels, classes);
  }
  if (images.width != image.width || images.height != image.height) {
    throw DataError(part.images + ": your images are " + std::to_string(images.width) + " × " +
                    std::to_string(images.height) + ", this one is " + std::to_string(image.width) + " × " +
                    std::to_string(image.height) + "; move the folder away to begin another set");
  }
  images.pixels.insert(images.pixels.end(), image.pixels.begin(), image.pixels.end());
  labels.push_back(label);
  const std::string pixelBytes(images.pixels.begin(), images.pixels.end());
  std::string labelBytes;
  for (const std::int32_t each : labels) labelBytes.push_back(static_cast<char>(each));
  const std::int64_t count = std::ssize(labels);
  const std::string imageDraft = writeDraft(part.images, idxHeader({count, image.height, image.width}) + pixelBytes);
  const std::string labelDraft = writeDraft(part.labels, idxHeader({count}) + labelBytes);
  replace(part.images, imageDraft);
  replace(part.labels, labelDraft);
}

}  // namespace

std::string ownImagesFolder() {
  fs::path base = environment("GRADUS_OWN_DATA_DIR");
  if (base.empty() && !environment("XDG_DATA_HOME").empty()) base = fs::path(environment("XDG_DATA_HOME")) / "gradus";
  if (base.empty()) base = fs::path(environment("HOME")) / ".local" / "share" / "gradus";
  return (base / "my-drawings").string();
}

std::vector<std::string> ownImageFiles(const std::string& folder) {
  return {folder + "/train-images-idx3-ubyte.gz", folder + "/train-labels-idx1-ubyte.gz",
          folder + "/test-images-idx3-ubyte.gz", folder + "/test-labels-idx1-ubyte.gz"};
}

std::int64_t addOwnImage(const std::string& folder, const GreyImage& image, const std::string& className,
                         const std::vector<std::string>& names) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw DataError(folder + ": cannot be made: " + error.message());
  const std::vector<std::string> files = ownImageFiles(folder);
  const IdxFiles train{files[0], files[1]};
  const IdxFiles test{files[2], files[3]};
  const bool isNew = !exists(train.images);
  const std::vector<std::string> known = isNew ? names : readClassNames(classesFile(folder));
  const auto found = std::ranges::find(known, className);
  if (found == known.end()) {
    throw DataError(classesFile(folder) + ": your set has no class '" + className +
                    "'; move the folder away to begin another set");
  }
  if (isNew) writeClasses(classesFile(folder), known);
  const std::int64_t count = countIn(train) + countIn(test) + 1;
  append(isForTesting(count) ? test : train, image, static_cast<std::int32_t>(found - known.begin()),
         std::ssize(known));
  return count;
}

Dataset readOwnImages(const std::string& folder) {
  const std::vector<std::string> files = ownImageFiles(folder);
  if (!exists(files[0])) {
    throw DataError(folder + ": you have kept no drawings yet; draw on the Inspect page and add to your set");
  }
  const std::optional<IdxFiles> test = exists(files[2]) ? std::optional<IdxFiles>({files[2], files[3]}) : std::nullopt;
  Dataset dataset = readIdx({files[0], files[1]}, test, readClassNames(classesFile(folder)));
  dataset.targetName = "drawing";
  return dataset;
}

}  // namespace gradus
