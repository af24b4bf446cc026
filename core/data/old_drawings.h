// Sets of drawings as they once were kept: images and labels in files of their own, as MNIST's are, each written beside
// and renamed, one after the other. A writer that was ended between the two renames left images without labels.
#pragma once

#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace gradus {

/// Images and labels of the training part in train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz, those of the
/// test part, which may be missing, in test-…
bool hasOldDrawings(const std::string& folder);

/// Whether a writer was ended between images and labels.
bool areOldDrawingsTorn(const std::string& folder);

/// Where a part is torn, its labels are taken from what the writer left beside them; where that is no use, the images
/// that have a label are kept. Files that do not fit and were not torn by a writer of ours are refused. Throws
/// DataError.
Dataset readOldDrawings(const std::string& folder, std::vector<std::string> classNames);

}  // namespace gradus
