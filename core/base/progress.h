// How far a long piece of work has come. Who does it tells now and then, and learns at the same place whether anybody
// still wants it.
#pragma once

#include <functional>
#include <stdexcept>
#include <stop_token>
#include <utility>

namespace gradus {

/// What ends work that nobody wants any more. It is no Error: nothing has failed, and nothing is to be said.
class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("cancelled") {}
};

class Progress {
 public:
  using Listener = std::function<void(double share)>;

  /// Nobody listens, and nobody cancels.
  Progress() = default;

  /// `listener` is told shares from 0 to 1, in the thread that works.
  Progress(std::stop_token stop, Listener listener) : stop_(std::move(stop)), listener_(std::move(listener)) {}

  /// That share of the work is done. Throws Cancelled where it is not wanted any more.
  void note(double share) const {
    if (stop_.stop_requested()) throw Cancelled();
    if (listener_) listener_(begin_ + share * (end_ - begin_));
  }

  /// The same for a piece of the work, which goes from `begin` to `end` of it.
  Progress part(double begin, double end) const {
    Progress piece = *this;
    piece.begin_ = begin_ + begin * (end_ - begin_);
    piece.end_ = begin_ + end * (end_ - begin_);
    return piece;
  }

 private:
  std::stop_token stop_;
  Listener listener_;
  double begin_ = 0;
  double end_ = 1;
};

}  // namespace gradus
