// The program: parses the command line, prepares the process and hands over to one command.
#include <fcntl.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <system_error>

#include "app/base/find_devices.h"
#include "app/command_line.h"
#include "core/base/error.h"
#include "core/data/terminal_text.h"

namespace {

/// A standard stream that came closed would be given to the next file that is opened, and what is printed would land in
/// it. Held open the wrong way round, each use of it fails, as it should.
void holdStandardStreams() {
  for (int stream = 0; stream < 3; ++stream) {
    if (::fcntl(stream, F_GETFD) < 0) ::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
  }
}

/// `exitCode`, unless what was printed did not arrive: then whoever reads the output must not take it for whole.
int afterPrinting(int exitCode) {
  errno = 0;
  const bool failed = std::fflush(stdout) != 0;
  if (!failed && std::ferror(stdout) == 0) return exitCode;
  const std::string reason = errno == 0 ? "an earlier line was lost" : std::system_category().message(errno);
  std::fprintf(stderr, "gradus: the output cannot be written: %s\n", reason.c_str());
  return exitCode == 0 ? 2 : exitCode;
}

int runProgram(int argc, char** argv) {
  using gradus::Command;
  int exitCode = 0;
  const std::unique_ptr<Command> command = gradus::parseCommandLine(argc, argv, exitCode);
  if (!command) return afterPrinting(exitCode);
  if (command->devices() != Command::Devices::ByItself) {
    gradus::findDevices(command->devices() == Command::Devices::BeforeInBackground);
  }
  return afterPrinting(command->run({argc, argv}));
}

}  // namespace

int main(int argc, char** argv) {
  holdStandardStreams();
  // The last resort: whatever nobody else has caught is said, and the process ends as one that has failed.
  try {
    return runProgram(argc, argv);
  } catch (const gradus::DeviceError& error) {  // it may hold the log of a compiler, line by line
    std::fprintf(stderr, "gradus: %s\n", gradus::linesForTerminal(error.what()).c_str());
  } catch (const std::bad_alloc&) {
    std::fputs("gradus: There is not enough memory for this\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "gradus: %s\n", gradus::forTerminal(error.what()).c_str());
  } catch (...) {
    std::fputs("gradus: Something went wrong that says nothing of itself\n", stderr);
  }
  return 2;
}
