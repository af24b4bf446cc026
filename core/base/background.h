// Work that must not take the processor from a person's window.
#pragma once

#include <functional>

namespace gradus {

/// Runs `work` on a thread of low priority and waits for it. Threads that it starts keep that priority.
void runInBackground(const std::function<void()>& work);

}  // namespace gradus
