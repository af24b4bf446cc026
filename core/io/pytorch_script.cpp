#include "core/io/pytorch_script.h"

#include <algorithm>
#include <set>
#include <vector>

#include "core/data/catalog.h"
#include "core/experiment/experiment_json.h"
#include "core/io/network_plan.h"
#include "core/io/python.h"
#include "core/io/pytorch_data.h"
#include "core/io/pytorch_training.h"
#include "core/io/torch_call.h"
#include "core/nn/initialization.h"

namespace gradus {
namespace {

using python::fill;

constexpr const char* kHead = R"py("""«NAME»: a network that was built in Gradus.

It needs PyTorch and «NEEDS».
The same seeds give the same losses, to the fifth digit.
"""
«IMPORTS»
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

«DATA_CONSTANTS»SEED = «SEED»  # of the first weights and of the order of the batches
«TRAINING_CONSTANTS»
«CLASSES»
def make_model():
    """«INPUTS» numbers come in, «OUTPUTS» go out."""
«MODEL»
)py";

constexpr const char* kActivationClass = R"py(
class «NAME»(nn.Module):
    """«SUMMARY»"""
«INIT»
    def forward(self, x):
«NUMBERS»        return «EXPRESSION»

)py";

constexpr const char* kNumbersOfClass = R"py(
    def __init__(self, «ARGUMENTS»):
        super().__init__()
        self.numbers = («NAMES»,)
)py";

constexpr const char* kCall = R"py(
if __name__ == "__main__":
    main()
)py";

/// A summary as the words of a comment: up to the end of its first sentence.
std::string firstSentence(const std::string& summary) {
  return python::escaped(std::string_view(summary).substr(0, summary.find(". ")));
}

std::string moduleLine(const PlannedModule& module) {
  std::string widths;
  if (module.layer != nullptr && module.layer->torchWidths != TorchWidths::None) {
    widths = std::to_string(module.inputs);
    if (module.layer->torchWidths == TorchWidths::InputsOutputs) widths += ", " + std::to_string(module.outputs);
  }
  if (module.activation != nullptr) widths = module.activation->torchArguments;
  const std::string name = (module.isOwn() ? "" : "nn.") + module.torchName();
  return torchCall(name, widths, module.choice, module.info(), "units");
}

/// Of an activation that PyTorch has not. Its parameters become tensors, since PyTorch's functions take no numbers.
std::string activationClass(const PlannedModule& module) {
  std::string names;
  for (const ParameterInfo& parameter : module.info().parameters) {
    names += (names.empty() ? "" : ", ") + argumentName(parameter);
  }
  const bool hasNumbers = !names.empty();
  return fill(kActivationClass,
              {{"NAME", module.torchName()},
               {"SUMMARY", firstSentence(module.info().summary)},
               {"INIT", hasNumbers ? fill(kNumbersOfClass, {{"ARGUMENTS", names}, {"NAMES", names}}) : ""},
               {"NUMBERS", hasNumbers ? "        (" + names + ",) = x.new_tensor(self.numbers)\n" : ""},
               {"EXPRESSION", module.activation->torchExpression}});
}

/// The classes that torch.nn has not, each once.
std::string ownClasses(const std::vector<PlannedModule>& modules) {
  std::set<std::string> seen;
  std::string source;
  for (const PlannedModule& module : modules) {
    if (!module.isOwn() || !seen.insert(module.torchName()).second) continue;
    if (module.layer != nullptr) {
      source += "\n" + module.layer->torchSource + "\n";
    } else {
      source += activationClass(module);
    }
  }
  return source;
}

/// nn.init's calls for weights that are not drawn as the layer itself draws them.
std::string initializationLines(const std::vector<PlannedModule>& modules) {
  std::string lines;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const PlannedModule& module = modules[i];
    if (module.layer == nullptr || module.layer->torchWidths != TorchWidths::InputsOutputs) continue;
    const Initialization& row = findInitialization(module.initialization.name);
    if (row.torchName.empty()) continue;
    const std::string place = "model[" + std::to_string(i) + "].";
    lines += "    nn.init." + row.torchName + "(" + place + module.layer->torchWeight;
    lines += row.torchArguments(module.initialization) + ")\n";
    const auto bias = module.choice.values.find("bias");
    const bool hasBias = bias == module.choice.values.end() || bias->second != 0;
    if (zeroesBias(module.initialization) && hasBias) {
      lines += "    nn.init.zeros_(" + place + module.layer->torchBias + ")\n";
    }
  }
  return lines;
}

/// What make_model() does.
std::string modelLines(const std::vector<PlannedModule>& modules) {
  std::string sequential = "nn.Sequential(\n";
  for (const PlannedModule& module : modules) {
    const std::string comment = module.name.empty() ? "" : "  # " + module.name;
    sequential += "        " + moduleLine(module) + "," + comment + "\n";
  }
  sequential += "    )\n";
  const std::string initialization = initializationLines(modules);
  if (initialization.empty()) return "    return " + sequential;
  return "    model = " + sequential + initialization + "    return model\n";
}

std::string headOf(const Experiment& experiment, const PytorchData& data, const Dataset& dataset) {
  const std::vector<PlannedModule> modules = planNetwork(experiment, dataset);
  std::string imports;
  for (const std::string& line : data.imports) imports += line + "\n";
  return fill(kHead, {{"NAME", python::escaped(experiment.name)},
                      {"NEEDS", data.tail.empty() ? "the files that are named below" : "nothing else"},
                      {"IMPORTS", imports},
                      {"DATA_CONSTANTS", data.constants},
                      {"SEED", std::to_string(experiment.seed)},
                      {"TRAINING_CONSTANTS", pytorchTrainingConstants(experiment.training)},
                      {"CLASSES", ownClasses(modules)},
                      {"INPUTS", std::to_string(dataset.features)},
                      {"OUTPUTS", std::to_string(modules.back().outputs)},
                      {"MODEL", modelLines(modules)}});
}

}  // namespace

std::string pytorchScript(const Experiment& experiment, const PreparedData& data) {
  check(experiment, experiment.name);
  const Dataset& dataset = *data.dataset;
  const PytorchData section = pytorchData(experiment, data);
  return headOf(experiment, section, dataset) + section.functions + pytorchTraining(experiment, data) + section.tail +
         kCall;
}

}  // namespace gradus
