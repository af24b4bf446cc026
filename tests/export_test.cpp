// The PyTorch script: the right constructors, Python that compiles whatever a person has typed, and, where PyTorch is
// installed, the same numbers as ours.
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/data/catalog.h"
#include "core/experiment/experiment_json.h"
#include "core/io/exporter.h"
#include "core/io/python.h"
#include "core/io/pytorch_script.h"
#include "core/io/torch_call.h"
#include "core/nn/activation.h"
#include "core/nn/initialization.h"
#include "core/nn/layer_registry.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer_registry.h"
#include "core/optim/schedule_registry.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using gradus::test::errorOf;
using gradus::test::Folder;

namespace {

struct Outcome {
  int exitCode = -1;
  QString out;
  QString err;
};

Outcome run(const QString& interpreter, const QStringList& words) {
  QProcess process;
  process.start(interpreter, words);
  if (!process.waitForFinished(300'000)) return {};
  return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
          QString::fromUtf8(process.readAllStandardError())};
}

/// An interpreter that can do what `code` says, or "".
QString interpreterFor(const char* code) {
  for (const QString& candidate :
       {QStringLiteral("/usr/bin/python3"), QStandardPaths::findExecutable(QStringLiteral("python3"))}) {
    if (candidate.isEmpty()) continue;
    if (run(candidate, {QStringLiteral("-c"), QString::fromUtf8(code)}).exitCode == 0) return candidate;
  }
  return {};
}

#define NEED_PYTHON() \
  if (python_.isEmpty()) QSKIP("No python3 was found: install python3 to check that scripts compile")
#define NEED_TORCH() \
  if (torch_.isEmpty()) QSKIP("No python3 can import torch: install python3-torch to compare with PyTorch")

Experiment experimentOn(const char* dataset) {
  Experiment experiment;
  experiment.name = dataset;
  experiment.data.dataset.name = dataset;
  experiment.network.hidden = {{{"linear", {{"units", 6}}}, {"tanh", {}}}};
  experiment.training.epochs = 3;
  if (findDataset(dataset).task == Task::Regression) experiment.training.loss.name = "mse";
  return experiment;
}

std::string scriptOf(const Experiment& experiment) {
  return pytorchScript(experiment, *prepareData(experiment));
}

/// Every parameter of a row with a value that is not its default.
Choice unusual(const ChoiceInfo& info) {
  Choice choice{info.name, {}};
  for (const ParameterInfo& parameter : info.parameters) {
    const double step = parameter.integer ? 1 : std::min(0.05, (parameter.maximum - parameter.minimum) / 4);
    const bool up = parameter.defaultValue + step <= parameter.maximum;
    choice.values[parameter.name] = parameter.defaultValue + (up ? step : -step);
  }
  return choice;
}

QStringList lossesIn(const QString& text, const char* part) {
  const QRegularExpression pattern(QStringLiteral("%1 loss (\\S+)").arg(QLatin1String(part)));
  QStringList losses;
  for (auto match = pattern.globalMatch(text); match.hasNext();) losses << match.next().captured(1);
  return losses;
}

}  // namespace

Q_DECLARE_METATYPE(gradus::Experiment)

class ExportTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    python_ = interpreterFor("pass");
    torch_ = interpreterFor("import torch");
  }

  void callsOfRows_data() {
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* function, const char* first, const Choice& choice, const ChoiceInfo& info,
                        const char* expected) {
      QTest::newRow(expected) << QString::fromStdString(torchCall(function, first, choice, info, "units"))
                              << QString::fromUtf8(expected);
    };
    row("nn.LeakyReLU", "", {"leaky_relu", {}}, findActivation("leaky_relu"), "nn.LeakyReLU()");
    row("nn.LeakyReLU", "", {"leaky_relu", {{"negative_slope", 0.2}}}, findActivation("leaky_relu"),
        "nn.LeakyReLU(negative_slope=0.2)");
    row("nn.Threshold", "", {"threshold", {}}, findActivation("threshold"), "nn.Threshold(threshold=0, value=0)");
    row("nn.Linear", "3, 4", {"linear", {{"units", 4}}}, findLayer("linear"), "nn.Linear(3, 4)");
    row("nn.Dropout", "", {"dropout", {}}, findLayer("dropout"), "nn.Dropout(p=0.5)");
    row("Adam", "p", {"adam", {}}, findOptimizer("adam"), "Adam(p, lr=0.001)");
    row("Adam", "p", {"adam", {{"beta2", 0.99}, {"eps", 1e-7}, {"amsgrad", 1}}}, findOptimizer("adam"),
        "Adam(p, lr=0.001, betas=(0.9, 0.99), eps=1e-07, amsgrad=True)");
    row("SGD", "p", {"sgd", {{"lr", 0.1}, {"momentum", 0.9}, {"nesterov", 1}}}, findOptimizer("sgd"),
        "SGD(p, lr=0.1, momentum=0.9, nesterov=True)");
    row("MultiStepLR", "o", {"multi_step", {}}, findSchedule("multi_step"), "MultiStepLR(o, milestones=[30, 80])");
    row("ReduceLROnPlateau", "o", {"reduce_on_plateau", {{"mode", 1}}}, findSchedule("reduce_on_plateau"),
        "ReduceLROnPlateau(o, mode=\"max\")");
    row("nn.BCEWithLogitsLoss", "", {"bce_with_logits", {{"pos_weight", 2}}}, findLoss("bce_with_logits"),
        "nn.BCEWithLogitsLoss(pos_weight=torch.tensor(2))");
  }
  void callsOfRows() {
    QFETCH(QString, call);
    QFETCH(QString, expected);
    QCOMPARE(call, expected);
  }

  /// Each row of each registry in a script of its own, with every parameter changed.
  void everyRowCompiles_data() {
    QTest::addColumn<Experiment>("experiment");
    QTest::addColumn<QString>("constructor");
    const auto add = [](const char* kind, const ChoiceInfo& info, const Experiment& experiment, std::string name) {
      QTest::addRow("%s %s", kind, info.name.c_str()) << experiment << QString::fromStdString(name + "(");
    };
    for (const Activation& row : activations()) {
      if (row.name == "identity") continue;
      Experiment experiment = experimentOn("iris");
      experiment.network.hidden[0].activation = unusual(row);
      add("activation", row, experiment, row.torchName.empty() ? row.title : "nn." + row.torchName);
    }
    for (const LayerInfo& row : layers()) {
      Experiment experiment = experimentOn("iris");
      experiment.network.hidden[0].layer = unusual(row);
      add("layer", row, experiment, (row.torchSource.empty() ? "nn." : "") + row.torchName);
    }
    for (const Loss& row : losses()) {
      if (row.target == LossTarget::Probability) continue;
      Experiment experiment = experimentOn(row.target == LossTarget::ClassIndex ? "iris" : "auto-mpg");
      experiment.training.loss = unusual(row);
      add("loss", row, experiment, "nn." + row.torchName);
    }
    for (const OptimizerInfo& row : optimizers()) {
      Experiment experiment = experimentOn("iris");
      experiment.training.optimizer = unusual(row);
      add("optimizer", row, experiment, "torch.optim." + row.torchName);
    }
    for (const DatasetInfo& row : datasetCatalog()) {
      add("data set", row, experimentOn(row.name.c_str()), "nn.Linear");
    }
  }
  void everyRowCompiles() {
    QFETCH(Experiment, experiment);
    QFETCH(QString, constructor);
    const std::string script = scriptOf(experiment);
    QVERIFY2(script.find("        " + constructor.toStdString()) != std::string::npos ||
                 script.find(" = " + constructor.toStdString()) != std::string::npos,
             script.c_str());
    QVERIFY(script.find("«") == std::string::npos);
    NEED_PYTHON();
    const Folder folder;
    const QString path = QString::fromStdString(folder.write("script.py", QByteArray::fromStdString(script)));
    const Outcome outcome =
        run(python_, {QStringLiteral("-c"), QStringLiteral("compile(open('%1').read(), 's', 'exec')").arg(path)});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err.right(600)));
  }

  void namesNeverBecomeCode_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("docstring");
    QTest::newRow("plain") << QByteArray("moons") << QStringLiteral("moons");
    QTest::newRow("ends the docstring") << QByteArray("\"\"\"\nimport os\n\"\"\"")
                                        << QStringLiteral("\"\"\"\nimport os\n\"\"\"");
    QTest::newRow("ends in a backslash") << QByteArray("a\\") << QStringLiteral("a\\");
    QTest::newRow("carriage return") << QByteArray("a\rimport os") << QStringLiteral("a\rimport os");
    QTest::newRow("not Latin") << QByteArray("Größe ✓ 花") << QStringLiteral("Größe ✓ 花");
    QTest::newRow("turns the direction") << QByteArray("a\u202Eb") << QStringLiteral("a\u202Eb");
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << QString::fromUtf8("a\0b", 3);
    QTest::newRow("no UTF-8") << QByteArray("a\xFF\xC3") << QStringLiteral("a\uFFFD\uFFFD");
    QTest::newRow("looks like a gap") << QByteArray("«MODULES»") << QStringLiteral("«MODULES»");
  }
  void namesNeverBecomeCode() {
    QFETCH(QByteArray, name);
    QFETCH(QString, docstring);
    NEED_PYTHON();
    Experiment experiment = experimentOn("iris");
    const std::string plain = scriptOf(experiment);
    experiment.name = name.toStdString();
    const std::string script = scriptOf(experiment);
    QCOMPARE(std::ranges::count(script, '\n'), std::ranges::count(plain, '\n'));
    const Folder folder;
    const QString path = QString::fromStdString(folder.write("script.py", QByteArray::fromStdString(script)));
    const Outcome outcome =
        run(python_,
            {QStringLiteral("-c"), QStringLiteral("import ast, sys\n"
                                                  "tree = ast.parse(open('%1', encoding='utf-8', newline='').read())\n"
                                                  "text = ast.get_docstring(tree, clean=False)\n"
                                                  "sys.stdout.buffer.write(text.split(': a network')[0].encode())")
                                       .arg(path)});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err.right(600)));
    QCOMPARE(outcome.out, docstring);
  }

  void refusesWhatCannotBeRun() {
    const Experiment good = experimentOn("iris");
    const PreparedDataPtr data = prepareData(good);
    Experiment bad = good;
    bad.training.loss.name = "mse";
    QVERIFY(errorOf<FormatError>([&] { pytorchScript(bad, *data); }).contains(QStringLiteral("mse")));
    bad = good;
    bad.network.hidden[0].layer.name = "convolution";
    QVERIFY(errorOf<FormatError>([&] { pytorchScript(bad, *data); }).contains(QStringLiteral("convolution")));
    QVERIFY(errorOf<Error>([] { python::fill("«A» «B»", {{"A", "«C»"}}); }).contains(QStringLiteral("'B'")));
    QCOMPARE(python::fill("«A» «B»", {{"A", "«B»"}, {"B", "b"}}), std::string("«B» b"));
    QVERIFY(errorOf<FormatError>([] { findExporter("onnxx"); }).contains(QStringLiteral("pytorch")));
  }

  /// What a script leaves out has to be the default of PyTorch too.
  void defaultsArePyTorchs() {
    NEED_TORCH();
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
    const Outcome outcome = run(torch_, {QStringLiteral("-c"), QString::fromStdString(code)});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err.right(600)));
  }

  /// The module of each activation, its parameters changed, computes what our row computes.
  void activationsComputeTheSame() {
    NEED_TORCH();
    const std::vector<double> places = {-7, -2.5, -0.6, -0.01, 0.3, 0.7, 1.9, 6.5};
    Experiment experiment = experimentOn("iris");
    experiment.network.hidden.clear();
    for (const Activation& row : activations()) {
      if (row.name != "identity") experiment.network.hidden.push_back({{"linear", {}}, unusual(row)});
    }
    std::string code = scriptOf(experiment);
    code.erase(code.find("if __name__"));
    code +=
        "x = torch.tensor([-7, -2.5, -0.6, -0.01, 0.3, 0.7, 1.9, 6.5], dtype=torch.float64)\n"
        "for module in list(make_model())[1::2]: print(*module(x).tolist())\n";
    const Outcome outcome = run(torch_, {QStringLiteral("-c"), QString::fromStdString(code)});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err.right(600)));
    const QStringList lines = outcome.out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(static_cast<std::size_t>(lines.size()), experiment.network.hidden.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
      const Choice& choice = experiment.network.hidden[static_cast<std::size_t>(i)].activation;
      const Activation& row = findActivation(choice.name);
      const ActivationParameters parameters = parametersOf(row, choice);
      const QStringList numbers = lines[i].split(u' ');
      for (std::size_t k = 0; k < places.size(); ++k) {
        const double expected = row.evaluate(places[k], parameters.data());
        QVERIFY2(std::abs(numbers[static_cast<qsizetype>(k)].toDouble() - expected) < 1e-9, row.name.c_str());
      }
    }
  }

  void printsTheSameLosses_data();
  void printsTheSameLosses() {
    QFETCH(Experiment, experiment);
    NEED_TORCH();
    const Folder folder;
    const QByteArray script = QByteArray::fromStdString(scriptOf(experiment));
    const Outcome outcome = run(torch_, {QString::fromStdString(folder.write("script.py", script))});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err.right(600)));
    const QStringList train = lossesIn(outcome.out, "train");
    const QStringList valid = lossesIn(outcome.out, "valid");
    const QStringList test = lossesIn(outcome.out, "Test ");

    const std::unique_ptr<Device> device = openTestDevice();
    Trainer trainer(*device, experiment, prepareData(experiment));
    QCOMPARE(valid.size(), trainer.data().valid.empty() ? 0 : train.size());
    QCOMPARE(test.size(), trainer.data().test.empty() ? 0 : 1);
    const auto same = [](const QString& theirs, double ours) {
      const double relative = std::abs(theirs.toDouble() / ours - 1);
      if (relative > 1e-5) qWarning("%s here %.9g: off by %.2g", qPrintable(theirs), ours, relative);
      return relative <= 1e-5;
    };
    for (int epoch = 0; epoch < train.size(); ++epoch) {
      QVERIFY(!trainer.hasStalled());
      trainer.finishEpoch();
      const EpochPoint& point = trainer.epochHistory().back();
      QVERIFY(same(train[epoch], point.train.loss));
      if (!valid.empty()) QVERIFY(same(valid[epoch], point.valid.loss));
    }
    QVERIFY(train.size() == experiment.training.epochs || trainer.hasStalled());
    if (!test.empty()) QVERIFY(same(test.front(), trainer.evaluateTest().loss));
  }

 private:
  QString python_;
  QString torch_;
};

void ExportTest::printsTheSameLosses_data() {
  QTest::addColumn<Experiment>("experiment");
  const auto row = [](const char* name, const Experiment& experiment) { QTest::newRow(name) << experiment; };

  Experiment experiment = experimentOn("iris");
  experiment.network.hidden = {{{"linear", {{"units", 16}}}, {"sigmoid", {}}}};
  experiment.training.batchSize = 2;
  experiment.training.epochs = 5;
  row("Iris", experiment);
  experiment.seed = 18446744073709551615ULL;
  experiment.data.seed = 42;
  experiment.data.validShare = 0;
  experiment.training.shuffle = false;
  experiment.training.loss.values["label_smoothing"] = 0.1;
  row("Iris in order, without a validation part", experiment);
  experiment.data.testShare = 0;
  experiment.data.validShare = 0.35;
  experiment.data.standardize = false;
  experiment.training.batchSize = 32;
  experiment.training.dropLast = true;
  row("Iris as it is, whole batches, without a test part", experiment);

  experiment = experimentOn("mnist-10k");
  experiment.network.hidden = {{{"linear", {{"units", 32}}}, {"relu", {}}},
                               {{"linear", {{"units", 16}}}, {"gelu", {}}}};
  experiment.training.batchSize = 100;
  experiment.training.epochs = 2;
  row("MNIST-10k", experiment);

  experiment = experimentOn("auto-mpg");
  experiment.training.optimizer = {"sgd", {{"lr", 0.001}, {"momentum", 0.9}}};
  row("Auto MPG, a regression with words among its columns", experiment);

  experiment = experimentOn("moons");
  experiment.data.dataset.values = {{"noise", 20}, {"points", 131}};
  experiment.training.optimizer = {"nadam", {{"beta1", 0.8}}};
  row("points", experiment);

  experiment = experimentOn("penguins");
  experiment.network.hidden = {{{"noisy_linear", {{"units", 8}}}, {"gaussian", {}}},
                               {{"batch_norm", {}}, {"leaky_relu", {{"negative_slope", 0.2}}}},
                               {{"dropout", {{"p", 0.25}}}, {"identity", {}}},
                               {{"layer_norm", {}}, {"sine", {}}},
                               {{"prelu", {}}, {"identity", {}}}};
  experiment.network.outputActivation = {"softplus", {{"beta", 2}}};
  experiment.training.optimizer = {"rmsprop", {{"centered", 1}}};
  row("every kind of layer", experiment);

  for (const ScheduleInfo& info : schedules()) {
    experiment = experimentOn(info.step == ScheduleStep::Batch ? "iris" : "moons");
    experiment.training.schedule.name = info.name;
    experiment.training.optimizer = {"sgd", {{"lr", 0.1}, {"momentum", 0.8}}};
    experiment.training.batchSize = 50;
    experiment.training.epochs = 6;
    row(("schedule " + info.name).c_str(), experiment);
    Choice& schedule = experiment.training.schedule;
    for (const ParameterInfo& parameter : info.parameters) {
      const std::string& name = parameter.name;
      if (name == "step_size" || name == "T_max" || name == "milestone_1" || name == "total_iters") {
        schedule.values[name] = 2;
      }
      if (name == "milestone_2") schedule.values[name] = 0;
      if (name == "milestone_3") schedule.values[name] = 5;
      if (name == "total_steps") schedule.values[name] = 9;
      if (name == "patience") schedule.values[name] = 0;
      if (name == "mode") schedule.values[name] = 1;
    }
    experiment.data.validShare = 0;
    row(("schedule " + info.name + ", otherwise").c_str(), experiment);
  }

  for (const Initialization& info : initializations()) {
    experiment = experimentOn("iris");
    experiment.network.hidden = {{{"linear", {{"units", 20}, {"bias", 0}}}, {"relu", {}}, {info.name, {}}},
                                 {{"noisy_linear", {{"units", 12}}}, {"tanh", {}}, unusual(info)}};
    experiment.network.outputInitialization = unusual(info);
    row(("initialization " + info.name).c_str(), experiment);
  }

  experiment = experimentOn("wine");
  experiment.training.l1 = 0.01;
  experiment.training.clipNorm = 0.3;
  experiment.training.clipValue = 0.05;
  row("penalty and clipping", experiment);

  experiment = experimentOn("iris");
  experiment.training.optimizer = {"sgd", {{"lr", 0.8}}};
  experiment.training.patience = 2;
  experiment.training.batchSize = 8;
  experiment.training.epochs = 30;
  row("stops early", experiment);
}

QTEST_GUILESS_MAIN(ExportTest)
#include "export_test.moc"
