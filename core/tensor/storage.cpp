#include "core/tensor/storage.h"

#include <atomic>

#include "core/base/error.h"

namespace gradus {
namespace {

// One clock for all threads, so that a tensor may be made on one and used on another.
std::atomic<std::uint64_t> graphClock = 0;

thread_local const BackwardScope* innermost = nullptr;

}  // namespace

std::uint64_t advanceGraphTime() {
  return graphClock.fetch_add(1, std::memory_order_relaxed) + 1;
}

BackwardScope::BackwardScope(const std::string& function, std::uint64_t recorded, const Storage* gradient)
    : function_(function), recorded_(recorded), gradient_(gradient), outer_(innermost) {
  innermost = this;
}

BackwardScope::~BackwardScope() {
  innermost = outer_;
}

const BackwardScope* BackwardScope::current() {
  return innermost;
}

void BackwardScope::refuse(const Storage& storage) const {
  throw Error("backward: " + function_ + " needs numbers that were modified in place by " + storage.modifiedBy +
              " after the forward pass. Modify a copy, or do it after backward");
}

}  // namespace gradus
