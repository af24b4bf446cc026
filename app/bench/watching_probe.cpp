#include "app/bench/watching_probe.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPushButton>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "app/base/application.h"
#include "app/bench/median.h"
#include "app/bench/window_waiter.h"
#include "ui/inspect/draw_pad.h"
#include "ui/inspect/draw_panel.h"
#include "ui/plots/curve_plot.h"
#include "ui/shell/main_window.h"

namespace gradus {
namespace {

Delays delaysOf(std::vector<double> times) {
  std::ranges::sort(times);
  const auto last = static_cast<double>(times.size() - 1);
  const auto at = [&](double share) { return times.at(static_cast<std::size_t>(std::lround(share * last))); };
  return {at(0.5), at(0.99), at(1)};
}

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
  const std::vector<double>& late() const { return late_; }

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

/// What a session says of itself and of the epochs after `epoch`.
SnapshotPtr lookAt(TrainingSession& session, WindowWaiter& wait, std::uint64_t run = 0, int epoch = 0) {
  SnapshotPtr snapshot;
  const auto connection = QObject::connect(&session, &TrainingSession::snapshotReady, &session,
                                           [&](const SnapshotPtr& arrived) { snapshot = arrived; });
  session.requestSnapshot({.run = run, .afterStep = std::numeric_limits<std::int64_t>::max(), .afterEpoch = epoch});
  wait.until([&] { return snapshot != nullptr; });
  QObject::disconnect(connection);
  return snapshot;
}

/// Steps per second over about `time` milliseconds of training that has begun, from the end of an epoch to that of
/// another: each ends with an evaluation, and a part of one would count too much.
double speedOf(TrainingSession& session, WindowWaiter& wait, int time) {
  constexpr std::size_t kFewest = 3;
  const SnapshotPtr before = lookAt(session, wait);
  std::vector<EpochPoint> epochs;
  while (epochs.size() < kFewest) {
    spend(time);
    epochs = lookAt(session, wait, before->run, before->epoch)->epochs;
  }
  const auto steps = static_cast<double>(epochs.back().steps - epochs.front().steps);
  return steps / (epochs.back().wallTime - epochs.front().wallTime);
}

/// A window whose Train button was clicked, and every view of whose `page` has been served: the first time, kernels
/// are built for it.
class WatchedTraining {
 public:
  WatchedTraining(const Experiment& experiment, const std::string& device, const QString& page)
      : session_(QString::fromStdString(device)), window_(session_, experiment), wait_(session_) {
    window_.resize(1440, 900);
    window_.show();
    window_.showPage(page);
    window_.findChild<QPushButton*>(QStringLiteral("trainButton"))->click();
    bool hasPredictions = false;
    bool hasStatistics = page != QStringLiteral("train");
    QObject::connect(&window_.feed(), &ui::SnapshotFeed::arrived, &context_, [&](const SnapshotPtr& snapshot) {
      hasPredictions = hasPredictions || snapshot->predictions;
      hasStatistics = hasStatistics || snapshot->statistics;
    });
    wait_.until([&] { return hasPredictions && hasStatistics; });
    QObject::disconnect(&window_.feed(), nullptr, &context_, nullptr);
  }

  double speed(int time) { return speedOf(session_, wait_, time); }

  /// Draws a line to and fro; the milliseconds from each stroke to what the network says of it.
  std::vector<double> drawingTimes() {
    constexpr int kStrokes = 200;
    constexpr int kBetween = 30;  // milliseconds
    auto* pad = window_.findChild<ui::DrawPad*>(QStringLiteral("drawPad"));
    const auto* panel = window_.findChild<ui::DrawPanel*>();
    const auto send = [pad](QEvent::Type type, const QPointF& at) {
      QMouseEvent event(type, at, pad->mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
      QCoreApplication::sendEvent(pad, &event);
    };
    const auto isAnswered = [panel] {
      const auto& answer = panel->answer();
      return answer && std::ranges::equal(answer->input, panel->image().pixels, [](float value, std::uint8_t pixel) {
               return std::abs(value * 255 - static_cast<float>(pixel)) < 0.01F;
             });
    };
    const QPointF middle = QRectF(pad->rect()).center();
    send(QEvent::MouseButtonPress, middle);
    wait_.until(isAnswered);
    std::vector<double> times;
    for (int i = 0; i < kStrokes; ++i) {
      spend(kBetween);
      const double angle = 0.1 * i;
      const std::vector<std::uint8_t> before = panel->image().pixels;
      QElapsedTimer timer;
      timer.start();
      send(QEvent::MouseMove, middle + 0.3 * pad->width() * QPointF(std::sin(angle), std::cos(0.7 * angle)));
      if (panel->image().pixels == before) continue;  // all white there already: there is nothing to ask
      wait_.until(isAnswered);
      times.push_back(milliseconds(timer));
    }
    return times;
  }

 private:
  TrainingSession session_;
  ui::MainWindow window_;
  WindowWaiter wait_;
  QObject context_;
};

/// The median time to draw a loss curve of a million batches.
double replotTime() {
  constexpr int kBatches = 1'000'000;
  constexpr int kRepeats = 21;
  ui::CurvePlot plot(ui::CurvePlot::Kind::Loss);
  plot.resize(640, 260);
  plot.setSmoothing(0.9);
  plot.show();
  const auto run = std::make_shared<Run>(1);
  RunNews news;
  for (int i = 1; i <= kBatches; ++i) {
    news.batches.push_back({i, i / 100.0, static_cast<float>(1 + std::sin(i * 0.37) * 0.2), 0.5F});
  }
  std::vector<double> times;
  for (int i = 0; i < kRepeats; ++i) {
    QElapsedTimer timer;
    timer.start();
    run->append(news);
    plot.show(run, kBatches / 100);
    plot.refresh();
    QCoreApplication::processEvents();
    plot.grab();
    times.push_back(milliseconds(timer));
    news.batches = {{kBatches + i + 1, (kBatches + i + 1) / 100.0, 1, 0.5F}};
  }
  return median(times);
}

}  // namespace

WatchingTimes probeWatching(const Experiment& experiment, const std::string& device, int argc, char** argv) {
  constexpr int kRounds = 5;
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
  for (int round = 0; round < kRounds; ++round) {
    const bool isLast = round == kRounds - 1;
    {
      WatchedTraining training(experiment, device, QStringLiteral("train"));
      watched.push_back(training.speed(kTime));
      if (isLast) {
        meter.begin();
        spend(kTime);
        meter.end();
      }
    }
    {
      WatchedTraining training(experiment, device, QStringLiteral("inspect"));
      inspected.push_back(training.speed(kTime));
      if (isLast) times.drawing = delaysOf(training.drawingTimes());
    }
    TrainingSession session(QString::fromStdString(device));
    WindowWaiter wait(session);
    session.load(experiment);
    session.start();
    alone.push_back(speedOf(session, wait, kTime));
  }
  times.events = delaysOf(meter.late());
  times.inspectedSteps = median(inspected);
  times.watchedSteps = median(watched);
  times.aloneSteps = median(alone);
  times.replot = replotTime();
  return times;
}

}  // namespace gradus
