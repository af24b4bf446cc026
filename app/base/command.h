// What can stand after `gradus`: the only list of commands. A command has a file of its own, and a line in commands().
#pragma once

#include <memory>
#include <vector>

namespace CLI {
class App;
}

namespace gradus {

/// The words of the process, as Qt wants them.
struct ProgramWords {
  int& count;
  char** words;
};

class Command {
 public:
  Command() = default;
  virtual ~Command() = default;
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  virtual const char* name() const = 0;

  /// For --help.
  virtual const char* sentence() const = 0;

  /// Its options and places, which this object keeps.
  virtual void addTo(CLI::App& /*app*/) {}

  /// Those that it takes where no command is named.
  virtual void addAsDefault(CLI::App& /*app*/) {}

  /// What was given, once it is parsed: files are read and looked through before anything is begun. Throws Error.
  virtual void read() {}

  /// When devices are looked for, see findDevices().
  enum class Devices {
    Before,              ///< run()
    BeforeInBackground,  ///< likewise, with a low priority
    ByItself
  };
  virtual Devices devices() const { return Devices::Before; }

  /// Does it, and gives the exit code. Throws Error.
  virtual int run(const ProgramWords& words) = 0;
};

/// A new one of each, in the order of --help; the first is what the program does without a command.
std::vector<std::unique_ptr<Command>> commands();

}  // namespace gradus
