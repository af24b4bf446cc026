// The PyTorch script as text: the right constructors, and Python that compiles whatever a person has typed. What it
// computes is in pytorch_test.cpp.
#include <QRegularExpression>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <functional>

#include "core/base/error.h"
#include "core/data/catalog.h"
#include "core/data/prepared_data.h"
#include "core/experiment/loss_choice.h"
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
#include "tests/own_drawings.h"
#include "tests/python.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

#define NEED_PYTHON() \
  if (python_.isEmpty()) QSKIP("No python3 was found: install python3 to check that scripts compile")

Q_DECLARE_METATYPE(gradus::Experiment)

class ExportTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { python_ = interpreterFor("pass"); }

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
    row("nn.Threshold", "", {"threshold", {}}, findActivation("threshold"), "nn.Threshold(threshold=0.0, value=0.0)");
    row("nn.Linear", "3, 4", {"linear", {{"units", 4}}}, findLayer("linear"), "nn.Linear(3, 4)");
    row("nn.Dropout", "", {"dropout", {}}, findLayer("dropout"), "nn.Dropout(p=0.5)");
    row("Adam", "p", {"adam", {}}, findOptimizer("adam"), "Adam(p, lr=0.001)");
    row("Adam", "p", {"adam", {{"beta2", 0.99}, {"eps", 1e-7}, {"amsgrad", 1}}}, findOptimizer("adam"),
        "Adam(p, lr=0.001, betas=(0.9, 0.99), eps=1e-07, amsgrad=True)");
    row("Adam", "p", {"adam", {{"lr", 1}, {"beta1", 0}}}, findOptimizer("adam"), "Adam(p, lr=1.0, betas=(0.0, 0.999))");
    row("SGD", "p", {"sgd", {{"lr", 0.1}, {"momentum", 0.9}, {"nesterov", 1}}}, findOptimizer("sgd"),
        "SGD(p, lr=0.1, momentum=0.9, nesterov=True)");
    row("MultiStepLR", "o", {"multi_step", {}}, findSchedule("multi_step"), "MultiStepLR(o, milestones=[30, 80])");
    row("ReduceLROnPlateau", "o", {"reduce_on_plateau", {{"mode", 1}}}, findSchedule("reduce_on_plateau"),
        "ReduceLROnPlateau(o, mode=\"max\")");
    row("nn.BCEWithLogitsLoss", "", {"bce_with_logits", {{"pos_weight", 2}}}, findLoss("bce_with_logits"),
        "nn.BCEWithLogitsLoss(pos_weight=torch.tensor(2.0))");
  }
  void callsOfRows() {
    QFETCH(QString, call);
    QFETCH(QString, expected);
    QCOMPARE(call, expected);
  }

  /// The class and its call must agree, or the script is no Python.
  void argumentsHaveNames() {
    ParameterInfo parameter;
    parameter.name = "slope";
    QCOMPARE(argumentName(parameter), std::string("slope"));
    parameter.torch.name = "lambd";
    QCOMPARE(argumentName(parameter), std::string("lambd"));
  }

  /// Python tells 1 from 1.0, and so do some of PyTorch's checks: every parameter that is no whole number, in every
  /// row.
  void floatsAreWrittenAsFloats() {
    const QRegularExpression argument(QStringLiteral(R"((\w+)=(\([^()]*\)|\[[^\[\]]*\]|[^,()]+(?:\([^()]*\))?))"));
    const QRegularExpression whole(QStringLiteral(R"((?<![\w.])-?\d+(?![\w.]))"));
    const auto demand = [&](const ChoiceInfo& info, const std::function<std::string(const Choice&)>& call) {
      Choice choice{info.name, {}};
      QStringList names;
      for (const ParameterInfo& parameter : info.parameters) {
        if (parameter.integer || !parameter.torch.values.empty()) continue;
        // A whole number that is not the default, so that it is written.
        double value = std::ceil(parameter.minimum);
        while (value == parameter.defaultValue) ++value;
        if (value > parameter.maximum) continue;
        choice.values[parameter.name] = value;
        names << QString::fromStdString(argumentName(parameter));
      }
      const QString text = QString::fromStdString(call(choice));
      for (auto match = argument.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        if (names.removeAll(found.captured(1)) > 0)
          QVERIFY2(!whole.match(found.captured(2)).hasMatch(), qPrintable(text));
      }
      QVERIFY2(names.isEmpty(), qPrintable(text + QStringLiteral(" has no ") + names.join(u' ')));
    };
    const auto demandCalls = [&](const auto& rows) {
      for (const auto& row : rows) {
        demand(row, [&row](const Choice& choice) { return torchCall(row.torchName, "", choice, row, "units"); });
      }
    };
    demandCalls(activations());
    demandCalls(layers());
    demandCalls(losses());
    demandCalls(optimizers());
    demandCalls(schedules());
    for (const Initialization& row : initializations()) {
      demand(row, [&row](const Choice& choice) { return row.torchArguments(choice); });
    }
  }

  void numbersAsPythonWritesThem_data() {
    QTest::addColumn<double>("number");
    QTest::addColumn<QString>("expected");
    QTest::newRow("0") << 0.0 << QStringLiteral("0");
    QTest::newRow("whole") << -3.0 << QStringLiteral("-3");
    QTest::newRow("shortest") << 0.1 << QStringLiteral("0.1");
    QTest::newRow("small") << 0.0001 << QStringLiteral("0.0001");
    QTest::newRow("very small") << 0.00001 << QStringLiteral("1e-05");
    QTest::newRow("large") << 1e9 << QStringLiteral("1000000000");
    QTest::newRow("very large") << 1e16 << QStringLiteral("1e+16");
    QTest::newRow("all its digits") << 1.0 / 3 << QStringLiteral("0.3333333333333333");
  }
  void numbersAsPythonWritesThem() {
    QFETCH(double, number);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(python::number(number)), expected);
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
      const bool hasTwo = isOneForTwo(row.output);
      Experiment experiment = experimentOn(taskOf(row.output) == Task::Regression ? "auto-mpg"
                                           : hasTwo                               ? "xor"
                                                                                  : "iris");
      experiment = withLoss(experiment, unusual(row));
      add("loss", row, experiment, "nn." + row.torchName);
    }
    for (const OptimizerInfo& row : optimizers()) {
      Experiment experiment = experimentOn("iris");
      experiment.training.optimizer = unusual(row);
      add("optimizer", row, experiment, "torch.optim." + row.torchName);
    }
    for (const ScheduleInfo& row : schedules()) {
      if (row.torchName.empty()) continue;
      Experiment experiment = experimentOn("iris");
      experiment.training.schedule = unusual(row);
      add("schedule", row, experiment, "torch.optim.lr_scheduler." + row.torchName);
    }
    for (const Initialization& row : initializations()) {
      if (row.torchName.empty()) continue;
      Experiment experiment = experimentOn("iris");
      experiment.network.hidden[0].initialization = unusual(row);
      add("initialization", row, experiment, "nn.init." + row.torchName);
    }
    for (const DatasetInfo& row : datasetCatalog()) {
      add("data set", row, experimentOn(row.name.c_str()), "nn.Linear");
    }
  }
  void everyRowCompiles() {
    const OwnDrawings drawings;
    QFETCH(Experiment, experiment);
    QFETCH(QString, constructor);
    const std::string script = scriptOf(experiment);
    QVERIFY2(script.find("    " + constructor.toStdString()) != std::string::npos ||
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

 private:
  QString python_;
};

QTEST_GUILESS_MAIN(ExportTest)
#include "export_test.moc"
