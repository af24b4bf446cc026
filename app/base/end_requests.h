// The signals by which a terminal, a service manager or a closing session ask a process to end.
#pragma once

#include <array>
#include <csignal>
#include <utility>

namespace gradus {

/// While it lives, the first SIGINT, SIGTERM or SIGHUP is noted, for whoever works to end in good order; a second one
/// ends the process at once. What the caller ignores (nohup) stays ignored. There is one at a time.
class EndRequests {
 public:
  EndRequests();
  EndRequests(const EndRequests&) = delete;
  EndRequests& operator=(const EndRequests&) = delete;
  ~EndRequests();

  bool came() const { return signal() != 0; }

  /// As shells have it: 128 and the number of the signal; `usual` where none came.
  int exitCode(int usual) const { return came() ? 128 + signal() : usual; }

  /// A file that can be read from once a signal came, for who waits.
  int descriptor() const { return pipe_[0]; }

 private:
  static int signal();

  std::array<int, 2> pipe_ = {-1, -1};
  std::array<std::pair<int, struct sigaction>, 3> old_ = {{{SIGINT, {}}, {SIGTERM, {}}, {SIGHUP, {}}}};
};

}  // namespace gradus
