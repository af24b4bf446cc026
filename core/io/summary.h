// What a network consists of and costs, module by module, without building it: the Summary tab's table, and the same
// as text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"

namespace gradus {

struct SummaryRow {
  std::string name;  ///< PyTorch's class, such as "Linear"
  std::int64_t inputs = 0;
  std::int64_t outputs = 0;  ///< of each sample
  std::int64_t parameters = 0;
  std::int64_t operations = 0;  ///< of the way forward of one sample: additions, multiplications, activations

  std::int64_t weightBytes() const { return parameters * 4; }
  std::int64_t valueBytes(std::int64_t samples) const { return outputs * samples * 4; }
};

struct NetworkSummary {
  std::int64_t inputs = 0;
  int batchSize = 0;
  std::vector<SummaryRow> rows;
  SummaryRow total;  ///< outputs: those of all modules together, which backward needs
};

/// Throws FormatError for layers and activations that do not exist.
NetworkSummary summarize(const Experiment& experiment, const Dataset& dataset);

/// The table as lines of text, aligned for a fixed-width font; an Exporter.
std::string summaryText(const Experiment& experiment, const PreparedData& data);

}  // namespace gradus
