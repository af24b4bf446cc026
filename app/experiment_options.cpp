#include "app/experiment_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "app/base/number_of.h"
#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/shortened.h"
#include "core/data/catalog.h"
#include "core/experiment/experiment_json.h"
#include "core/experiment/loss_choice.h"
#include "core/experiment/training_settings.h"
#include "core/nn/activation.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer_registry.h"
#include "core/optim/schedule_registry.h"

namespace gradus {
namespace {

template <class Rows>
std::string namesOf(const Rows& rows) {
  std::string names;
  for (const auto& row : rows) names += (names.empty() ? "" : ", ") + row.name;
  return names;
}

std::string optionOf(const TrainingSetting& setting) {
  std::string option = "--" + setting.name;
  std::ranges::replace(option, '_', '-');
  return option;
}

/// The reader of numbers turns -1 into a huge one and cuts what is too long.
std::string isSeed(const std::string& text) {
  if (numberOf<std::uint64_t>(text)) return {};
  return "'" + shortened(text) + "' is no seed: expected a whole number from 0 to 18446744073709551615";
}

}  // namespace

NetworkSpec parseLayers(const std::string& text) {
  NetworkSpec network;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    const std::string part = text.substr(start, end - start);
    const std::size_t colon = std::min(part.find(':'), part.size());
    const auto units = numberOf<int>(std::string_view(part).substr(0, colon));
    if (!units || *units < 1) {
      throw FormatError("--layers: '" + shortened(part) + "' is no layer: expected UNITS:ACTIVATION such as 32:relu, " +
                        "with 1 to " + std::to_string(kMostUnits) + " units");
    }
    LayerSpec layer;
    layer.layer.values["units"] = *units;
    if (colon < part.size()) layer.activation.name = part.substr(colon + 1);
    network.hidden.push_back(layer);
    start = end + 1;
  }
  return network;
}

void ExperimentOptions::addTo(CLI::App& command) {
  command_ = &command;
  const std::string group = "The experiment (instead of a file)";
  const auto add = [&](const char* name, auto& value, const std::string& text) {
    return command.add_option(name, value, text)->group(group);
  };
  add("--dataset", dataset_, "Data set: " + namesOf(datasetCatalog()))->capture_default_str();
  add("--layers", layers_, "Hidden layers as UNITS:ACTIVATION,… Activations: " + namesOf(activations()))
      ->capture_default_str();
  add("--loss", loss_, "Loss: " + namesOf(losses()) + " (default: what fits the data set)");
  add("--optimizer", optimizer_, "Optimizer: " + namesOf(optimizers()))->capture_default_str();
  add("--lr", lr_, "Learning rate (default: the optimizer's)");
  add("--schedule", schedule_, "Schedule of the learning rate: " + namesOf(schedules()))->capture_default_str();
  add("--set", set_,
      "Another parameter of the optimizer, the schedule or the data set, such as momentum=0.9 or noise=10")
      ->take_all();
  for (const TrainingSetting& setting : trainingSettings()) {
    double& value = settings_.emplace(setting.name, setting.defaultValue).first->second;
    add(optionOf(setting).c_str(), value, setting.explanation)
        ->type_name(setting.integer ? "N" : "NUMBER")
        ->capture_default_str();
  }
  add("--valid", valid_, "Share of the training rows kept for validation")->capture_default_str();
  add("--test", test_, "Share of all rows kept for the test, where no test part is published")->capture_default_str();
  add("--seed", seed_, "Seed of weights and batches, as torch.manual_seed")->check(isSeed)->capture_default_str();
  add("--data-seed", dataSeed_, "Seed of the split and of generated points")->check(isSeed)->capture_default_str();
  command.add_flag("--no-shuffle", noShuffle_, "Deal the batches in the order of the rows")->group(group);
  command.add_flag("--drop-last", dropLast_, "Leave out the last batch if it is not full")->group(group);
  command.add_flag("--no-standardize", noStandardize_, "Leave the columns of tables in their units")->group(group);
}

bool ExperimentOptions::given() const {
  for (const CLI::Option* option : command_->get_options()) {
    if (option->get_group() != "Options" && option->count() > 0) return true;
  }
  return false;
}

Experiment ExperimentOptions::experiment() const {
  Experiment experiment;
  const DatasetInfo& dataset = findDataset(dataset_);
  const OptimizerInfo& optimizer = findOptimizer(optimizer_);
  const ScheduleInfo& schedule = findSchedule(schedule_);
  experiment.name = dataset_;
  experiment.seed = seed_;
  experiment.data = {{dataset_, {}}, valid_, test_, dataSeed_, !noStandardize_};
  experiment.network = parseLayers(layers_);
  experiment.training.loss.name = usualLoss(dataset.task).name;
  if (!loss_.empty()) experiment = withLoss(std::move(experiment), {loss_, {}});
  experiment.training.optimizer.name = optimizer_;
  experiment.training.schedule.name = schedule_;
  for (const auto& [name, value] : settings_) {
    const TrainingSetting& setting = findTrainingSetting(name);
    check(Choice{"training", {{name, value}}}, ChoiceInfo{"training", {}, {}, {setting}}, optionOf(setting));
    setting.setIn(experiment.training, value);
  }
  experiment.training.shuffle = !noShuffle_;
  experiment.training.dropLast = dropLast_;
  if (command_->count("--lr") > 0) experiment.training.optimizer.values["lr"] = lr_;

  for (const std::string& setting : set_) {
    const std::size_t equals = std::min(setting.find('='), setting.size());
    const std::string name = setting.substr(0, equals);
    const auto value = numberOf<double>(std::string_view(setting).substr(std::min(equals + 1, setting.size())));
    if (!value) {
      throw FormatError("--set: '" + shortened(setting) + "' is no setting: expected NAME=NUMBER");
    }
    const auto has = [&](const ChoiceInfo& info) {
      for (const ParameterInfo& parameter : info.parameters) {
        if (parameter.name == name) return true;
      }
      return false;
    };
    if (has(optimizer)) {
      experiment.training.optimizer.values[name] = *value;
    } else if (has(schedule)) {
      experiment.training.schedule.values[name] = *value;
    } else if (has(dataset)) {
      experiment.data.dataset.values[name] = *value;
    } else {
      throw FormatError("--set: none of " + optimizer_ + ", " + schedule_ + " and " + dataset_ + " has a parameter '" +
                        shortened(name) + "'");
    }
  }
  check(experiment, "command line");
  return experiment;
}

}  // namespace gradus
