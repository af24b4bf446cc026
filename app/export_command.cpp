#include "app/export_command.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>

#include "app/prepare_experiment.h"
#include "core/data/terminal_text.h"
#include "core/io/exporter.h"

namespace gradus {

namespace {

/// As it is, for a file or a program; on a terminal without what that would obey.
void printContent(const std::string& content) {
  if (isatty(STDOUT_FILENO) == 0) {
    std::fwrite(content.data(), 1, content.size(), stdout);
    return;
  }
  for (std::size_t begin = 0; begin < content.size();) {
    const std::size_t end = std::min(content.find('\n', begin), content.size());
    std::printf("%s\n", forTerminal(std::string_view(content).substr(begin, end - begin)).c_str());
    begin = end + 1;
  }
}

}  // namespace

void runExportCommand(const Arguments& arguments) {
  const Exporter& exporter = findExporter(arguments.format);
  const Experiment& experiment = *arguments.experiment;
  const std::string content = exporter.write(experiment, *prepareExperiment(arguments));
  if (arguments.file == "-") {
    printContent(content);
  } else {
    writeFile(arguments.file, content);
  }
}

}  // namespace gradus
