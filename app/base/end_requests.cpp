#include "app/base/end_requests.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <system_error>

#include "core/base/error.h"

namespace gradus {
namespace {

// A handler may write nothing but these: the signal that came first, and a byte into the pipe.
volatile std::sig_atomic_t asked = 0;
volatile std::sig_atomic_t wakeUp = -1;

void note(int signal) {
  const int error = errno;
  if (asked == 0) asked = signal;
  const char byte = 0;
  [[maybe_unused]] const ssize_t written = ::write(wakeUp, &byte, 1);
  errno = error;
}

bool isIgnoredNow(int signal) {
  struct sigaction action {};
  ::sigaction(signal, nullptr, &action);
  return action.sa_handler == SIG_IGN;
}

/// What the caller wants, asked before main(): later a compiler may listen to the same signals.
const std::map<int, bool> ignored = {
    {SIGINT, isIgnoredNow(SIGINT)}, {SIGTERM, isIgnoredNow(SIGTERM)}, {SIGHUP, isIgnoredNow(SIGHUP)}};

}  // namespace

EndRequests::EndRequests() {
  if (::pipe2(pipe_.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    throw Error("No pipe could be made: " + std::system_category().message(errno));
  }
  wakeUp = pipe_[1];
  for (auto& [number, old] : old_) {
    struct sigaction action {};
    action.sa_handler = ignored.at(number) ? SIG_IGN : note;
    action.sa_flags = SA_RESTART | (ignored.at(number) ? 0 : static_cast<int>(SA_RESETHAND));
    ::sigaction(number, &action, &old);
  }
}

EndRequests::~EndRequests() {
  for (const auto& [number, old] : old_) ::sigaction(number, &old, nullptr);
  wakeUp = -1;
  for (const int end : pipe_) ::close(end);
}

int EndRequests::signal() {
  return asked;
}

}  // namespace gradus
