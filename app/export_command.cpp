#include "app/export_command.h"

#include <cstdio>
#include <string>

#include "core/experiment/experiment_json.h"
#include "core/io/exporter.h"
#include "core/train/prepare.h"

namespace gradus {

void runExportCommand(const Arguments& arguments) {
  const Exporter& exporter = findExporter(arguments.format);
  const Experiment& experiment = *arguments.experiment;
  check(experiment, experiment.name);
  const std::string content = exporter.write(experiment, *prepareData(experiment));
  if (arguments.file == "-") {
    std::fwrite(content.data(), 1, content.size(), stdout);
  } else {
    writeFile(arguments.file, content);
  }
}

}  // namespace gradus
