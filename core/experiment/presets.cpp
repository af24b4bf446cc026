#include "core/experiment/presets.h"

#include "core/base/registry.h"

namespace gradus {
namespace {

std::vector<LayerSpec> layersOf(std::initializer_list<int> widths, const char* activation) {
  std::vector<LayerSpec> layers;
  for (const int units : widths) layers.push_back({{"linear", {{"units", units}}}, {activation, {}}});
  return layers;
}

std::vector<Preset> makePresets() {
  std::vector<Preset> rows;
  rows.push_back({{"logistic_regression",
                   "Logistic regression",
                   "No hidden layer: one weighted sum for each class, or a single one for two of them. The straightest "
                   "of borders.",
                   {}},
                  {},
                  Task::Classification});
  rows.push_back({{"linear_regression",
                   "Linear regression",
                   "No hidden layer and no activation: the number is a weighted sum of the features.",
                   {}},
                  {},
                  Task::Regression});
  rows.push_back(
      {{"textbook_mlp", "Textbook MLP 30-20", "Two hidden layers of ReLU, 30 and 20 units: a good first try.", {}},
       layersOf({30, 20}, "relu"),
       {}});
  rows.push_back({{"deep_narrow",
                   "Deep and narrow",
                   "Eight layers of six units with tanh: watch how gradients fade on their way back.",
                   {}},
                  layersOf({6, 6, 6, 6, 6, 6, 6, 6}, "tanh"),
                  {}});
  rows.push_back(
      {{"wide", "Wide 512-256", "Two layers of 512 and 256 ReLU units: room to learn much, and to over-fit.", {}},
       layersOf({512, 256}, "relu"),
       {}});
  return rows;
}

}  // namespace

std::span<const Preset> presets() {
  static const std::vector<Preset> table = makePresets();
  return table;
}

const Preset& findPreset(std::string_view name) {
  return findRow(presets(), name, "preset");
}

std::string whyUnsuitable(const Preset& preset, Task task) {
  if (!preset.task || *preset.task == task) return {};
  const bool wantsClasses = *preset.task == Task::Classification;
  return preset.title + (wantsClasses ? " tells classes apart, but these data have numbers to predict"
                                      : " predicts a number, but these data have classes to predict");
}

NetworkSpec networkOf(const Preset& preset) {
  NetworkSpec network;
  network.hidden = preset.hidden;
  return network;
}

}  // namespace gradus
