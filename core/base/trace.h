// What takes how long, as Chrome's trace format has it: chrome://tracing, Perfetto and others draw it. GRADUS_TRACE of
// the environment names the file; without it nothing is measured. Source: Google, Trace Event Format.
//
// The file grows as things happen, so that it can be read after a crash too: of the format's array the end is missing,
// as it allows.
#pragma once

#include <chrono>
#include <string>

namespace gradus {

/// From its making to its end, on the thread that it is on. What takes less than 50 µs is left out, or nothing else
/// would be seen.
class TraceSpan {
 public:
  /// `category` and `name` are texts that live as long as the program; `detail` is shown with them.
  TraceSpan(const char* category, const char* name, std::string detail = {});
  ~TraceSpan();
  TraceSpan(const TraceSpan&) = delete;
  TraceSpan& operator=(const TraceSpan&) = delete;

 private:
  const char* category_;
  const char* name_;
  std::string detail_;
  std::chrono::steady_clock::time_point began_;
};

/// Whether there is such a file: for details that cost something to tell.
bool isTraced();

}  // namespace gradus
