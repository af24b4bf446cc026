#include "core/data/own_images.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/base/file_lock.h"
#include "core/base/paths.h"
#include "core/base/whole_file.h"
#include "core/data/class_names.h"
#include "core/data/drawings_file.h"
#include "core/data/old_drawings.h"

namespace gradus {
namespace {

namespace fs = std::filesystem;

/// The second of each five is for testing, so that two are enough for both parts.
bool isForTesting(std::int64_t number) {
  return number % 5 == 2;
}

std::string drawingsFile(const std::string& folder) {
  return folder + "/drawings.idx.gz";
}

std::string classesFile(const std::string& folder) {
  return folder + "/classes.txt";
}

bool exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

bool isEmpty(const std::string& folder) {
  return !exists(drawingsFile(folder)) && !hasOldDrawings(folder);
}

void writeClasses(const std::string& path, const std::vector<std::string>& names) {
  std::string lines;
  for (const std::string& name : names) lines += name + '\n';
  writeWholeFile(path, lines);
}

Dataset readSet(const std::string& folder) {
  std::vector<std::string> classes = readClassNames(classesFile(folder));
  Dataset dataset = exists(drawingsFile(folder)) ? readDrawingsFile(drawingsFile(folder), std::move(classes))
                                                 : readOldDrawings(folder, std::move(classes));
  dataset.targetName = "drawing";
  return dataset;
}

/// Others who add meanwhile wait.
FileLock lockOf(const std::string& folder) {
  return FileLock(folder + "/lock");
}

/// Makes of a torn set a whole one, for other programs too. Where nothing can be written it is read all the same.
void mend(const std::string& folder) {
  try {
    FileLock lock = lockOf(folder);
    lock.holdAlone();
    if (!exists(drawingsFile(folder))) writeDrawingsFile(drawingsFile(folder), readSet(folder));
  } catch (const DataError&) {
    return;
  }
}

/// A new set, or the one of the folder.
Dataset setFor(const std::string& folder, const GreyImage& image, const std::vector<std::string>& names) {
  if (!isEmpty(folder)) return readSet(folder);
  Dataset dataset;
  dataset.classNames = names;
  dataset.image = {1, image.height, image.width};
  dataset.features = std::int64_t{image.height} * image.width;
  return dataset;
}

void demandSize(const Dataset& dataset, const GreyImage& image, const std::string& folder) {
  if (dataset.image == ImageShape{1, image.height, image.width}) return;
  const std::string channels = dataset.image.channels == 1 ? "" : std::to_string(dataset.image.channels) + " × ";
  throw DataError(folder + ": your images are " + channels + std::to_string(dataset.image.width) + " × " +
                  std::to_string(dataset.image.height) + ", this one is " + std::to_string(image.width) + " × " +
                  std::to_string(image.height) + "; move the folder away to begin another set");
}

std::int32_t classIn(const Dataset& dataset, const std::string& className, const std::string& folder) {
  const auto found = std::ranges::find(dataset.classNames, className);
  if (found == dataset.classNames.end()) {
    throw DataError(classesFile(folder) + ": your set has no class '" + className +
                    "'; move the folder away to begin another set");
  }
  return static_cast<std::int32_t>(found - dataset.classNames.begin());
}

/// At the end of its part.
void append(Dataset& dataset, const GreyImage& image, std::int32_t label) {
  const bool tests = isForTesting(dataset.rows + 1);
  const std::int64_t place = tests ? dataset.rows : dataset.rows - dataset.publishedTestRows;
  dataset.pixels.insert(dataset.pixels.begin() + place * dataset.features, image.pixels.begin(), image.pixels.end());
  dataset.labels.insert(dataset.labels.begin() + place, label);
  ++dataset.rows;
  if (tests) ++dataset.publishedTestRows;
}

}  // namespace

std::string ownImagesFolder() {
  fs::path base = environment("GRADUS_OWN_DATA_DIR");
  if (base.empty()) base = userFolder("XDG_DATA_HOME", ".local/share");
  if (base.empty()) {
    throw DataError(
        "There is no folder for your drawings: HOME names none; set GRADUS_OWN_DATA_DIR to a folder of yours");
  }
  return (base / "my-drawings").string();
}

std::int64_t addOwnImage(const std::string& folder, const GreyImage& image, const std::string& className,
                         const std::vector<std::string>& names) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw DataError(folder + ": cannot be made: " + error.message());
  FileLock lock = lockOf(folder);
  lock.holdAlone();
  removeDrafts(folder);
  const bool isNew = isEmpty(folder);
  Dataset dataset = setFor(folder, image, names);
  demandSize(dataset, image, folder);
  append(dataset, image, classIn(dataset, className, folder));
  // Names without images are no set yet, and are written again.
  if (isNew) writeClasses(classesFile(folder), dataset.classNames);
  writeDrawingsFile(drawingsFile(folder), dataset);
  return dataset.rows;
}

Dataset readOwnImages(const std::string& folder) {
  if (isEmpty(folder)) {
    throw DataError(folder + ": you have kept no drawings yet; draw on the Inspect page and add to your set");
  }
  if (!exists(drawingsFile(folder)) && areOldDrawingsTorn(folder)) mend(folder);
  return readSet(folder);
}

}  // namespace gradus
