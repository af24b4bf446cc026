#include "core/data/image_sets.h"

#include <filesystem>
#include <system_error>

#include "core/base/error.h"
#include "core/data/idx_reader.h"

namespace gradus {
namespace {

/// The pair of files of one part, named as MNIST's authors named theirs; the prefix ends in "train-", say.
IdxFiles filesOf(const std::string& prefix) {
  return {prefix + "images-idx3-ubyte.gz", prefix + "labels-idx1-ubyte.gz"};
}

}  // namespace

Dataset readMnist10k(const std::string& folder) {
  Dataset dataset = readIdx(filesOf(folder + "/mnist10k-train-"), filesOf(folder + "/mnist10k-test-"),
                            {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
  dataset.targetName = "digit";
  return dataset;
}

Dataset readFashionMnist(const std::string& folder) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored)) {
    throw DataError(folder + ": Fashion-MNIST is not there; install the Debian package dataset-fashion-mnist");
  }
  Dataset dataset =
      readIdx(filesOf(folder + "/train-"), filesOf(folder + "/t10k-"),
              {"T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"});
  dataset.targetName = "garment";
  return dataset;
}

}  // namespace gradus
