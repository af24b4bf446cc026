#include "app/bench/child_process.h"

#include <QCoreApplication>
#include <QProcess>

#include "core/base/error.h"
#include "core/base/paths.h"

namespace gradus {
namespace {

constexpr const char* kChild = "GRADUS_BENCH_CHILD";

}  // namespace

bool isMeasuringChild() {
  return !environment(kChild).empty();
}

nlohmann::ordered_json measureInChild(const BenchOptions& options, const QStringList& words,
                                      const QString& cacheFolder) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QString::fromLatin1(kChild), QStringLiteral("1"));
  if (!cacheFolder.isEmpty()) {
    environment.insert(QStringLiteral("GRADUS_CACHE_DIR"), cacheFolder);
    environment.remove(QStringLiteral("POCL_CACHE_DIR"));
  }
  process.setProcessEnvironment(environment);
  process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
  QStringList all = QStringList{QStringLiteral("bench")} + words;
  if (!options.device.empty()) all << QStringLiteral("--device") << QString::fromStdString(options.device);
  process.start(QCoreApplication::applicationFilePath(), all);
  if (!process.waitForFinished(-1) || process.exitCode() != 0) throw Error("bench: the measuring process failed");
  return nlohmann::ordered_json::parse(process.readAllStandardOutput().toStdString());
}

}  // namespace gradus
