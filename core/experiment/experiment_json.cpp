#include "core/experiment/experiment_json.h"

#include <cstddef>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/shortened.h"
#include "core/data/gzip.h"
#include "core/data/text.h"
#include "core/experiment/json_bounds.h"

namespace gradus {
namespace {

using Json = nlohmann::ordered_json;

/// Where a value stands: the file, and the path to the value in it, such as network.hidden[1].layer.
struct Place {
  std::string origin;
  std::string path;

  Place key(const std::string& name) const {
    return {origin, path.empty() ? shortened(name) : path + "." + shortened(name)};
  }
  Place index(std::size_t i) const { return {origin, path + "[" + std::to_string(i) + "]"}; }

  [[noreturn]] void fail(const std::string& what) const {
    throw FormatError(origin + ": " + (path.empty() ? "" : path + " ") + what);
  }
};

[[noreturn]] void failType(const Json& json, const Place& place, const std::string& expected) {
  // Only what is short by its kind is written out.
  const std::string written =
      json.is_structured() ? std::string() : json.dump(-1, ' ', false, Json::error_handler_t::replace);
  constexpr std::size_t kLongest = 40;
  place.fail("is " + (json.is_structured() || written.size() > kLongest ? json.type_name() : written) + ", expected " +
             expected);
}

void read(const Json& json, const Place& place, bool& value) {
  if (!json.is_boolean()) failType(json, place, "true or false");
  value = json.get<bool>();
}

void read(const Json& json, const Place& place, std::string& value) {
  if (!json.is_string()) failType(json, place, "text in quotes");
  value = json.get<std::string>();
}

void read(const Json& json, const Place& place, double& value) {
  if (!json.is_number()) failType(json, place, "a number");
  value = json.get<double>();
}

void read(const Json& json, const Place& place, std::uint64_t& value) {
  if (!json.is_number_unsigned()) failType(json, place, "a whole number from 0 to 18446744073709551615");
  value = json.get<std::uint64_t>();
}

void read(const Json& json, const Place& place, int& value) {
  constexpr int kLargest = std::numeric_limits<int>::max();
  if (!json.is_number_unsigned() || json.get<std::uint64_t>() > kLargest) {
    failType(json, place, "a whole number from 0 to " + std::to_string(kLargest));
  }
  value = json.get<int>();
}

void read(const Json& json, const Place& place, std::int64_t& value) {
  constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
  if (!json.is_number_unsigned() || json.get<std::uint64_t>() > std::uint64_t{kLargest}) {
    failType(json, place, "a whole number from 0 on");
  }
  value = json.get<std::int64_t>();
}

void read(const Json& json, const Place& place, Choice& choice);
void read(const Json& json, const Place& place, Relabel& change);
void read(const Json& json, const Place& place, PlanePoint& point);
void read(const Json& json, const Place& place, DataSpec& data);
void read(const Json& json, const Place& place, LayerSpec& layer);
void read(const Json& json, const Place& place, NetworkSpec& network);
void read(const Json& json, const Place& place, TrainingSpec& training);

template <typename T>
void read(const Json& json, const Place& place, std::vector<T>& values) {
  if (!json.is_array()) failType(json, place, "a list");
  // Some values take many times the room that their text takes.
  constexpr std::size_t most = kMostListBytes / sizeof(T);
  if (json.size() > most) {
    place.fail("has " + std::to_string(json.size()) + " entries, expected at most " + std::to_string(most));
  }
  values.resize(json.size());
  for (std::size_t i = 0; i < values.size(); ++i) read(json[i], place.index(i), values[i]);
}

/// Reads an object key by key. Keys that nobody asked for are errors, lest a typing mistake go unnoticed.
class ObjectReader {
 public:
  ObjectReader(const Json& json, Place place) : json_(json), place_(std::move(place)) {
    if (!json.is_object()) failType(json, place_, "an object in { }");
  }

  /// Reads the value of `key`, or leaves `value` as it is where the key is missing.
  template <typename T>
  ObjectReader& key(const std::string& name, T& value) {
    known_.insert(name);
    if (json_.contains(name)) read(json_[name], place_.key(name), value);
    return *this;
  }

  void refuseOthers() const {
    for (const auto& [name, value] : json_.items()) {
      if (!known_.contains(name)) place_.key(name).fail("is not a known key; there are: " + knownNames());
    }
  }

 private:
  std::string knownNames() const {
    std::string names;
    for (const std::string& name : known_) names += (names.empty() ? "" : ", ") + name;
    return names;
  }

  const Json& json_;
  Place place_;
  std::set<std::string> known_;
};

/// Its parameters are checked against the registry later, by check(); here they only have to be numbers.
void read(const Json& json, const Place& place, Choice& choice) {
  if (!json.is_object()) failType(json, place, R"(an object such as {"name": "adam", "lr": 0.001})");
  if (!json.contains("name")) place.fail("has no 'name'");
  choice = {};
  for (const auto& [name, value] : json.items()) {
    if (name == "name") {
      read(value, place.key(name), choice.name);
    } else if (name == "formula") {
      read(value, place.key(name), choice.formula);
    } else {
      read(value, place.key(name), choice.values[name]);
    }
  }
}

void read(const Json& json, const Place& place, PlanePoint& point) {
  if (!json.is_array() || json.size() != 3) failType(json, place, "a list of three numbers: x₁, x₂ and the class");
  read(json[0], place.index(0), point.x1);
  read(json[1], place.index(1), point.x2);
  read(json[2], place.index(2), point.answer);
}

void read(const Json& json, const Place& place, Relabel& change) {
  if (!json.is_array() || json.size() != 2) failType(json, place, "a list of two numbers: the row and its class");
  read(json[0], place.index(0), change.row);
  int label = 0;
  read(json[1], place.index(1), label);
  change.label = label;
}

void read(const Json& json, const Place& place, DataSpec& data) {
  ObjectReader(json, place)
      .key("dataset", data.dataset)
      .key("valid_share", data.validShare)
      .key("test_share", data.testShare)
      .key("seed", data.seed)
      .key("standardize", data.standardize)
      .key("features", data.features)
      .key("points", data.points)
      .key("excluded", data.excluded)
      .key("relabeled", data.relabeled)
      .refuseOthers();
}

void read(const Json& json, const Place& place, LayerSpec& layer) {
  ObjectReader(json, place)
      .key("layer", layer.layer)
      .key("activation", layer.activation)
      .key("initialization", layer.initialization)
      .refuseOthers();
}

void read(const Json& json, const Place& place, NetworkSpec& network) {
  ObjectReader(json, place)
      .key("hidden", network.hidden)
      .key("output_activation", network.outputActivation)
      .key("output_initialization", network.outputInitialization)
      .refuseOthers();
}

void read(const Json& json, const Place& place, TrainingSpec& training) {
  ObjectReader(json, place)
      .key("loss", training.loss)
      .key("optimizer", training.optimizer)
      .key("schedule", training.schedule)
      .key("l1", training.l1)
      .key("clip_norm", training.clipNorm)
      .key("clip_value", training.clipValue)
      .key("batch_size", training.batchSize)
      .key("shuffle", training.shuffle)
      .key("drop_last", training.dropLast)
      .key("balance_classes", training.balanceClasses)
      .key("epochs", training.epochs)
      .key("patience", training.patience)
      .refuseOthers();
}

Json parse(const std::string& text, const std::string& origin) {
  checkJsonBounds(text, origin);
  try {
    return Json::parse(text);
  } catch (const Json::out_of_range&) {
    throw FormatError(origin + ": a number is too large: at most about 1.8e308 can be held");
  } catch (const Json::parse_error& error) {
    const std::size_t offset = error.byte > 0 ? error.byte - 1 : 0;
    const TextPosition position = positionAt(text, offset);
    // The library begins with a mark and a position of its own, which end in a colon.
    const std::string words = error.what();
    const std::size_t colon = words.find(": ");
    constexpr std::size_t kLongest = 200;  // they quote what was read last
    throw FormatError(
        origin + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) +
        ": this is not JSON: " + shortened(colon == std::string::npos ? words : words.substr(colon + 2), kLongest));
  }
}

void checkExperimentVersion(const Json& json, const Place& place) {
  if (!json.is_object() || !json.contains("gradus")) {
    place.fail(R"(is no experiment of Gradus: expected an object that begins with "gradus": 1)");
  }
  int version = 0;
  read(json["gradus"], place.key("gradus"), version);
  if (version != kExperimentVersion) {
    place.key("gradus").fail("is " + std::to_string(version) + ", expected " + std::to_string(kExperimentVersion) +
                             "; a newer version of the program may read it");
  }
}

}  // namespace

std::vector<LayerSpec> layersFromJson(const std::string& text, const std::string& origin) {
  std::vector<LayerSpec> layers;
  read(parse(text, origin), {origin, {}}, layers);
  for (std::size_t i = 0; i < layers.size(); ++i) check(layers[i], origin + ": [" + std::to_string(i) + "]");
  return layers;
}

Experiment experimentFromJson(const std::string& text, const std::string& origin) {
  const Json json = parse(text, origin);
  const Place root{origin, {}};
  checkExperimentVersion(json, root);
  int version = 0;
  Experiment experiment;
  ObjectReader(json, root)
      .key("gradus", version)
      .key("name", experiment.name)
      .key("seed", experiment.seed)
      .key("data", experiment.data)
      .key("network", experiment.network)
      .key("training", experiment.training)
      .refuseOthers();
  return experiment;
}

Experiment readExperiment(const std::string& path) {
  std::vector<std::uint8_t> bytes;
  try {
    bytes = readWhole(path, kMostJsonBytes);
  } catch (const DataError& error) {
    throw FormatError(error.what());
  }
  return experimentFromJson({bytes.begin(), bytes.end()}, path);
}

}  // namespace gradus
