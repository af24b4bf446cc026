#include "core/base/trace.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <mutex>
#include <system_error>
#include <utility>

#include "core/base/paths.h"

namespace gradus {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kShortest = std::chrono::microseconds(50);

/// In the quotes of JSON.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') result += '\\';
    result += static_cast<unsigned char>(letter) < ' ' ? ' ' : letter;
  }
  return result + "\"";
}

double microseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::micro>(duration).count();
}

/// A small number for the thread that asks.
int threadNumber() {
  static std::atomic<int> count = 0;
  thread_local const int number = ++count;
  return number;
}

class TraceFile {
 public:
  TraceFile() {
    const std::string path = environment("GRADUS_TRACE");
    if (path.empty()) return;
    file_ = std::fopen(path.c_str(), "we");
    if (file_ == nullptr) {
      std::fprintf(stderr, "gradus: GRADUS_TRACE names a file that cannot be written: %s\n",
                   std::system_category().message(errno).c_str());
      return;
    }
    std::fputs("[\n", file_);
  }
  ~TraceFile() {
    if (file_ != nullptr) std::fclose(file_);
  }
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;

  bool isThere() const { return file_ != nullptr; }

  void write(const char* category, const char* name, const std::string& detail, Clock::time_point began) {
    const Clock::duration took = Clock::now() - began;
    if (took < kShortest) return;
    const int thread = threadNumber();
    const std::lock_guard lock(mutex_);
    std::fprintf(file_,
                 "{\"ph\":\"X\",\"pid\":1,\"tid\":%d,\"cat\":\"%s\",\"name\":\"%s\",\"ts\":%.3f,\"dur\":%.3f,"
                 "\"args\":{\"detail\":%s}},\n",
                 thread, category, name, microseconds(began - start_), microseconds(took), quoted(detail).c_str());
    std::fflush(file_);
  }

 private:
  std::FILE* file_ = nullptr;
  Clock::time_point start_ = Clock::now();
  std::mutex mutex_;
};

TraceFile& traceFile() {
  static TraceFile file;
  return file;
}

}  // namespace

bool isTraced() {
  return traceFile().isThere();
}

TraceSpan::TraceSpan(const char* category, const char* name, std::string detail)
    : category_(category), name_(name), detail_(std::move(detail)) {
  if (isTraced()) began_ = Clock::now();
}

TraceSpan::~TraceSpan() {
  if (isTraced()) traceFile().write(category_, name_, detail_, began_);
}

}  // namespace gradus
