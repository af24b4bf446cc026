// The image data sets of the catalog: which files they are made of, and what their classes are called.
#pragma once

#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/data/dataset.h"

namespace gradus {

/// Where Debian's package dataset-fashion-mnist puts its files.
constexpr const char* kFashionMnistFolder = "/usr/share/datasets/fashion-mnist";

/// The files of each in their folder: images and labels of the training part, then those of the test part.
std::vector<std::string> mnist10kFiles(const std::string& folder);
std::vector<std::string> fashionMnistFiles(const std::string& folder);

/// Ten thousand digits of MNIST, 28 × 28: 8000 for training, then 2000 for testing. Throws DataError.
Dataset readMnist10k(const std::string& folder, const Progress& progress = {});

/// The whole of Fashion-MNIST, 28 × 28: 60,000 garments for training, then 10,000 for testing. Throws DataError,
/// which names the package to install if the folder is not there.
Dataset readFashionMnist(const std::string& folder, const Progress& progress = {});

}  // namespace gradus
