#include "app/screenshot_command.h"

#include <QApplication>
#include <QTimer>
#include <exception>

#include "app/application.h"
#include "core/base/error.h"
#include "core/train/training_session.h"
#include "ui/shell/main_window.h"
#include "ui/shell/screenshot.h"

namespace gradus {
namespace {

/// Drives the session to the epoch that is asked for, epoch by epoch, so that the document stays as it is.
void trainEpochs(TrainingSession& session, int epochs) {
  auto left = std::make_shared<int>(epochs);
  QObject::connect(&session, &TrainingSession::stateChanged, &session, [&session, left](SessionState state) {
    const bool rests = state == SessionState::Ready || state == SessionState::Paused || state == SessionState::Finished;
    if (rests && *left > 0) {
      --*left;
      session.stepEpoch();
    }
  });
}

/// The network's numbers are there only where they are shown.
bool isComplete(const Snapshot& snapshot, int epochs, bool showsNetwork) {
  const bool rests = snapshot.state == SessionState::Ready || snapshot.state == SessionState::Paused ||
                     snapshot.state == SessionState::Finished;
  return rests && snapshot.epoch >= epochs && (!showsNetwork || !snapshot.layers.empty());
}

}  // namespace

int runScreenshotCommand(const Arguments& arguments, int argc, char** argv) {
  const Offscreen offscreen;
  QApplication application(argc, argv);
  prepareProcess();

  TrainingSession session(QString::fromStdString(arguments.device));
  ui::MainWindow window(session, arguments.experiment.value_or(ui::firstExperiment()));
  window.themeChoice().setMode(arguments.theme == "light" ? ui::ThemeMode::Light : ui::ThemeMode::Dark);
  window.showPage(QString::fromStdString(arguments.page));
  window.resize(arguments.size);
  window.show();

  trainEpochs(session, arguments.epochs);
  std::exception_ptr failure;
  const auto finish = [&] {
    try {
      ui::saveScreenshot(window, QString::fromStdString(arguments.picture), arguments.size);
    } catch (...) {
      failure = std::current_exception();
    }
    QApplication::quit();
  };
  // The layers are measured for the first time after a while, the plots draw a frame after they were told; a little
  // later everything is on the screen.
  constexpr int kSettleMilliseconds = 1000;
  QObject::connect(&window.feed(), &ui::SnapshotFeed::arrived, &window, [&](const SnapshotPtr& snapshot) {
    if (isComplete(*snapshot, arguments.epochs, arguments.page == "train"))
      QTimer::singleShot(kSettleMilliseconds, &window, finish);
  });
  // A picture of the message is what somebody without a device, or with a broken experiment, needs to see.
  QObject::connect(&session, &TrainingSession::failed, &window,
                   [&] { QTimer::singleShot(kSettleMilliseconds, &window, finish); });
  const int exitCode = QApplication::exec();
  if (failure) std::rethrow_exception(failure);
  return exitCode;
}

}  // namespace gradus
