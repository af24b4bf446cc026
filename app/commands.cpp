#include "app/base/command.h"
#include "app/bench/bench_command.h"
#include "app/doctor_command.h"
#include "app/export_command.h"
#include "app/list_commands.h"
#include "app/screenshot_command.h"
#include "app/train_command.h"
#include "app/window_command.h"

namespace gradus {

std::vector<std::unique_ptr<Command>> commands() {
  std::vector<std::unique_ptr<Command>> all;
  all.push_back(windowCommand());
  all.push_back(trainCommand());
  all.push_back(devicesCommand());
  all.push_back(datasetsCommand());
  all.push_back(doctorCommand());
  all.push_back(screenshotCommand());
  all.push_back(exportCommand());
  all.push_back(benchCommand());
  return all;
}

}  // namespace gradus
