// The PyTorch script under PyTorch: its modules compute what ours compute, and it prints the losses that we measure.
// Skipped where no Python can import torch. GRADUS_PYTHON_CURRENT may name another interpreter, with a newer PyTorch,
// which is then used as well.
#include <QRegularExpression>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <vector>

#include "core/data/plane_features.h"
#include "core/experiment/loss_choice.h"
#include "core/nn/activation.h"
#include "core/nn/initialization.h"
#include "core/optim/schedule_registry.h"
#include "core/train/trainer.h"
#include "tests/python.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

/// Together they call every function of the language, with names that mean something in Python.
std::vector<Choice> ownFunctions() {
  const auto own = [](const char* formula, const std::map<std::string, double>& values = {}) {
    return Choice{kOwnFunction, values, formula};
  };
  return {own("x * sigmoid(1.702 * x)"),
          own("where(x > lambda, x, lambda * (exp(x) - 1))", {{"lambda", -0.5}}),
          own("where(x > lambda, x, lambda * (exp(x) - 1))", {{"lambda", 0.25}}),
          own("-x^2 / 2^3^2 + train * torch", {{"train", 2}, {"torch", 3}}),
          own("min(x, 1) - max(-1, x * a) + min(a, 2)", {{"a", 0.3}}),
          own("log(1 + exp(x)) + log(sigmoid(x)) + log(1 + x^2)"),
          own("(x > 0.5) * x + (x <= -1) - (x == 1.9) * 3 + where(x != 0.3, 2, 5)"),
          own("where(x, abs(x)^1.5, 1) + where(x - 0.3, sqrt(abs(x)), 2 * a) + 2^x", {{"a", 4}}),
          own("sin(x) * cos(a) + tan(x / 9) * tanh(x) + erf(x) / (1 + exp(-x)) + sign(x)"),
          own("sinh(x / 4) / cosh(x) + (x >= 0.7) + (x < 1)")};
}

QStringList lossesIn(const QString& text, const char* part) {
  const QRegularExpression pattern(QStringLiteral("%1 loss (\\S+)").arg(QLatin1String(part)));
  QStringList losses;
  for (auto match = pattern.globalMatch(text); match.hasNext();) losses << match.next().captured(1);
  return losses;
}

}  // namespace

Q_DECLARE_METATYPE(gradus::Experiment)

class PytorchTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    qputenv("GRADUS_DATA", GRADUS_SOURCE_DIR "/resources/datasets");
    device_ = openTestDevice();
  }

  /// The module of each activation, its parameters changed, computes what our row computes.
  void activationsComputeTheSame() {
    NEED_TORCH(pythons_);
    const std::vector<double> places = {-7, -2.5, -0.6, -0.01, 0.3, 0.7, 1.9, 6.5};
    Experiment experiment = experimentOn("iris");
    experiment.network.hidden.clear();
    for (const Activation& row : activations()) {
      if (row.name != "identity") experiment.network.hidden.push_back({{"linear", {}}, unusual(row)});
    }
    for (const Choice& own : ownFunctions()) experiment.network.hidden.push_back({{"linear", {}}, own});
    std::string code = scriptOf(experiment);
    code.erase(code.find("if __name__"));
    code +=
        "x = torch.tensor([-7, -2.5, -0.6, -0.01, 0.3, 0.7, 1.9, 6.5], dtype=torch.float64)\n"
        "for module in list(make_model())[1::2]: print(*module(x).tolist())\n";
    const Outcome outcome = run(pythons_.last(), {QStringLiteral("-c"), QString::fromStdString(code)});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err.right(600)));
    const QStringList lines = outcome.out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(static_cast<std::size_t>(lines.size()), experiment.network.hidden.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
      const Choice& choice = experiment.network.hidden[static_cast<std::size_t>(i)].activation;
      const Activation row = activationOf(choice);
      const ActivationParameters parameters = parametersOf(row, choice);
      const QStringList numbers = lines[i].split(u' ');
      for (std::size_t k = 0; k < places.size(); ++k) {
        const double expected = row.evaluate(places[k], parameters.data());
        const double theirs = numbers[static_cast<qsizetype>(k)].toDouble();
        QVERIFY2(std::abs(theirs - expected) < 1e-9 * std::max(1.0, std::abs(expected)), row.formula.c_str());
      }
    }
  }

  /// As a person would run it: by itself, in another folder.
  void runsAlone() {
    NEED_TORCH(pythons_);
    const Folder folder;
    const Experiment experiment = experimentOn("iris");
    const QByteArray script = QByteArray::fromStdString(scriptOf(experiment));
    const Outcome outcome = run(pythons_.first(), {QString::fromStdString(folder.write("iris.py", script))});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err.right(600)));
    QVERIFY(outcome.err.isEmpty());
    QCOMPARE(outcome.out.count(u'\n'), experiment.training.epochs + 1);
    QVERIFY(outcome.out.startsWith(QStringLiteral("Epoch 1/3  train loss ")));
  }

  void printsTheSameLosses_data();
  void printsTheSameLosses() {
    QFETCH(Experiment, experiment);
    QFETCH(std::size_t, index);
    NEED_TORCH(pythons_);
    for (const QString& python : pythons_) compareLosses(experiment, index, python);
  }

 private:
  void compareLosses(const Experiment& experiment, std::size_t index, const QString& python);

  const QStringList pythons_ = pythonsWithTorch();
  std::unique_ptr<Device> device_;
  std::vector<Experiment> experiments_;              ///< of the rows of printsTheSameLosses, in their order
  std::map<QString, std::vector<QString>> printed_;  ///< by each Python, by the script of each
};

void PytorchTest::compareLosses(const Experiment& experiment, std::size_t index, const QString& python) {
  if (printed_[python].empty()) printed_[python] = printedBy(python, experiments_);
  const QString& printed = printed_[python].at(index);
  const QStringList train = lossesIn(printed, "train");
  const QStringList valid = lossesIn(printed, "valid");
  const QStringList test = lossesIn(printed, "Test ");
  QVERIFY2(!train.empty(), qPrintable(printed.right(600)));

  Trainer trainer(*device_, experiment, prepareData(experiment));
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

void PytorchTest::printsTheSameLosses_data() {
  QTest::addColumn<Experiment>("experiment");
  QTest::addColumn<std::size_t>("index");
  const auto row = [this](const char* name, const Experiment& experiment) {
    QTest::newRow(name) << experiment << experiments_.size();
    experiments_.push_back(experiment);
  };

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

  experiment = experimentOn("iris");
  experiment.data.excluded = {2, 51, 120};
  experiment.data.relabeled = {{1, 2}, {60, 0}, {149, 1}};
  row("Iris with samples excluded and relabelled", experiment);

  experiment = experimentOn("iris");
  experiment.network.hidden = {
      {{"linear", {{"units", 12}}}, {kOwnFunction, {{"a", 1.702}}, "x * sigmoid(a * x)"}},
      {{"linear", {{"units", 8}}}, {kOwnFunction, {{"slope", 0.1}}, "max(x, slope * x) + min(abs(x), 0.5)"}}};
  row("Iris with functions of one's own", experiment);

  experiment = experimentOn("mnist-10k");
  experiment.network.hidden = {{{"linear", {{"units", 32}}}, {"relu", {}}},
                               {{"linear", {{"units", 16}}}, {"gelu", {}}}};
  experiment.training.batchSize = 100;
  experiment.training.epochs = 2;
  row("MNIST-10k", experiment);
  experiment.data.excluded = {3, 7999, 9000};
  experiment.data.relabeled = {{5, 1}, {17, 9}, {8000, 2}, {9999, 4}};  // of all parts
  row("MNIST-10k with samples excluded and relabelled", experiment);

  experiment = experimentOn("auto-mpg");
  experiment.training.optimizer = {"sgd", {{"lr", 0.001}, {"momentum", 0.9}}};
  row("Auto MPG, a regression with words among its columns", experiment);

  experiment = experimentOn("moons");
  experiment.data.dataset.values = {{"noise", 20}, {"points", 131}};
  experiment.training.optimizer = {"adamw", {{"beta1", 0.8}}};  // of NAdam, 1.13 has a formula of its own
  row("points", experiment);
  experiment.data.excluded = {0, 50};
  experiment.data.relabeled = {{4, 1}, {100, 0}};
  row("points, some of them excluded and relabelled", experiment);
  experiment.data.excluded.clear();
  experiment.data.relabeled.clear();
  for (const PlaneFeature& feature : planeFeatures()) experiment.data.features.push_back(feature.name);
  row("points with every feature", experiment);

  experiment.data.features.clear();
  experiment.training.optimizer = {"adam", {{"lr", 0.01}, {"beta1", 0}}};
  row("Adam without momentum", experiment);

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

  experiment = experimentOn("iris");
  experiment.training.schedule = {"one_cycle", {{"pct_start", 1}}};
  experiment.training.optimizer = {"sgd", {{"lr", 0.1}, {"momentum", 0.8}}};
  row("schedule one_cycle, which only rises", experiment);

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

  experiment = experimentOn("breast-cancer");
  experiment.training.balanceClasses = true;
  experiment.training.loss.values["label_smoothing"] = 0.1;
  row("balanced classes", experiment);

  experiment = withLoss(experimentOn("xor"), {"bce_with_logits", {{"pos_weight", 1.5}}});
  experiment.data.relabeled = {{4, 1}, {100, 0}};
  row("XOR with one output", experiment);
  experiment = withLoss(experimentOn("xor"), {"bce", {}});
  experiment.network.hidden = {{{"linear", {{"units", 2}}}, {"sigmoid", {}}}};
  experiment.training.optimizer = {"sgd", {{"lr", 1}}};
  row("XOR as in books: sigmoids and one probability", experiment);
  experiment = withLoss(experimentOn("breast-cancer"), {"bce_with_logits", {}});
  experiment.network.hidden.clear();
  row("logistic regression", experiment);
  experiment = withLoss(experimentOn("penguins"), {"nll", {}});
  experiment.training.balanceClasses = true;
  row("negative log-likelihood, balanced classes", experiment);

  experiment = experimentOn("iris");
  experiment.training.optimizer = {"sgd", {{"lr", 0.8}}};
  experiment.training.patience = 2;
  experiment.training.batchSize = 8;
  experiment.training.epochs = 30;
  row("stops early", experiment);
}

QTEST_GUILESS_MAIN(PytorchTest)
#include "pytorch_test.moc"
