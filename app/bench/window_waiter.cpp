#include "app/bench/window_waiter.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include "core/base/error.h"

namespace gradus {

void spend(int time) {
  QEventLoop loop;
  QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
  loop.exec();
}

WindowWaiter::WindowWaiter(TrainingSession& session) {
  QObject::connect(&session, &TrainingSession::failed, &session,
                   [this](const QString& message) { failure_ = message.toStdString(); });
}

void WindowWaiter::until(const std::function<bool()>& condition) {
  constexpr int kPatience = 120'000;
  QElapsedTimer timer;
  timer.start();
  QTimer wake;  // so that the patience ends even if nothing happens any more
  wake.start(50);
  while (!condition()) {
    if (!failure_.empty()) throw Error(failure_);
    if (timer.elapsed() > kPatience) throw Error("bench: the window did not answer within two minutes");
    QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
  }
}

}  // namespace gradus
