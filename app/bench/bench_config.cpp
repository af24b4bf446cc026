#include "app/bench/bench_config.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "core/base/error.h"
#include "core/base/generator.h"
#include "core/base/shortened.h"
#include "core/nn/loss.h"
#include "core/train/prepare.h"

namespace gradus {
namespace {

std::vector<std::string> partsOf(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::int64_t wholeNumber(const std::string& text, const std::string& where) {
  std::int64_t number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size() || number < 1) {
    throw FormatError("bench: '" + text + "' in '" + where + "' is no whole number above 0");
  }
  return number;
}

BenchConfig parse(const std::string& text) {
  const std::vector<std::string> parts = partsOf(text, ',');
  if (parts.size() != 6) {
    std::string names;
    for (const BenchConfig& config : benchConfigs()) names += (names.empty() ? "" : ", ") + config.name;
    throw FormatError("bench: there is no configuration '" + shortened(text) + "': expected one of " + names +
                      ", or WIDTHS,ACTIVATION,OPTIMIZER,BATCH,DATA,ROWS such as 16-32-4,relu,adam,32,random,10000");
  }
  BenchConfig config;
  config.name = text;
  for (const std::string& width : partsOf(parts[0], '-')) config.widths.push_back(wholeNumber(width, text));
  if (config.widths.size() < 2) throw FormatError("bench: '" + text + "' needs inputs and outputs");
  config.activation = parts[1];
  config.optimizer = parts[2];
  config.batchSize = static_cast<int>(wholeNumber(parts[3], text));
  config.data = parts[4];
  config.rows = wholeNumber(parts[5], text);
  return config;
}

}  // namespace

std::string BenchConfig::text() const {
  std::string shape;
  for (const std::int64_t width : widths) shape.append(shape.empty() ? "" : "-").append(std::to_string(width));
  return shape.append(",")
             .append(activation)
             .append(",")
             .append(optimizer)
             .append(",")
             .append(std::to_string(batchSize)) +
         "," + data + "," + std::to_string(rows);
}

double BenchConfig::operations() const {
  double products = 0;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    products += static_cast<double>(widths[i] * widths[i + 1]) * (i == 0 ? 2 : 3);
  }
  return 2 * products * batchSize;
}

std::int64_t BenchConfig::parameters() const {
  std::int64_t count = 0;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) count += (widths[i] + 1) * widths[i + 1];
  return count;
}

std::span<const BenchConfig> benchConfigs() {
  static const std::vector<BenchConfig> configs = {
      {"mnist-small-adam", {784, 32, 16, 10}, "relu", "adam", 100, "fashion", 60000},
      {"mnist-book-sgd", {784, 30, 20, 10}, "relu", "sgd", 64, "fashion", 60000},
      {"mnist-wide-adam", {784, 512, 256, 10}, "relu", "adam", 128, "fashion", 60000},
      {"iris-adam", {4, 16, 3}, "sigmoid", "adam", 2, "random", 500},
      {"playground-default", {2, 4, 2, 1}, "tanh", "sgd", 10, "random", 500},
      {"playground-deep", {7, 8, 8, 8, 8, 8, 8, 1}, "tanh", "sgd", 10, "random", 500},
  };
  return configs;
}

BenchConfig findBenchConfig(const std::string& name) {
  for (const BenchConfig& config : benchConfigs()) {
    if (config.name == name) return config;
  }
  return parse(name);
}

Experiment experimentOf(const BenchConfig& config) {
  Experiment experiment;
  experiment.name = config.name;
  if (config.data == "fashion") experiment.data.dataset.name = "fashion-mnist";
  experiment.data.validShare = 0;
  for (std::size_t i = 1; i + 1 < config.widths.size(); ++i) {
    experiment.network.hidden.push_back(
        {{"linear", {{"units", static_cast<double>(config.widths[i])}}}, {config.activation, {}}});
  }
  const bool isRegression = config.widths.back() == 1;
  if (isRegression) experiment.network.outputActivation.name = config.activation;
  experiment.training.loss.name = usualLoss(isRegression ? Task::Regression : Task::Classification).name;
  experiment.training.optimizer = {config.optimizer, {{"lr", config.optimizer == "adam" ? 0.001 : 0.03}}};
  experiment.training.batchSize = config.batchSize;
  experiment.training.epochs = 1'000'000;
  return experiment;
}

PreparedDataPtr dataOf(const BenchConfig& config) {
  if (config.data == "fashion") return prepareData(experimentOf(config));
  if (config.data != "random") throw FormatError("bench: '" + config.data + "' is no data: expected fashion or random");
  auto dataset = std::make_shared<Dataset>();
  dataset->name = dataset->title = "random";
  dataset->rows = config.rows;
  dataset->features = config.widths.front();
  Generator generator(123);
  dataset->values.resize(static_cast<std::size_t>(dataset->rows * dataset->features));
  generator.normal(std::span(dataset->values));
  const std::int64_t outputs = config.widths.back();
  dataset->task = outputs == 1 ? Task::Regression : Task::Classification;
  for (std::int64_t i = 0; i < outputs && outputs > 1; ++i) dataset->classNames.push_back(std::to_string(i));
  for (std::int64_t row = 0; row < dataset->rows; ++row) {
    if (outputs == 1) {
      dataset->targets.push_back(generator.randint(0, 2) == 0 ? -1.0F : 1.0F);
    } else {
      dataset->labels.push_back(static_cast<std::int32_t>(generator.randint(0, outputs)));
    }
  }
  auto prepared = std::make_shared<PreparedData>();
  prepared->train.resize(static_cast<std::size_t>(dataset->rows));
  std::iota(prepared->train.begin(), prepared->train.end(), 0);
  prepared->dataset = std::move(dataset);
  return prepared;
}

}  // namespace gradus
