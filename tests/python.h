// What tests of exported scripts share: Python in a process of its own, and experiments to export.
#pragma once

#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <algorithm>
#include <string>

#include "core/data/catalog.h"
#include "core/experiment/experiment.h"
#include "core/io/pytorch_script.h"
#include "core/train/prepare.h"

namespace gradus::test {

struct Outcome {
  int exitCode = -1;
  QString out;
  QString err;
};

inline Outcome run(const QString& interpreter, const QStringList& words) {
  QProcess process;
  process.start(interpreter, words);
  if (!process.waitForFinished(300'000)) return {};
  return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
          QString::fromUtf8(process.readAllStandardError())};
}

/// An interpreter that can do what `code` says, or "".
inline QString interpreterFor(const char* code) {
  for (const QString& candidate :
       {QStringLiteral("/usr/bin/python3"), QStandardPaths::findExecutable(QStringLiteral("python3"))}) {
    if (candidate.isEmpty()) continue;
    if (run(candidate, {QStringLiteral("-c"), QString::fromUtf8(code)}).exitCode == 0) return candidate;
  }
  return {};
}

inline Experiment experimentOn(const char* dataset) {
  Experiment experiment;
  experiment.name = dataset;
  experiment.data.dataset.name = dataset;
  experiment.network.hidden = {{{"linear", {{"units", 6}}}, {"tanh", {}}}};
  experiment.training.epochs = 3;
  if (findDataset(dataset).task == Task::Regression) experiment.training.loss.name = "mse";
  return experiment;
}

inline std::string scriptOf(const Experiment& experiment) {
  return pytorchScript(experiment, *prepareData(experiment));
}

/// Every parameter of a row with a value that is not its default.
inline Choice unusual(const ChoiceInfo& info) {
  Choice choice{info.name, {}};
  for (const ParameterInfo& parameter : info.parameters) {
    const double step = parameter.integer ? 1 : std::min(0.05, (parameter.maximum - parameter.minimum) / 4);
    const bool up = parameter.defaultValue + step <= parameter.maximum;
    choice.values[parameter.name] = parameter.defaultValue + (up ? step : -step);
  }
  return choice;
}

}  // namespace gradus::test
