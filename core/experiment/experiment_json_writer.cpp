// An experiment written as JSON; experiment_json.cpp reads it.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/experiment/experiment_json.h"

namespace gradus {
namespace {

using Json = nlohmann::ordered_json;

Json numberToJson(double value, const std::string& name) {
  constexpr double kExactBelow = 9007199254740992;  // 2⁵³: whole numbers up to here are exact as double
  if (!std::isfinite(value)) throw FormatError(name + " is not finite, which JSON cannot hold; give it a number");
  if (value == std::floor(value) && std::abs(value) < kExactBelow) return static_cast<std::int64_t>(value);
  return value;
}

Json toJson(const Choice& choice) {
  Json json = {{"name", choice.name}};
  if (!choice.formula.empty()) json["formula"] = choice.formula;
  for (const auto& [name, value] : choice.values) json[name] = numberToJson(value, choice.name + "." + name);
  return json;
}

Json toJson(const DataSpec& data) {
  Json json = {{"dataset", toJson(data.dataset)},
               {"valid_share", numberToJson(data.validShare, "valid_share")},
               {"test_share", numberToJson(data.testShare, "test_share")},
               {"seed", data.seed},
               {"standardize", data.standardize}};
  if (!data.features.empty()) json["features"] = data.features;
  for (const PlanePoint& point : data.points) {
    json["points"].push_back(
        {numberToJson(point.x1, "points"), numberToJson(point.x2, "points"), numberToJson(point.answer, "points")});
  }
  if (!data.excluded.empty()) json["excluded"] = data.excluded;
  for (const Relabel& change : data.relabeled) {
    json["relabeled"].push_back(Json::array({change.row, change.label}));
  }
  return json;
}

Json toJson(const LayerSpec& layer) {
  return {{"layer", toJson(layer.layer)},
          {"activation", toJson(layer.activation)},
          {"initialization", toJson(layer.initialization)}};
}

Json toJson(const NetworkSpec& network) {
  Json hidden = Json::array();
  for (const LayerSpec& layer : network.hidden) {
    hidden.push_back(toJson(layer));
  }
  return {{"hidden", hidden},
          {"output_activation", toJson(network.outputActivation)},
          {"output_initialization", toJson(network.outputInitialization)}};
}

Json toJson(const TrainingSpec& training) {
  return {{"loss", toJson(training.loss)},
          {"optimizer", toJson(training.optimizer)},
          {"schedule", toJson(training.schedule)},
          {"l1", numberToJson(training.l1, "l1")},
          {"clip_norm", numberToJson(training.clipNorm, "clip_norm")},
          {"clip_value", numberToJson(training.clipValue, "clip_value")},
          {"batch_size", training.batchSize},
          {"shuffle", training.shuffle},
          {"drop_last", training.dropLast},
          {"balance_classes", training.balanceClasses},
          {"epochs", training.epochs},
          {"patience", training.patience}};
}

/// Lists of numbers in one line each: points would else be five lines long.
std::string withNumbersJoined(const std::string& text) {
  std::string joined;
  bool isText = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') isText = !isText;
    if (text[i] == '\\') joined += text[i++];  // in a text only; what follows ends none
    const std::size_t end = text[i] == '[' && !isText ? text.find_first_not_of("0123456789.eE+-, \n", i + 1) : 0;
    if (end == std::string::npos || end == 0 || text[end] != ']' || end == i + 1) {
      joined += text[i];
      continue;
    }
    for (; i < end; ++i) {
      if (text[i] != ' ' && text[i] != '\n') joined += text[i];
      if (text[i] == ',') joined += ' ';
    }
    joined += ']';
  }
  return joined;
}

}  // namespace

std::string toJson(const Experiment& experiment) {
  const Json json = {{"gradus", kExperimentVersion},
                     {"name", experiment.name},
                     {"seed", experiment.seed},
                     {"data", toJson(experiment.data)},
                     {"network", toJson(experiment.network)},
                     {"training", toJson(experiment.training)}};
  constexpr int kIndent = 2;
  return withNumbersJoined(json.dump(kIndent, ' ', false, Json::error_handler_t::replace)) + "\n";
}

std::string layersToJson(const std::vector<LayerSpec>& layers) {
  Json list = Json::array();
  for (const LayerSpec& layer : layers) list.push_back(toJson(layer));
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace gradus
