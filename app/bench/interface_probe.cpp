#include "app/bench/interface_probe.h"

#include <time.h>
#include <unistd.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPushButton>
#include <QTimer>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "app/application.h"
#include "core/base/error.h"
#include "core/train/training_session.h"
#include "ui/plots/curve_plot.h"
#include "ui/shell/main_window.h"

namespace gradus {
namespace {

double milliseconds(const QElapsedTimer& timer) {
  return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

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

/// Runs the event loop until the condition holds, looking whenever something happened.
class Waiter {
 public:
  explicit Waiter(TrainingSession& session) {
    QObject::connect(&session, &TrainingSession::failed, &session,
                     [this](const QString& message) { failure_ = message.toStdString(); });
  }

  void until(const std::function<bool()>& condition) {
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

 private:
  std::string failure_;
};

/// How late a timer of the event loop is that should fire every few milliseconds: the time for which anything else
/// would have waited as well.
class LatencyMeter : public QObject {
 public:
  void begin() {
    late_.clear();
    clock_.start();
    timer_ = startTimer(kInterval, Qt::PreciseTimer);
  }
  void end() { killTimer(timer_); }

  /// `share` of all events waited no longer than so many milliseconds.
  double percentile(double share) {
    std::ranges::sort(late_);
    const auto last = static_cast<double>(late_.size() - 1);
    return late_.at(static_cast<std::size_t>(std::lround(share * last)));
  }

 protected:
  void timerEvent(QTimerEvent*) override {
    late_.push_back(std::max(0.0, milliseconds(clock_) - kInterval));
    clock_.restart();
  }

 private:
  static constexpr int kInterval = 4;
  QElapsedTimer clock_;
  std::vector<double> late_;
  int timer_ = 0;
};

/// Runs the event loop for so long.
void spend(int time) {
  QEventLoop loop;
  QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
  loop.exec();
}

/// Steps a session made, asked for without any history.
std::int64_t stepsOf(TrainingSession& session, Waiter& wait) {
  SnapshotPtr snapshot;
  const auto connection = QObject::connect(&session, &TrainingSession::snapshotReady, &session,
                                           [&](const SnapshotPtr& arrived) { snapshot = arrived; });
  session.requestSnapshot({.afterStep = std::numeric_limits<std::int64_t>::max()});
  wait.until([&] { return snapshot != nullptr; });
  QObject::disconnect(connection);
  return snapshot->step;
}

/// Steps per second over `time` milliseconds of training that has begun.
double speedOf(TrainingSession& session, Waiter& wait, int time) {
  QElapsedTimer timer;
  timer.start();
  const std::int64_t before = stepsOf(session, wait);
  spend(time);
  const std::int64_t steps = stepsOf(session, wait) - before;
  return static_cast<double>(steps) * 1e3 / milliseconds(timer);
}

/// The median time to draw a loss curve of a million batches.
double replotTime() {
  constexpr int kBatches = 1'000'000;
  constexpr int kRepeats = 21;
  ui::CurvePlot plot(ui::CurvePlot::Kind::Loss);
  plot.resize(640, 260);
  plot.setSmoothing(0.9);
  plot.show();
  Snapshot snapshot;
  snapshot.run = 1;
  for (int i = 1; i <= kBatches; ++i) {
    snapshot.batches.push_back({i, i / 100.0, static_cast<float>(1 + std::sin(i * 0.37) * 0.2), 0.5F});
  }
  std::vector<double> times;
  for (int i = 0; i < kRepeats; ++i) {
    QElapsedTimer timer;
    timer.start();
    plot.append(snapshot);
    plot.refresh();
    QCoreApplication::processEvents();
    plot.grab();
    times.push_back(milliseconds(timer));
    snapshot.batches = {{kBatches + i + 1, (kBatches + i + 1) / 100.0, 1, 0.5F}};
  }
  std::ranges::sort(times);
  return times[times.size() / 2];
}

}  // namespace

WatchingTimes probeWatching(const Experiment& experiment, const std::string& device, int argc, char** argv) {
  constexpr int kRounds = 3;
  constexpr int kTime = 4000;
  const Offscreen offscreen;
  QApplication application(argc, argv);
  prepareProcess();
  application.setQuitOnLastWindowClosed(false);

  WatchingTimes times;
  LatencyMeter meter;
  std::vector<double> watched;
  std::vector<double> inspected;
  std::vector<double> alone;
  const auto isRunning = [](TrainingSession& session, Waiter& wait) { return stepsOf(session, wait) > 0; };
  const auto watch = [&](const QString& page, LatencyMeter* latency) {
    TrainingSession session(QString::fromStdString(device));
    ui::MainWindow window(session, experiment);
    Waiter wait(session);
    window.resize(1440, 900);
    window.show();
    window.showPage(page);
    window.findChild<QPushButton*>(QStringLiteral("trainButton"))->click();
    // Until every view has been served once: the first time, kernels are built for it.
    bool hasPredictions = false;
    bool hasStatistics = page != QStringLiteral("train");
    QObject::connect(&window.feed(), &ui::SnapshotFeed::arrived, &window, [&](const SnapshotPtr& snapshot) {
      hasPredictions = hasPredictions || snapshot->predictions;
      hasStatistics = hasStatistics || snapshot->statistics;
    });
    wait.until([&] { return hasPredictions && hasStatistics; });
    if (latency != nullptr) latency->begin();
    const double speed = speedOf(session, wait, kTime);
    if (latency != nullptr) latency->end();
    return speed;
  };
  for (int round = 0; round < kRounds; ++round) {
    const bool isLast = round == kRounds - 1;
    watched.push_back(watch(QStringLiteral("train"), isLast ? &meter : nullptr));
    inspected.push_back(watch(QStringLiteral("inspect"), nullptr));
    TrainingSession session(QString::fromStdString(device));
    Waiter wait(session);
    session.load(experiment);
    session.start();
    wait.until([&] { return isRunning(session, wait); });
    alone.push_back(speedOf(session, wait, kTime));
  }
  std::ranges::sort(watched);
  std::ranges::sort(inspected);
  std::ranges::sort(alone);
  times.inspectedSteps = inspected[kRounds / 2];
  times.watchedSteps = watched[kRounds / 2];
  times.aloneSteps = alone[kRounds / 2];
  times.latencyMedian = meter.percentile(0.5);
  times.latency99 = meter.percentile(0.99);
  times.latencyWorst = meter.percentile(1);
  times.replot = replotTime();
  return times;
}

InterfaceTimes probeInterface(const Experiment& experiment, const std::string& device, int argc, char** argv) {
  const Offscreen offscreen;
  QApplication application(argc, argv);
  prepareProcess();
  application.setQuitOnLastWindowClosed(false);

  InterfaceTimes times;
  auto session = std::make_unique<TrainingSession>(QString::fromStdString(device));
  auto window = std::make_unique<ui::MainWindow>(*session, experiment);
  Waiter wait(*session);
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
