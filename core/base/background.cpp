#include "core/base/background.h"

#include <sys/resource.h>

#include <exception>
#include <thread>

namespace gradus {
namespace {

/// A window at 0 then gets nine tenths of a processor that both want.
constexpr int kNice = 10;

}  // namespace

void runInBackground(const std::function<void()>& work) {
  std::exception_ptr failure;
  std::thread thread([&] {
    setpriority(PRIO_PROCESS, 0, kNice);  // on Linux that is this thread alone
    try {
      work();
    } catch (...) {
      failure = std::current_exception();
    }
  });
  thread.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace gradus
