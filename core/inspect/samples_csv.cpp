#include "core/inspect/samples_csv.h"

#include <charconv>
#include <cmath>
#include <string_view>

#include "core/data/text.h"
#include "core/train/prepare.h"

namespace gradus {
namespace {

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quotes = "\"";
  for (const char letter : text) {
    if (letter == '"') quotes += '"';
    quotes += letter;
  }
  return quotes + '"';
}

/// A name from outside as a cell. Spreadsheets take what begins like this for a formula and run it; an apostrophe makes
/// it text. Numbers are harmless.
std::string named(const std::string& name) {
  const bool isFormula = !name.empty() && std::string_view("=+-@\t\r").find(name.front()) != std::string_view::npos;
  return quoted(isFormula && !numberIn(name) ? "'" + name : name);
}

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
  for (const std::string& name : dataset.classNames) line += ',' + quoted("p(" + name + ")");
  if (!dataset.isImage()) {
    for (const std::string& name : dataset.featureNames) line += ',' + named(name);
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
      text += ',' + named(dataset.classNames[static_cast<std::size_t>(dataset.labels[at])]);
      text += ',' + named(dataset.classNames[static_cast<std::size_t>(predictions.predicted[place])]);
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
