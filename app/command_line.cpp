#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/data/terminal_text.h"

namespace gradus {

std::unique_ptr<Command> parseCommandLine(int argc, char** argv, int& exitCode) {
  CLI::App app{"Gradus: build a neural network by hand, train it and watch every part of it learn."};
  app.name("gradus");
  app.set_version_flag("--version", std::string("gradus ") + GRADUS_VERSION);
  app.get_formatter()->column_width(34);
  app.require_subcommand(0, 1);
  app.footer("Without a command the window opens.");

  std::vector<std::unique_ptr<Command>> all = commands();
  std::vector<CLI::App*> parts;
  for (const std::unique_ptr<Command>& each : all) {
    parts.push_back(app.add_subcommand(each->name(), each->sentence()));
    each->addTo(*parts.back());
  }
  all.front()->addAsDefault(app);

  exitCode = 2;
  try {
    app.parse(argc, argv);
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i]->parsed()) chosen = i;
    }
    all[chosen]->read();
    return std::move(all[chosen]);
  } catch (const CLI::Success& success) {
    exitCode = app.exit(success);
  } catch (const CLI::ParseError& error) {
    std::cerr << "gradus: " << forTerminal(error.what()) << " (see gradus --help)\n";
  } catch (const Error& error) {
    std::cerr << "gradus: " << forTerminal(error.what()) << "\n";
  }
  return nullptr;
}

}  // namespace gradus
