#include "ui/shell/screenshot.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QPixmap>
#include <QTimer>

#include "core/base/error.h"
#include "core/session/training_session.h"
#include "ui/document/page.h"
#include "ui/plots/curve_plot.h"
#include "ui/shell/guarded_application.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/picture_file.h"

namespace gradus::ui {
namespace {

std::string textOf(const QSize& size) {
  return std::to_string(size.width()) + "x" + std::to_string(size.height());
}

void demandRoom(const MainWindow& window, const QSize& size) {
  const QSize least = window.minimumSize();
  if (size.expandedTo(least) == size) return;
  throw Error("The window cannot be " + textOf(size) + ": its smallest size is " + textOf(least));
}

/// Milliseconds for the last look at the layers of a run that has failed: the device may be what has failed.
constexpr int kLastLook = 10'000;

bool isAtRest(const Snapshot& snapshot) {
  return snapshot.state == SessionState::Ready || snapshot.state == SessionState::Paused ||
         snapshot.state == SessionState::Finished;
}

/// Drives the session epoch by epoch, so that the document stays as it is, and ends `loop` when all is there to see.
class Photographer : public QObject {
 public:
  Photographer(MainWindow& window, TrainingSession& session, int epochs, QEventLoop& loop)
      : window_(window), session_(session), epochs_(epochs), loop_(loop) {
    // Queued: the views have taken over what came before they are asked.
    connect(&window.feed(), &SnapshotFeed::arrived, this, &Photographer::look, Qt::QueuedConnection);
    connect(&session, &TrainingSession::answered, this, &Photographer::look, Qt::QueuedConnection);
    connect(&window.page(), &Page::statusChanged, this, &Photographer::look, Qt::QueuedConnection);
    connect(&session, &TrainingSession::deviceReady, this, [this] { hasDevice_ = true; });
    connect(&session, &TrainingSession::failed, this, [this](const QString& message) { problem_ = message; });
    if (auto* application = qobject_cast<GuardedApplication*>(qApp)) {
      connect(application, &GuardedApplication::failed, this, [this](const QString& message) {
        problem_ = message;
        loop_.quit();
      });
    }
  }

  const QString& problem() const { return problem_; }

  /// Else it is no fault of the experiment.
  bool hasDevice() const { return hasDevice_; }

 private:
  void look() {
    const SnapshotPtr now = window_.feed().last();
    if (!now) return;
    if (now->state == SessionState::Failed && !problem_.isEmpty()) return lookAtFailure(*now);
    if (!isAtRest(*now)) return;
    if (now->epoch < epochs_ && now->stopReason.empty()) {
      if (now->epoch > steppedFrom_) session_.stepEpoch();
      steppedFrom_ = now->epoch;
    } else if (window_.page().isServed(*now)) {
      loop_.quit();
    }
  }

  /// The session is asked once more after a failure: then the views know of it too, and the doctor knows the layers.
  void lookAtFailure(const Snapshot& now) {
    const bool isExplained = now.layers.empty() || now.statistics != nullptr;
    if (isExplained) return loop_.quit();
    QTimer::singleShot(kLastLook, &loop_, &QEventLoop::quit);
  }

  MainWindow& window_;
  TrainingSession& session_;
  int epochs_;
  QEventLoop& loop_;
  int steppedFrom_ = -1;
  bool hasDevice_ = false;
  QString problem_;
};

}  // namespace

void saveScreenshot(MainWindow& window, const QString& path, const QSize& size) {
  demandRoom(window, size);
  window.resize(size);
  window.show();
  for (CurvePlot* plot : window.findChildren<CurvePlot*>()) plot->refresh();
  // Layouts and views settle in events that follow from one another.
  for (int round = 0; round < 5; ++round) QCoreApplication::processEvents();
  saveBytes(path, pngOf(window.grab().toImage()));
}

void takeScreenshot(MainWindow& window, TrainingSession& session, const ScreenshotWish& wish) {
  demandRoom(window, wish.size);
  window.resize(wish.size);
  window.show();
  QEventLoop loop;
  const Photographer photographer(window, session, wish.epochs, loop);
  loop.exec();
  saveScreenshot(window, wish.path, wish.size);
  if (photographer.problem().isEmpty()) return;
  const QString where = photographer.hasDevice() && !wish.file.isEmpty() ? wish.file + QStringLiteral(": ") : QString();
  throw Error((where + photographer.problem()).toStdString());
}

}  // namespace gradus::ui
