// Runs the event loop of a process that measures the window.
#pragma once

#include <QElapsedTimer>
#include <functional>
#include <string>

#include "core/session/training_session.h"

namespace gradus {

inline double milliseconds(const QElapsedTimer& timer) {
  return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Runs the event loop for so many milliseconds.
void spend(int time);

/// Runs the event loop until a condition holds, looking whenever something happened.
class WindowWaiter {
 public:
  explicit WindowWaiter(TrainingSession& session);

  /// Throws Error if the session fails or nothing comes of it within two minutes.
  void until(const std::function<bool()>& condition);

 private:
  std::string failure_;
};

}  // namespace gradus
