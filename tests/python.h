// What tests of exported scripts share: Python in a process of its own, and experiments to export.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QString>
#include <QTest>
#include <algorithm>
#include <string>
#include <vector>

#include "core/data/catalog.h"
#include "core/experiment/experiment.h"
#include "core/io/pytorch_script.h"
#include "core/train/prepare.h"
#include "tests/process.h"
#include "tests/test_support.h"

namespace gradus::test {

/// An interpreter that can do what `code` says, or "".
inline QString interpreterFor(const char* code) {
  for (const QString& candidate :
       {QStringLiteral("/usr/bin/python3"), QStandardPaths::findExecutable(QStringLiteral("python3"))}) {
    if (candidate.isEmpty()) continue;
    if (run(candidate, {QStringLiteral("-c"), QString::fromUtf8(code)}).exitCode == 0) return candidate;
  }
  return {};
}

/// Interpreters that have PyTorch: the system's, and the one that GRADUS_PYTHON_CURRENT names, whose PyTorch is newer.
inline QStringList pythonsWithTorch() {
  QStringList pythons = {interpreterFor("import torch"), qEnvironmentVariable("GRADUS_PYTHON_CURRENT")};
  pythons.removeAll(QString());
  return pythons;
}

/// Where GRADUS_NEED_TORCH is set, as in CI, a comparison that cannot be made is a failure.
#define NEED_TORCH(pythons)                                                                    \
  if ((pythons).isEmpty()) {                                                                   \
    QVERIFY2(qEnvironmentVariableIsEmpty("GRADUS_NEED_TORCH"), "No python3 can import torch"); \
    QSKIP("No python3 can import torch: install python3-torch to compare with PyTorch");       \
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

/// What each experiment's script prints, in their order. They run one after the other in one process, since importing
/// torch takes longer than most of them; what goes wrong is printed too.
inline std::vector<QString> printedBy(const QString& python, const std::vector<Experiment>& experiments) {
  constexpr const char* kRunner = R"py(
import contextlib, io, json, runpy, sys, traceback
for path in sys.argv[1:]:
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        try:
            runpy.run_path(path, run_name="__main__")
        except Exception:
            traceback.print_exc(file=sys.stdout)
    print(json.dumps([text.getvalue()]))
)py";
  const Folder folder;
  QStringList words = {QStringLiteral("-c"), QString::fromUtf8(kRunner)};
  for (std::size_t i = 0; i < experiments.size(); ++i) {
    const std::string name = std::to_string(i) + ".py";
    const QByteArray script = QByteArray::fromStdString(scriptOf(experiments[i]));
    words << QString::fromStdString(folder.write(name.c_str(), script));
  }
  const Outcome outcome = run(python, words);
  std::vector<QString> printed;
  for (const QString& line : outcome.out.split(u'\n', Qt::SkipEmptyParts)) {
    printed.push_back(QJsonDocument::fromJson(line.toUtf8()).array().first().toString());
  }
  printed.resize(experiments.size(), outcome.err);
  return printed;
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
