// The file of a person's drawings: images and labels in one, so that they cannot come apart. Inflated it is the arrays
// of MNIST's files, each with its IDX header, one behind the other: the images for training, their labels, and where
// there are some the images for testing, their labels.
#pragma once

#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace gradus {

/// Throws DataError with path and byte where the file is not as it should be, or a label is none of the classes.
Dataset readDrawingsFile(const std::string& path, std::vector<std::string> classNames);

/// Writes the grey images of `dataset`, whose last publishedTestRows are for testing, in place of what is there: whole,
/// or not at all. Throws DataError, also for more than 256 classes: a label is a byte.
void writeDrawingsFile(const std::string& path, const Dataset& dataset);

}  // namespace gradus
