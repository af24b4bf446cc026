#include "core/data/image_sets.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/data/idx_reader.h"

namespace gradus {
namespace {

/// The pairs of files of both parts, named as MNIST's authors named theirs; a prefix ends in "train-", say.
std::vector<std::string> filesOf(const std::string& train, const std::string& test) {
  constexpr const char* kImages = "images-idx3-ubyte.gz";
  constexpr const char* kLabels = "labels-idx1-ubyte.gz";
  return {train + kImages, train + kLabels, test + kImages, test + kLabels};
}

Dataset readFiles(const std::vector<std::string>& files, std::vector<std::string> classNames,
                  const Progress& progress) {
  return readIdx({files[0], files[1]}, IdxFiles{files[2], files[3]}, std::move(classNames), progress);
}

}  // namespace

std::vector<std::string> mnist10kFiles(const std::string& folder) {
  return filesOf(folder + "/mnist10k-train-", folder + "/mnist10k-test-");
}

std::vector<std::string> fashionMnistFiles(const std::string& folder) {
  return filesOf(folder + "/train-", folder + "/t10k-");
}

Dataset readMnist10k(const std::string& folder, const Progress& progress) {
  Dataset dataset = readFiles(mnist10kFiles(folder), {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, progress);
  dataset.targetName = "digit";
  return dataset;
}

Dataset readFashionMnist(const std::string& folder, const Progress& progress) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored)) {
    throw DataError(folder + ": Fashion-MNIST is not there; install the Debian package dataset-fashion-mnist");
  }
  Dataset dataset = readFiles(
      fashionMnistFiles(folder),
      {"T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"}, progress);
  dataset.targetName = "garment";
  return dataset;
}

}  // namespace gradus
