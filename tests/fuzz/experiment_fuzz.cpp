// The JSON of an experiment, as a file has it, and that of layers, as the clipboard has it. What is accepted is written
// and read again.
#include "core/experiment/experiment_json.h"
#include "tests/fuzz/fuzz.h"

using namespace gradus;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::asText(data, size));
  fuzz::accepted([&] {
    const Experiment experiment = experimentFromJson(text, "experiment.json");
    const std::string written = toJson(experiment);
    bool same = false;
    const bool isRead = fuzz::accepted([&] { same = toJson(experimentFromJson(written, "again.json")) == written; });
    fuzz::hold(isRead && same, "what was written is read again");
  });
  fuzz::accepted([&] {
    const std::vector<LayerSpec> layers = layersFromJson(text, "clipboard");
    bool same = false;
    const bool isRead = fuzz::accepted([&] { same = layersFromJson(layersToJson(layers), "again") == layers; });
    fuzz::hold(isRead && same, "copied layers can be pasted");
  });
  return 0;
}
