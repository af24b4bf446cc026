#include "app/screenshot_command.h"

#include "app/application.h"
#include "core/base/error.h"
#include "core/train/training_session.h"
#include "ui/shell/guarded_application.h"
#include "ui/shell/main_window.h"
#include "ui/shell/screenshot.h"

namespace gradus {

int runScreenshotCommand(const Arguments& arguments, int argc, char** argv) {
  const Offscreen offscreen;
  const ui::GuardedApplication application(argc, argv);
  prepareProcess();

  TrainingSession session(QString::fromStdString(arguments.device));
  ui::MainWindow window(session, arguments.experiment.value_or(ui::firstExperiment()));
  window.themeChoice().setMode(arguments.theme == "light" ? ui::ThemeMode::Light : ui::ThemeMode::Dark);
  window.showPage(QString::fromStdString(arguments.page));
  const QString file = arguments.experiment ? QString::fromStdString(arguments.origin) : QString();
  ui::takeScreenshot(window, session,
                     {QString::fromStdString(arguments.picture), arguments.size, arguments.epochs, file});
  return 0;
}

}  // namespace gradus
