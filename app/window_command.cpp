#include "app/window_command.h"

#include <QApplication>

#include "app/application.h"
#include "core/train/training_session.h"
#include "ui/shell/main_window.h"

namespace gradus {

int runWindowCommand(const Arguments& arguments, int argc, char** argv) {
  QApplication application(argc, argv);
  prepareProcess();
  TrainingSession session(QString::fromStdString(arguments.device));
  ui::MainWindow window(session, arguments.experiment.value_or(ui::firstExperiment()));
  window.show();
  return QApplication::exec();
}

}  // namespace gradus
