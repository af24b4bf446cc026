#include "app/bench_command.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/interface_probe.h"
#include "core/base/error.h"
#include "core/base/paths.h"

namespace gradus {
namespace {

using Json = nlohmann::ordered_json;

// Set for the processes that do the measuring, so that they do not start others.
constexpr const char* kProbe = "GRADUS_BENCH_PROBE";

/// The textbook's digits: 784-32-16-10, without an end in sight.
Experiment experiment() {
  Experiment digits;
  digits.name = "mnist-10k";
  digits.data.dataset.name = "mnist-10k";
  digits.network.hidden = {{{"linear", {{"units", 32}}}, {"relu", {}}}, {{"linear", {{"units", 16}}}, {"relu", {}}}};
  digits.training.batchSize = 100;
  digits.training.epochs = 100'000;
  return digits;
}

Json measure(const QString& program, const QString& cacheFolder, const std::string& device) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QString::fromLatin1(kProbe), QStringLiteral("1"));
  environment.insert(QStringLiteral("GRADUS_CACHE_DIR"), cacheFolder);
  environment.remove(QStringLiteral("POCL_CACHE_DIR"));
  process.setProcessEnvironment(environment);
  process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
  QStringList words = {QStringLiteral("bench"), QStringLiteral("--interface")};
  if (!device.empty()) words << QStringLiteral("--device") << QString::fromStdString(device);
  process.start(program, words);
  if (!process.waitForFinished(-1) || process.exitCode() != 0) throw Error("bench: the measured process failed");
  return Json::parse(process.readAllStandardOutput().toStdString());
}

void print(const char* title, const Json& times) {
  std::printf("%-18s window shown after %5.0f ms, first point %5.0f ms after the click on Train,\n", title,
              times["window_shown_ms"].get<double>(), times["click_to_first_point_ms"].get<double>());
  std::printf("%-18s slowest answer of 160 commands %4.1f ms, closed in the middle of training in %4.1f ms\n", "",
              times["slowest_answer_ms"].get<double>(), times["closing_ms"].get<double>());
}

}  // namespace

int runInterfaceBench(const Arguments& arguments, int argc, char** argv) {
  if (!environment(kProbe).empty()) {
    const InterfaceTimes times = probeInterface(experiment(), arguments.device, argc, argv);
    const Json json = {{"window_shown_ms", times.windowShown},
                       {"click_to_first_point_ms", times.clickToFirstPoint},
                       {"slowest_answer_ms", times.slowestAnswer},
                       {"closing_ms", times.closing}};
    std::printf("%s\n", json.dump().c_str());
    return 0;
  }
  QCoreApplication application(argc, argv);
  const QString program = QCoreApplication::applicationFilePath();
  const QTemporaryDir cache;
  const Json empty = measure(program, cache.path(), arguments.device);
  const Json warm = measure(program, cache.path(), arguments.device);
  if (arguments.json) {
    std::printf("%s\n", Json{{"empty_cache", empty}, {"warm_cache", warm}}.dump().c_str());
  } else {
    print("Empty kernel cache", empty);
    print("Warm kernel cache", warm);
  }
  return 0;
}

}  // namespace gradus
