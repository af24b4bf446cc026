#include "core/experiment/describe_difference.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "core/base/lowered.h"
#include "core/data/catalog.h"
#include "core/data/plane_features.h"
#include "core/experiment/differences.h"
#include "core/experiment/layer_names.h"
#include "core/nn/activation.h"
#include "core/nn/initialization.h"
#include "core/nn/layer_registry.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer_registry.h"
#include "core/optim/schedule_registry.h"

namespace gradus {
namespace {

bool hasUnits(const LayerSpec& spec) {
  return std::ranges::any_of(findLayer(spec.layer.name).parameters,
                             [](const ParameterInfo& parameter) { return parameter.name == "units"; });
}

/// "8-8", or "no" for a network without hidden layers.
std::string widthsOf(const NetworkSpec& network) {
  std::string widths;
  for (const LayerSpec& spec : network.hidden) {
    if (!hasUnits(spec)) continue;
    widths.append(widths.empty() ? "" : "-")
        .append(plainNumber(valueOf(spec.layer, findLayer(spec.layer.name), "units")));
  }
  return widths.empty() ? "no" : widths;
}

std::vector<std::string> kindsOf(const NetworkSpec& network) {
  std::vector<std::string> names;
  for (const LayerSpec& spec : network.hidden) names.push_back(spec.layer.name);
  return names;
}

std::string inLayers(const NetworkSpec& network, const std::vector<std::size_t>& indices) {
  std::string text = " in ";
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (i > 0) text += i + 1 == indices.size() ? " and " : ", ";
    text += layerName(network, indices[i]);
  }
  return text;
}

/// Something that every layer chooses from a registry.
struct LayerChoice {
  Choice LayerSpec::*choice;
  ChoiceInfo (*find)(const Choice& choice);
  const char* absent;  ///< the row that is as good as none
  const char* noun;    ///< said behind the titles
};

const LayerChoice kActivation = {
    &LayerSpec::activation, [](const Choice& choice) -> ChoiceInfo { return activationOf(choice); }, "identity", ""};
const LayerChoice kInitialization = {&LayerSpec::initialization,
                                     [](const Choice& choice) -> ChoiceInfo { return findInitialization(choice.name); },
                                     "", " initialisation"};

/// What all hidden layers chose that have it; null if they chose several, or none.
const Choice* commonOf(const NetworkSpec& network, const LayerChoice& kind) {
  const Choice* common = nullptr;
  for (const LayerSpec& spec : network.hidden) {
    const Choice& choice = spec.*kind.choice;
    if (choice.name == kind.absent) continue;
    if (common != nullptr && *common != choice) return nullptr;
    common = &choice;
  }
  return common;
}

void addLayerChoice(Differences& list, const LayerChoice& kind, const Choice& other, const Choice& now,
                    const std::string& where) {
  list.addChoices(kind.find(other), other, kind.find(now), now, kind.noun + where);
}

/// What the layers chose, of networks whose layers are the same.
void addLayerChoices(Differences& list, const LayerChoice& kind, const NetworkSpec& other, const NetworkSpec& now) {
  const Choice* otherCommon = commonOf(other, kind);
  const Choice* nowCommon = commonOf(now, kind);
  std::vector<std::size_t> places;
  bool isEverywhere = otherCommon != nullptr && nowCommon != nullptr;
  for (std::size_t i = 0; i < now.hidden.size(); ++i) {
    const Choice& a = other.hidden[i].*kind.choice;
    const Choice& b = now.hidden[i].*kind.choice;
    if (a != b) places.push_back(i);
    isEverywhere = isEverywhere && (a != b || a.name == kind.absent);
  }
  if (isEverywhere && !places.empty()) return addLayerChoice(list, kind, *otherCommon, *nowCommon, {});
  while (!places.empty()) {
    // Those places together in which the same stands instead of the same.
    const Choice& a = other.hidden[places.front()].*kind.choice;
    const Choice& b = now.hidden[places.front()].*kind.choice;
    std::vector<std::size_t> alike;
    std::ranges::copy_if(places, std::back_inserter(alike), [&](std::size_t i) {
      return other.hidden[i].*kind.choice == a && now.hidden[i].*kind.choice == b;
    });
    addLayerChoice(list, kind, a, b, inLayers(now, alike));
    std::erase_if(places, [&](std::size_t i) { return std::ranges::find(alike, i) != alike.end(); });
  }
}

/// Kinds of layers that only one of the networks has, or one has more of.
void addKinds(Differences& list, const NetworkSpec& other, const NetworkSpec& now) {
  std::multiset<std::string> more;
  std::multiset<std::string> fewer;
  for (const std::string& name : kindsOf(other)) more.insert(name);
  for (const std::string& name : kindsOf(now)) {
    if (const auto found = more.find(name); found != more.end()) {
      more.erase(found);
    } else {
      fewer.insert(name);
    }
  }
  const bool isReordered = more.empty() && fewer.empty();
  // Widths tell of plain layers.
  more.erase("linear");
  fewer.erase("linear");
  for (const std::string& name : more) list.add("with " + findLayer(name).title);
  for (const std::string& name : fewer) list.add("without " + findLayer(name).title);
  if (isReordered) list.add("layers in another order");
}

void addNetwork(Differences& list, const NetworkSpec& other, const NetworkSpec& now) {
  const bool sameLayers = kindsOf(other) == kindsOf(now);
  for (const LayerChoice& kind : {kActivation, kInitialization}) {
    if (sameLayers) {
      addLayerChoices(list, kind, other, now);
    } else {
      const Choice* a = commonOf(other, kind);
      const Choice* b = commonOf(now, kind);
      if (a != nullptr && b != nullptr && *a != *b) addLayerChoice(list, kind, *a, *b, {});
    }
  }
  const std::string otherWidths = widthsOf(other);
  const std::string nowWidths = widthsOf(now);
  if (otherWidths != nowWidths) list.addInstead(otherWidths, nowWidths, " hidden units");
  if (!sameLayers) addKinds(list, other, now);
  for (std::size_t i = 0; sameLayers && i < now.hidden.size(); ++i) {
    const LayerInfo& info = findLayer(now.hidden[i].layer.name);
    for (const ParameterInfo& parameter : info.parameters) {
      if (parameter.name == "units") continue;
      list.addNumbers(std::string(info.title).append(" ").append(lowered(parameter.label)),
                      valueOf(other.hidden[i].layer, info, parameter.name),
                      valueOf(now.hidden[i].layer, info, parameter.name));
    }
  }
  addLayerChoice(list, kActivation, other.outputActivation, now.outputActivation, " in the output");
  addLayerChoice(list, kInitialization, other.outputInitialization, now.outputInitialization, " in the output");
}

void addTraining(Differences& list, const TrainingSpec& other, const TrainingSpec& now) {
  list.addChoices(findOptimizer(other.optimizer.name), other.optimizer, findOptimizer(now.optimizer.name),
                  now.optimizer, {}, "lr");
  if (other.schedule.name == now.schedule.name) {
    list.addChoices(findSchedule(other.schedule.name), other.schedule, findSchedule(now.schedule.name), now.schedule,
                    " in the schedule");
  } else {
    list.addInstead(findSchedule(other.schedule.name).title, lowered(findSchedule(now.schedule.name).title),
                    " schedule");
  }
  list.addChoices(findLoss(other.loss.name), other.loss, findLoss(now.loss.name), now.loss);
  list.addNumbers("batch size", other.batchSize, now.batchSize);
  list.addNumbers("L1", other.l1, now.l1);
  list.addNumbers("clipping by norm", other.clipNorm, now.clipNorm);
  list.addNumbers("clipping by value", other.clipValue, now.clipValue);
  list.addNumbers("patience", other.patience, now.patience);
  list.addSwitch("shuffling", other.shuffle, now.shuffle);
  list.addSwitch("balanced classes", other.balanceClasses, now.balanceClasses);
  if (other.dropLast != now.dropLast) {
    list.add(other.dropLast ? "without the last, smaller batch" : "with the last, smaller batch");
  }
}

/// "x₁² and x₂²" for those features of `some` that `others` has not.
std::string onlyIn(const DataSpec& some, const DataSpec& others) {
  const auto known = featuresNamed(others.features);
  std::string titles;
  for (const PlaneFeature* feature : featuresNamed(some.features)) {
    if (std::ranges::find(known, feature) != known.end()) continue;
    titles.append(titles.empty() ? "" : " and ").append(feature->title);
  }
  return titles;
}

/// Of a list of rows: other ones, or more or fewer.
template <typename Row>
void addRows(Differences& list, const char* label, const std::vector<Row>& other, const std::vector<Row>& now) {
  if (other == now) return;
  if (other.size() == now.size()) return list.add(std::string("other ") + label);
  list.addNumbers(label, static_cast<double>(other.size()), static_cast<double>(now.size()));
}

void addData(Differences& list, const DataSpec& other, const DataSpec& now) {
  list.addChoices(findDataset(other.dataset.name), other.dataset, findDataset(now.dataset.name), now.dataset);
  if (const std::string more = onlyIn(other, now); !more.empty()) list.add("with " + more);
  if (const std::string fewer = onlyIn(now, other); !fewer.empty()) list.add("without " + fewer);
  list.addNumbers("validation share", other.validShare, now.validShare);
  list.addNumbers("test share", other.testShare, now.testShare);
  list.addSwitch("standardised columns", other.standardize, now.standardize);
  addRows(list, "excluded samples", other.excluded, now.excluded);
  addRows(list, "relabelled samples", other.relabeled, now.relabeled);
  if (other.seed != now.seed) list.add("data drawn with seed " + std::to_string(other.seed));
}

bool haveSameInitializations(const NetworkSpec& other, const NetworkSpec& now) {
  return other.outputInitialization == now.outputInitialization &&
         std::ranges::equal(other.hidden, now.hidden, {}, &LayerSpec::initialization, &LayerSpec::initialization);
}

/// Whether both begin with the same numbers: as many are drawn, in the same order and way, from the same seed.
bool haveSameWeights(const Experiment& other, const Experiment& now) {
  DataSpec data = other.data;  // whatever cannot change the number of columns
  data.seed = now.data.seed;
  data.validShare = now.data.validShare;
  data.testShare = now.data.testShare;
  data.standardize = now.data.standardize;
  data.excluded = now.data.excluded;
  data.relabeled = now.data.relabeled;
  data.dataset.values = now.data.dataset.values;
  return other.seed == now.seed && data == now.data && kindsOf(other.network) == kindsOf(now.network) &&
         widthsOf(other.network) == widthsOf(now.network) && haveSameInitializations(other.network, now.network);
}

}  // namespace

bool haveSameSettings(Experiment other, const Experiment& now) {
  other.name = now.name;
  other.training.epochs = now.training.epochs;
  return other == now;
}

std::string describeDifference(const NetworkSpec& other, const NetworkSpec& now) {
  Differences list;
  addNetwork(list, other, now);
  return list.text();
}

std::string describeDifference(const TrainingSpec& other, const TrainingSpec& now) {
  Differences list;
  addTraining(list, other, now);
  return list.text();
}

std::string describeDifference(const Experiment& other, const Experiment& now) {
  if (haveSameSettings(other, now)) return "same settings";
  Differences list;
  addNetwork(list, other.network, now.network);
  addTraining(list, other.training, now.training);
  addData(list, other.data, now.data);
  if (other.seed != now.seed) {
    list.add("other initial weights (seed " + std::to_string(other.seed) + ")");
  } else if (haveSameWeights(other, now)) {
    if (list.isEmpty()) list.add("other settings");
    list.add("same initial weights");
  }
  if (list.isEmpty()) list.add("other settings");
  return list.text();
}

}  // namespace gradus
