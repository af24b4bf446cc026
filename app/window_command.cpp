#include "app/window_command.h"

#include <QApplication>
#include <QSocketNotifier>

#include "app/application.h"
#include "app/end_requests.h"
#include "app/find_devices.h"
#include "core/train/training_session.h"
#include "ui/shell/guarded_application.h"
#include "ui/shell/main_window.h"

namespace gradus {

int runWindowCommand(const Arguments& arguments, int argc, char** argv) {
  const EndRequests requests;  // before there is a compiler, which listens to the same signals
  findDevices(true);
  ui::GuardedApplication application(argc, argv);
  prepareProcess();
  TrainingSession session(QString::fromStdString(arguments.device));
  ui::MainWindow window(session, arguments.experiment.value_or(ui::firstExperiment()));
  window.show();

  QSocketNotifier asked(requests.descriptor(), QSocketNotifier::Read);
  QObject::connect(&asked, &QSocketNotifier::activated, &window, [&] {
    asked.setEnabled(false);
    window.close();  // which keeps its size and place
    QApplication::quit();
  });
  return requests.exitCode(QApplication::exec());
}

}  // namespace gradus
