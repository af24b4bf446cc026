// Where a PyTorch script has its numbers from. No script names a place of the machine it was written on: tables, points
// and what a person has drawn stand in the script itself, and only published images are read from their files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/catalog.h"
#include "core/experiment/experiment.h"

namespace gradus {

/// What differs from kind to kind in the part that pytorch_data.h describes.
struct PytorchSource {
  std::vector<std::string> imports;  ///< lines, of Python's own library
  std::string constants;             ///< lines for the head of the script
  std::string functions;             ///< what reads
  std::string read;                  ///< Python that gives features and targets of the rows that are to be split
  std::string readTest;              ///< the same of the published test part; empty where there is none
  std::string standardize;           ///< lines of load_data(); empty where features stay as they are
  std::string tail;                  ///< the numbers, for the end of the script; empty where files are read
};

/// Of a table: the columns that are used, with the numbers as they were read and no row that was left out. `labels` are
/// the classes before single rows were given others; empty for regression.
PytorchSource pytorchTable(const DataSpec& spec, const Dataset& dataset, const std::vector<std::int32_t>& labels);

/// Of points, in their own coordinates.
PytorchSource pytorchPoints(const DataSpec& spec, const Dataset& dataset, const std::vector<std::int32_t>& labels);

/// Of images: the files of `info`, wherever the script finds them, or the pixels where it has none.
PytorchSource pytorchImages(const DatasetInfo& info, const Dataset& dataset, const std::vector<std::int32_t>& labels);

/// name = value  # comment
std::string pytorchConstant(const char* name, const std::string& value, const char* comment = "");

/// CLASSES, or nothing for regression.
std::string pytorchClasses(const Dataset& dataset);

}  // namespace gradus
