#include "core/io/summary.h"

#include <algorithm>
#include <array>

#include "core/base/number_text.h"
#include "core/io/network_plan.h"

namespace gradus {
namespace {

constexpr std::size_t kColumns = 6;
using Line = std::array<std::string, kColumns>;

/// The name at the left, numbers at the right.
std::string aligned(const Line& line, const std::array<std::size_t, kColumns>& widths) {
  std::string text = line[0];
  text.append(widths[0] - line[0].size(), ' ');
  for (std::size_t i = 1; i < kColumns; ++i) {
    text.append(widths[i] - line[i].size() + 3, ' ');
    text += line[i];
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

std::string shapeText(int batchSize, std::int64_t width) {
  std::string text = "[";
  text += std::to_string(batchSize);
  text += ", ";
  text += std::to_string(width);
  return text + "]";
}

}  // namespace

NetworkSummary summarize(const Experiment& experiment, const Dataset& dataset) {
  NetworkSummary summary;
  summary.inputs = dataset.features;
  summary.batchSize = experiment.training.batchSize;
  summary.total.name = "Total";
  summary.total.inputs = dataset.features;
  for (const PlannedModule& module : planNetwork(experiment, dataset)) {
    const std::string name = module.name.empty() ? module.torchName() : module.name;
    summary.rows.push_back({name, module.inputs, module.outputs, module.parameters(), module.operations()});
    summary.total.outputs += module.outputs;
    summary.total.parameters += module.parameters();
    summary.total.operations += module.operations();
  }
  return summary;
}

std::string summaryText(const Experiment& experiment, const PreparedData& data) {
  const NetworkSummary summary = summarize(experiment, *data.dataset);
  const NumberText numbers;  // of a file
  std::vector<Line> lines = {{"Layer", "Output shape", "Parameters", "Weights", "Values", "FLOPs"},
                             {"Input", shapeText(summary.batchSize, summary.inputs), "", "", "", ""}};
  const auto add = [&](const SummaryRow& row, const std::string& shape) {
    lines.push_back({row.name, shape, numbers.count(row.parameters), numbers.bytes(row.weightBytes()),
                     numbers.bytes(row.valueBytes(summary.batchSize)), numbers.count(row.operations)});
  };
  for (const SummaryRow& row : summary.rows) add(row, shapeText(summary.batchSize, row.outputs));
  add(summary.total, "");

  std::array<std::size_t, kColumns> widths{};
  for (const Line& line : lines) {
    for (std::size_t i = 0; i < kColumns; ++i) widths[i] = std::max(widths[i], line[i].size());
  }
  std::size_t whole = 3 * (kColumns - 1);
  for (const std::size_t width : widths) whole += width;
  const std::string rule = std::string(whole, '-') + "\n";

  std::string text = aligned(lines.front(), widths) + rule;
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) text += aligned(lines[i], widths);
  text += rule + aligned(lines.back(), widths);
  text += "\nWeights and values are float32; values are those of a batch of ";
  text += numbers.count(summary.batchSize);
  text += ". FLOPs are of one sample's way forward.\n";
  return text;
}

}  // namespace gradus
