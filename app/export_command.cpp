#include "app/export_command.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>

#include "app/base/options.h"
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

class ExportCommand final : public Command {
 public:
  const char* name() const override { return "export"; }
  const char* sentence() const override { return "Write an experiment for other programs"; }

  void addTo(CLI::App& app) override {
    std::string formats;
    for (const Exporter& row : exporters()) {
      formats += (formats.empty() ? "" : ", ") + row.name + " (" + row.title + ")";
    }
    given_.addTo(app)->required();
    app.add_option("--to", format_, "Format: " + formats)->required();
    app.add_option("OUT", file_, "File to write; - prints it")->required();
  }
  void read() override { given_.read(); }

  int run(const ProgramWords&) override {
    const Exporter& exporter = findExporter(format_);
    const std::string content = exporter.write(*given_.experiment(), *given_.prepare());
    if (file_ == "-") {
      printContent(content);
    } else {
      writeFile(file_, content);
    }
    return 0;
  }

 private:
  GivenExperiment given_;
  std::string format_;
  std::string file_;
};

}  // namespace

std::unique_ptr<Command> exportCommand() {
  return std::make_unique<ExportCommand>();
}

}  // namespace gradus
