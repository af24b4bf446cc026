// The part of a PyTorch script that reads the data, splits them and brings them into form, exactly as core/data does.
#pragma once

#include <string>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"

namespace gradus {

struct PytorchData {
  std::vector<std::string> imports;  ///< lines, of Python's own library
  std::string constants;             ///< lines for the head of the script
  std::string functions;             ///< load_data() and what it needs
  std::string tail;                  ///< the numbers, for the end of the script; empty where files are read
};

PytorchData pytorchData(const Experiment& experiment, const PreparedData& data);

}  // namespace gradus
