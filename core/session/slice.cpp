#include "core/session/slice.h"

#include <algorithm>
#include <cmath>

#include "core/train/trainer.h"

namespace gradus {

void Slice::train(Trainer& trainer, int goal, std::int64_t atMost, const std::function<bool()>& isOn) {
  const Clock::time_point began = Clock::now();
  const std::int64_t pieces = std::min(batches_, atMost);
  std::int64_t done = 0;
  while (done < pieces && trainer.epochs() < goal && !trainer.hasStalled() && isOn()) {
    const std::int64_t before = trainer.step();
    trainer.advance(pieces - done);
    done += std::max<std::int64_t>(trainer.step() - before, 1);  // a piece of an evaluation counts as one
  }
  trainer.collect();
  if (done >= batches_) note(began);
}

/// A whole slice has begun then and is done.
void Slice::note(Clock::time_point began) {
  constexpr double kSeconds = 0.010;  // as long as a command may have to wait; shorter ones would cost throughput
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  const double factor = std::clamp(kSeconds / std::max(seconds, 1e-6), 0.5, 2.0);
  batches_ = std::clamp<std::int64_t>(std::llround(static_cast<double>(batches_) * factor), 1, kMost);
}

}  // namespace gradus
