// What the doctor says where no rule finds anything wrong.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/doctor/doctor_rules.h"
#include "core/doctor/layer_wording.h"
#include "core/doctor/wording.h"
#include "core/nn/activation.h"

namespace gradus {
namespace {

std::optional<Observation> healthyLayers(const CheckUp& checkUp) {
  if (!checkUp.statistics) return std::nullopt;
  const std::vector<LayerStatistics>& layers = checkUp.statistics->layers;
  if (layers.size() < 2) return std::nullopt;  // an output layer alone has no gradient flow to praise
  const std::size_t hidden = layers.size() - 1;
  int units = 0;
  int silent = 0;
  for (std::size_t i = 0; i < hidden; ++i) {
    const std::string& activation = layers[i].activation;
    if (activation.empty() || activation == "identity") continue;
    units += layers[i].units;
    silent += layers[i].silentUnits();
  }
  Observation observation;
  observation.title = silent > 0    ? "Most hidden units work."
                      : hidden == 1 ? "The hidden layer is healthy."
                                    : "Hidden layers are healthy.";
  if (silent > 0) {
    observation.text = countText(silent) + " of " + counted(units, "unit");
    observation.text += silent == 1 ? " is silent. " : " are silent. ";
  } else if (units > 0) {
    observation.text = "None of " + counted(units, "unit") + " is silent. ";
  }
  const std::string flow = "Gradient flow " + flowText(*checkUp.statistics) + ".";
  observation.text += flow;
  return inShort(std::move(observation), countText(silent), units > 0 ? "of " + countText(units) + " dead" : "dead",
                 flow);
}

std::optional<Observation> learns(const CheckUp& checkUp) {
  if (checkUp.epochs.empty()) return std::nullopt;
  const EpochPoint& last = checkUp.epochs.back();
  if (!(last.train.loss < 0.9 * checkUp.firstLoss)) return std::nullopt;
  Observation observation;
  observation.title = "The network is learning.";
  observation.text = "The training loss fell from " + number3(checkUp.firstLoss) + " to " + number3(last.train.loss);
  observation.text += " in " + counted(last.epoch, "epoch") + ".";
  observation = inShort(std::move(observation), number3(last.train.loss), "train loss",
                        "It fell from " + number3(checkUp.firstLoss) + " in " + counted(last.epoch, "epoch") + ".");
  const double loss = monitored(last).loss;
  if (std::isnan(loss)) return observation;
  const EpochPoint& best = checkUp.best;
  observation.text += std::string(" The ") + (checkUp.monitorIsTest ? "test" : "validation") + " loss is ";
  observation.text += number3(loss);
  observation.text += best.epoch == last.epoch ? ", the best so far."
                                               : "; its best was " + number3(monitored(best).loss) + " in epoch " +
                                                     countText(best.epoch) + ".";
  return observation;
}

}  // namespace

std::vector<DoctorRule> goodNews() {
  return {
      {"healthy_layers", "Healthy layers",
       "Gradient flow is what comes back to each layer as a multiple of what the loss gives the output layer: best "
       "when no step of the way makes it much smaller or larger. Source: Glorot and Bengio, 2010.",
       Subject::Layers, true, once(&healthyLayers)},
      {"learning", "Learning",
       "The loss of the whole training part, after each epoch, against that of the first batch.", Subject::Course, true,
       once(&learns)},
  };
}

}  // namespace gradus
