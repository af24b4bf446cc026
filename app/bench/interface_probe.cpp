#include "app/bench/interface_probe.h"

#include <time.h>
#include <unistd.h>

#include <QApplication>
#include <QPushButton>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

#include "app/base/application.h"
#include "app/bench/window_waiter.h"
#include "core/base/error.h"
#include "core/session/training_session.h"
#include "ui/plots/curve_plot.h"
#include "ui/shell/main_window.h"

namespace gradus {
namespace {

/// Milliseconds since this process was started: /proc/self/stat knows when that was, in clock ticks since boot.
double sinceProcessStart() {
  FILE* file = std::fopen("/proc/self/stat", "r");
  if (file == nullptr) return 0;
  char text[2048] = {};
  const std::size_t length = std::fread(text, 1, sizeof text - 1, file);
  std::fclose(file);
  // The name in parentheses may hold blanks; the start time is the 20th field after it.
  std::string rest(text, length);
  rest.erase(0, rest.rfind(')') + 2);
  std::size_t at = 0;
  for (int field = 0; field < 19; ++field) at = rest.find(' ', at) + 1;
  const double startTicks = std::stod(rest.substr(at));
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  const double nowSeconds = static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
  return (nowSeconds - startTicks / static_cast<double>(sysconf(_SC_CLK_TCK))) * 1e3;
}

}  // namespace

InterfaceTimes probeInterface(const Experiment& experiment, const std::string& device, int argc, char** argv) {
  const Offscreen offscreen;
  QApplication application(argc, argv);
  prepareProcess();
  application.setQuitOnLastWindowClosed(false);

  InterfaceTimes times;
  auto session = std::make_unique<TrainingSession>(QString::fromStdString(device));
  auto window = std::make_unique<ui::MainWindow>(*session, experiment);
  WindowWaiter wait(*session);
  window->resize(1440, 900);
  window->show();
  window->grab();
  times.windowShown = sinceProcessStart();

  auto* train = window->findChild<QPushButton*>(QStringLiteral("trainButton"));
  const auto* plot = window->findChild<ui::CurvePlot*>(QStringLiteral("lossPlot"));
  if (train == nullptr || plot == nullptr) throw Error("bench: the window has no Train button or no loss plot");
  QElapsedTimer timer;
  timer.start();
  train->click();
  wait.until([&] { return plot->pointCount() > 0; });
  times.clickToFirstPoint = milliseconds(timer);

  std::optional<SessionState> state;
  QObject::connect(session.get(), &TrainingSession::stateChanged, window.get(), [&](SessionState now) { state = now; });
  const auto timeAnswer = [&](void (TrainingSession::*command)(), SessionState expected) {
    state.reset();
    timer.restart();
    (session.get()->*command)();
    wait.until([&] { return state == expected; });
    times.slowestAnswer = std::max(times.slowestAnswer, milliseconds(timer));
  };
  constexpr int kRounds = 20;
  for (int round = 0; round < kRounds; ++round) {
    timeAnswer(&TrainingSession::pause, SessionState::Paused);
    timeAnswer(&TrainingSession::start, SessionState::Running);
    timeAnswer(&TrainingSession::stepBatch, SessionState::Paused);
    timeAnswer(&TrainingSession::start, SessionState::Running);
    timeAnswer(&TrainingSession::rewind, SessionState::Ready);
    timeAnswer(&TrainingSession::start, SessionState::Running);
    timeAnswer(&TrainingSession::stop, SessionState::Finished);
    timeAnswer(&TrainingSession::start, SessionState::Running);
  }

  timer.restart();
  window->close();
  window.reset();
  session.reset();
  times.closing = milliseconds(timer);
  return times;
}

}  // namespace gradus
