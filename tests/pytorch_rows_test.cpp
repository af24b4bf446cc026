// What PyTorch takes: every row of every registry in a script that runs, and what scripts leave out are its defaults.
#include <QTest>

#include "core/experiment/loss_choice.h"
#include "core/io/python.h"
#include "core/nn/activation.h"
#include "core/nn/layer_registry.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer_registry.h"
#include "core/optim/schedule_registry.h"
#include "tests/python.h"

using namespace gradus;
using namespace gradus::test;

class PytorchRowsTest : public QObject {
  Q_OBJECT

 private slots:
  /// What a script leaves out has to be the default of PyTorch too.
  void defaultsArePyTorchs() {
    NEED_TORCH(pythons_);
    std::string code = "import inspect, torch\nfrom torch import nn\nfrom torch.optim import lr_scheduler\n";
    const auto demand = [&](const std::string& torchClass, const ChoiceInfo& info) {
      for (const ParameterInfo& parameter : info.parameters) {
        const bool inTuple = parameter.torch.isTuple || !parameter.torch.wrapper.empty();
        if (parameter.torch.always || inTuple || parameter.name == "units") continue;
        const std::string value = parameter.torch.values.empty()
                                      ? python::number(parameter.defaultValue)
                                      : parameter.torch.values[static_cast<std::size_t>(parameter.defaultValue)];
        code += "p = inspect.signature(" + torchClass + ").parameters['" + parameter.name + "'].default\n";
        code += "assert p == " + value + ", ('" + torchClass + "', '" + parameter.name + "', p)\n";
      }
    };
    for (const Activation& row : activations()) {
      if (!row.torchName.empty()) demand("nn." + row.torchName, row);
    }
    for (const LayerInfo& row : layers()) {
      if (row.torchSource.empty()) demand("nn." + row.torchName, row);
    }
    for (const Loss& row : losses()) demand("nn." + row.torchName, row);
    for (const OptimizerInfo& row : optimizers()) demand("torch.optim." + row.torchName, row);
    for (const ScheduleInfo& row : schedules()) {
      if (!row.torchName.empty()) demand("lr_scheduler." + row.torchName, row);
    }
    for (const QString& python : pythons_) {
      const Outcome outcome = run(python, {QStringLiteral("-c"), QString::fromStdString(code)});
      QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err.right(600)));
    }
  }

  /// With every parameter of each row changed: what compiles need not be what PyTorch takes.
  void everyRowRuns() {
    NEED_TORCH(pythons_);
    std::vector<Experiment> experiments;
    std::vector<std::string> names;
    const auto add = [&](const ChoiceInfo& row, Experiment experiment) {
      experiment.training.epochs = 1;
      experiments.push_back(std::move(experiment));
      names.push_back(row.name);
    };
    for (const LayerInfo& row : layers()) {
      Experiment experiment = experimentOn("iris");
      experiment.network.hidden[0].layer = unusual(row);
      add(row, experiment);
    }
    for (const Activation& row : activations()) {
      Experiment experiment = experimentOn("iris");
      experiment.network.hidden[0].activation = unusual(row);
      add(row, experiment);
    }
    for (const Loss& row : losses()) {
      const bool hasTwo = isOneForTwo(row.output);
      Experiment experiment = experimentOn(taskOf(row.output) == Task::Regression ? "auto-mpg"
                                           : hasTwo                               ? "xor"
                                                                                  : "iris");
      experiment = withLoss(experiment, unusual(row));
      add(row, experiment);
    }
    for (const OptimizerInfo& row : optimizers()) {
      Experiment experiment = experimentOn("iris");
      experiment.training.optimizer = unusual(row);
      experiment.training.optimizer.values.erase("dampening");  // which Nesterov's momentum excludes
      add(row, experiment);
    }
    for (const QString& python : pythons_) {
      const std::vector<QString> printed = printedBy(python, experiments);
      for (std::size_t i = 0; i < printed.size(); ++i) {
        QVERIFY2(printed[i].startsWith(QStringLiteral("Epoch 1/1  train loss ")),
                 qPrintable(QString::fromStdString(names[i]) + u'\n' + printed[i].right(600)));
      }
    }
  }

 private:
  const QStringList pythons_ = pythonsWithTorch();
};

QTEST_GUILESS_MAIN(PytorchRowsTest)
#include "pytorch_rows_test.moc"
