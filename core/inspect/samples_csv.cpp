#include "core/inspect/samples_csv.h"

#include <charconv>
#include <cmath>

#include "core/data/csv_cell.h"
#include "core/train/prepare.h"

namespace gradus {
namespace {

/// The shortest text that is read back as `value`; nothing where it is no number.
template <typename Number>
std::string shortest(Number value) {
  if (!std::isfinite(value)) return {};
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, value);
  return {text, end};
}

/// As exactly as it was read.
std::string valueOf(const PreparedData& data, std::int64_t row, std::int64_t feature) {
  const double value = tableValueOf(data, row, feature).value;
  const bool isExact = data.dataset->isExact(static_cast<std::size_t>(feature));
  return isExact ? shortest(value) : shortest(static_cast<float>(value));
}

std::string head(const Dataset& dataset) {
  std::string line = "row,true,predicted";
  if (dataset.task == Task::Classification) line += ",confidence";
  line += ",loss";
  for (const std::string& name : dataset.classNames) line += ',' + csvCell("p(" + name + ")");
  if (!dataset.isImage()) {
    for (const std::string& name : dataset.featureNames) line += ',' + csvName(name);
  }
  return line + '\n';
}

}  // namespace

std::string samplesCsv(const PreparedData& data, const Predictions& predictions, std::span<const std::size_t> places) {
  const Dataset& dataset = *data.dataset;
  std::string text = head(dataset);
  for (const std::size_t place : places) {
    const std::int64_t row = predictions.rows[place];
    const auto at = static_cast<std::size_t>(row);
    text += std::to_string(row);
    if (dataset.task == Task::Classification) {
      text += ',' + csvName(dataset.classNames[static_cast<std::size_t>(dataset.labels[at])]);
      text += ',' + csvName(dataset.classNames[static_cast<std::size_t>(predictions.predicted[place])]);
      text += ',' + shortest(predictions.confidence[place]) + ',' + shortest(predictions.loss[place]);
      const auto outputs = static_cast<std::size_t>(predictions.outputs);
      for (std::size_t i = 0; i < outputs; ++i) text += ',' + shortest(predictions.values[place * outputs + i]);
    } else {
      text += ',' + shortest(dataset.targets[at]) + ',' + shortest(predictions.values[place]) + ',';
      text += shortest(predictions.loss[place]);
    }
    for (std::int64_t feature = 0; !dataset.isImage() && feature < dataset.features; ++feature) {
      text += ',' + valueOf(data, row, feature);
    }
    text += '\n';
  }
  return text;
}

}  // namespace gradus
