#include "app/window_command.h"

#include <QApplication>
#include <QSocketNotifier>

#include "app/base/application.h"
#include "app/base/end_requests.h"
#include "app/base/enlarge.h"
#include "app/base/find_devices.h"
#include "app/base/options.h"
#include "app/base/system_motion.h"
#include "core/session/training_session.h"
#include "ui/shell/device_button.h"
#include "ui/shell/guarded_application.h"
#include "ui/shell/main_window.h"

namespace gradus {
namespace {

class WindowCommand final : public Command {
 public:
  const char* name() const override { return "open"; }
  const char* sentence() const override { return "Open the window (what gradus does without a command)"; }
  Devices devices() const override { return Devices::ByItself; }

  void addTo(CLI::App& app) override {
    given_.addTo(app);
    addDevice(app, device_);
  }
  void addAsDefault(CLI::App& app) override { addDevice(app, device_); }
  void read() override { given_.read(); }

  int run(const ProgramWords& words) override {
    const EndRequests requests;  // before there is a compiler, which listens to the same signals
    findDevices(true);
    enlargeAsSystem(words);
    ui::GuardedApplication application(words.count, words.words);
    prepareProcess();
    const SystemMotion systemMotion;
    TrainingSession session(DeviceSource{.request = device_, .remembered = ui::rememberedDevice().toStdString()});
    ui::MainWindow window(session, given_.experiment().value_or(firstExperiment()));
    window.show();

    QSocketNotifier asked(requests.descriptor(), QSocketNotifier::Read);
    QObject::connect(&asked, &QSocketNotifier::activated, &window, [&] {
      asked.setEnabled(false);
      window.close();  // which keeps its size and place
      QApplication::quit();
    });
    return requests.exitCode(QApplication::exec());
  }

 private:
  GivenExperiment given_;
  std::string device_;
};

}  // namespace

std::unique_ptr<Command> windowCommand() {
  return std::make_unique<WindowCommand>();
}

}  // namespace gradus
