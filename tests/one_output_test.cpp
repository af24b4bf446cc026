// Two classes told apart by one output unit, and the losses that come in two parts: what a network with one output says
// is what one with an output for each class would say, in every view and by every way of training.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/base/error.h"
#include "core/data/catalog.h"
#include "core/data/prepared_data.h"
#include "core/experiment/change.h"
#include "core/experiment/experiment_json.h"
#include "core/experiment/loss_choice.h"
#include "core/explain/answers.h"
#include "core/io/network_plan.h"
#include "core/io/pytorch_script.h"
#include "core/io/summary.h"
#include "core/nn/loss.h"
#include "core/nn/softmax.h"
#include "core/tensor/copy.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/own_drawings.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

constexpr auto kWays = {"plain", "layers", "rows", "lanes"};

/// The book's network: two tanh layers are more than enough.
Experiment xorWith(const char* loss) {
  Experiment experiment;
  experiment.data.dataset = {"xor", {}};
  experiment.network.hidden = {{{"linear", {{"units", 6}}}, {"tanh", {}}}};
  experiment.training.optimizer = {"adam", {{"lr", 0.03}}};
  experiment.training.batchSize = 20;
  experiment.training.epochs = 30;
  return withLoss(experiment, {loss, {}});
}

PredictionsPtr predictionsOf(Trainer& trainer, DataPart part) {
  trainer.beginPredictions(part);
  while (trainer.isPredicting()) trainer.predict();
  return trainer.predictions(part);
}

std::vector<float> lossesOf(const Trainer& trainer) {
  std::vector<float> losses;
  for (const BatchPoint& point : trainer.batchHistory()) losses.push_back(point.loss);
  return losses;
}

/// A network with an output for each class that says what the one with one output says: −z/2 and z/2.
void sayTheSame(Network& two, Network& one) {
  const std::vector<Tensor> from = one.parameters();
  const std::vector<Tensor> to = two.parameters();
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::vector<float> numbers = from[i].toVector<float>();
    if (from[i].shape() != to[i].shape()) {
      const std::size_t count = numbers.size();
      for (std::size_t k = 0; k < count; ++k) numbers.push_back(numbers[k] / 2);
      for (std::size_t k = 0; k < count; ++k) numbers[k] /= -2;
    }
    copyInto(to[i].detach(), Tensor::from(from[i].device(), numbers, to[i].shape()));
  }
}

bool isNear(double a, double b, double tolerance) {
  return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b));
}

}  // namespace

class OneOutputTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }
  void cleanup() { qunsetenv("GRADUS_STEP"); }

  void everyDataSetKnowsItsClasses() {
    qputenv("GRADUS_DATA", GRADUS_SOURCE_DIR "/resources/datasets");
    const OwnDrawings drawings;
    for (const DatasetInfo& info : datasetCatalog()) {
      if (!whyMissing(info).empty()) continue;
      const Target known = targetOf(info, {info.name, {}});
      const Target found = info.load({info.name, {}}, 1).target();
      QCOMPARE(known.task, found.task);
      const bool isRight = known.classes == found.classes || (known.classes == 0 && info.isPersons);
      QVERIFY2(isRight, info.name.c_str());
    }
    QCOMPARE(targetOf(findDataset("blobs"), {"blobs", {{"classes", 2}}}).classes, std::int64_t{2});
  }

  void fittingLosses_data() {
    QTest::addColumn<int>("task");
    QTest::addColumn<int>("classes");
    QTest::addColumn<QByteArrayList>("names");
    const QByteArrayList forMany{"cross_entropy", "nll"};
    const int isClasses = static_cast<int>(Task::Classification);
    QTest::newRow("three classes") << isClasses << 3 << forMany;
    QTest::newRow("one class") << isClasses << 1 << forMany;
    QTest::newRow("two classes") << isClasses << 2 << forMany + QByteArrayList{"bce_with_logits", "bce"};
    QTest::newRow("nobody knows how many") << isClasses << 0 << forMany + QByteArrayList{"bce_with_logits", "bce"};
    QTest::newRow("numbers") << static_cast<int>(Task::Regression) << 0
                             << QByteArrayList{"mse", "l1", "smooth_l1", "huber"};
  }
  void fittingLosses() {
    QFETCH(int, task);
    QFETCH(int, classes);
    QFETCH(QByteArrayList, names);
    const Target target{static_cast<Task>(task), classes};
    QByteArrayList found;
    for (const Loss* loss : lossesFor(target)) {
      found << QByteArray::fromStdString(loss->name);
      QCOMPARE(outputsFor(*loss, target), loss->output == OutputKind::Scores ? std::max(classes, 1) : 1);
    }
    QCOMPARE(found, names);
  }

  void refusesWhatOneOutputCannotTell() {
    Experiment experiment = xorWith("bce_with_logits");
    experiment.data.dataset = {"iris", {}};
    const QString message = errorOf<DataError>([&] { prepareData(experiment); });
    QCOMPARE(message, QStringLiteral("The loss BCE with logits needs two classes to predict, but Iris "
                                     "gives 3 classes: choose cross_entropy"));
  }

  /// The loss brings along what it needs, and takes away what only it needed.
  void lossesBringTheirOutputAlong() {
    Experiment experiment = xorWith("cross_entropy");
    experiment.training.balanceClasses = true;
    const Experiment probability = withLoss(experiment, {"bce", {}});
    QCOMPARE(probability.network.outputActivation.name, std::string("sigmoid"));
    QVERIFY(!probability.training.balanceClasses);
    const Experiment logits = withLoss(probability, {"bce_with_logits", {}});
    QCOMPARE(logits.network.outputActivation.name, std::string("identity"));
    Experiment bounded = experiment;
    bounded.network.outputActivation = {"hardsigmoid", {}};
    QCOMPARE(withLoss(bounded, {"bce", {}}).network.outputActivation.name, std::string("hardsigmoid"));
    check(probability, "e.json");
    check(logits, "e.json");

    NetworkSpec straight = probability.network;
    straight.outputActivation = {"tanh", {}};
    QCOMPARE(withNetwork(probability, straight).training.loss.name, std::string("bce_with_logits"));
    QVERIFY(withNetwork(probability, straight).network == straight);
    QCOMPARE(withNetwork(experiment, straight).training.loss.name, std::string("cross_entropy"));

    QCOMPARE(changeOf(experiment, withLoss(experiment, {"nll", {}})), Change::Training);
    QCOMPARE(changeOf(experiment, withLoss(experiment, {"bce_with_logits", {}})), Change::All);
    QCOMPARE(changeOf(logits, experiment), Change::All);

    QVERIFY(withLossFor(logits, {Task::Classification, 2}) == logits);
    QCOMPARE(withLossFor(logits, {Task::Classification, 3}).training.loss.name, std::string("cross_entropy"));
    QCOMPARE(withLossFor(logits, {Task::Classification, 0}).training.loss.name, std::string("cross_entropy"));
    const Experiment numbers = withLossFor(probability, {Task::Regression, 0});
    QCOMPARE(numbers.training.loss.name, std::string("mse"));
    QCOMPARE(numbers.network.outputActivation.name, std::string("identity"));
  }

  /// Of sums at the ends of float32 too.
  void scores_data() {
    QTest::addColumn<float>("output");
    QTest::addColumn<double>("second");
    for (const float z : {-1e8F, -17.0F, -1.5F, 0.0F, 1e-3F, 2.0F, 17.0F, 1e8F}) {
      QTest::addRow("%g", static_cast<double>(z)) << z << 1 / (1 + std::exp(-static_cast<double>(z)));
    }
  }
  void scores() {
    QFETCH(float, output);
    QFETCH(double, second);
    for (const OutputKind kind : {OutputKind::LogOdds, OutputKind::Probability}) {
      const float given = kind == OutputKind::LogOdds ? output : static_cast<float>(second);
      const std::vector<float> said = readAs(kind, {given});
      QCOMPARE(said.size(), std::size_t{2});
      const Tensor scores = scoresOf(Tensor::from(*device_, std::vector<float>{given}, {1, 1}), kind);
      const std::vector<float> onDevice = softmax(scores, 1).toVector<float>();
      for (const auto& shares : {said, onDevice}) {
        QVERIFY(isNear(static_cast<double>(shares[1]), second, 2e-7));
        QVERIFY(isNear(static_cast<double>(shares[0]), 1 - second, 2e-7));
      }
      const int answer = static_cast<double>(given) > thresholdOf(kind) ? 1 : 0;
      QCOMPARE(answerOf(scoresOf(std::vector<float>{given}, kind)), answer);
      QCOMPARE(answerOf(scores.toVector<float>()), answer);
    }
  }

  void whatIsNoNumberStaysNone() {
    const float nothing = std::numeric_limits<float>::quiet_NaN();
    for (const OutputKind kind : {OutputKind::LogOdds, OutputKind::Probability}) {
      QVERIFY(std::isnan(readAs(kind, {nothing})[0]) && std::isnan(readAs(kind, {nothing})[1]));
      const Tensor scores = scoresOf(Tensor::from(*device_, std::vector<float>{nothing}, {1, 1}), kind);
      QVERIFY(std::isnan(scores.toVector<float>()[0]) && std::isnan(scores.toVector<float>()[1]));
    }
  }

  /// XOR as books train it.
  void learnsXor_data() {
    QTest::addColumn<QByteArray>("loss");
    QTest::addColumn<QByteArray>("way");
    for (const char* loss : {"bce_with_logits", "bce", "nll", "cross_entropy"}) {
      for (const char* way : kWays) QTest::addRow("%s by %s", loss, way) << QByteArray(loss) << QByteArray(way);
    }
  }
  void learnsXor() {
    QFETCH(QByteArray, loss);
    QFETCH(QByteArray, way);
    if (way != "plain" && device_->lanes() == 1) QSKIP("The fused kernels are for processors");
    qputenv("GRADUS_STEP", way);
    const Experiment experiment = xorWith(loss.constData());
    Trainer trainer(*device_, experiment, prepareData(experiment));
    QCOMPARE(QByteArray::fromStdString(std::string(trainer.trainingStep().name())), way);
    QCOMPARE(trainer.network().outputs(), isOneForTwo(findLoss(loss.toStdString()).output) ? 1 : 2);
    for (int i = 0; i < experiment.training.epochs; ++i) trainer.finishEpoch();
    const EpochPoint& last = trainer.epochHistory().back();
    QVERIFY2(last.train.metric > 0.97, qPrintable(QString::number(last.train.metric)));
    QVERIFY2(last.train.loss < 0.15, qPrintable(QString::number(last.train.loss)));

    // What is shown as mistakes is what the accuracy has counted.
    for (const DataPart part : {DataPart::Train, DataPart::Test}) {
      const PredictionsPtr said = predictionsOf(trainer, part);
      const Score score = part == DataPart::Test ? trainer.evaluateTest() : last.train;
      const auto rows = static_cast<double>(said->rows.size());
      QCOMPARE(static_cast<double>(said->mistakes.size()), std::round((1 - score.metric) * rows));
      double sum = 0;
      for (const float each : said->loss) sum += static_cast<double>(each);
      QVERIFY(isNear(sum / rows, score.loss, 1e-5));
    }
  }

  /// With an output for each class that says the same, every view has to show the same.
  void everyViewAgreesWithTwoOutputs() {
    const Experiment one = xorWith("bce_with_logits");
    const Experiment two = xorWith("cross_entropy");
    const PreparedDataPtr data = prepareData(one);
    Trainer trained(*device_, one, data);
    for (int i = 0; i < 6; ++i) trained.finishEpoch();
    Trainer other(*device_, two, data);
    sayTheSame(other.network(), trained.network());

    const PredictionsPtr a = predictionsOf(trained, DataPart::Valid);
    const PredictionsPtr b = predictionsOf(other, DataPart::Valid);
    QCOMPARE(a->outputs, b->outputs);
    QVERIFY(a->predicted == b->predicted);
    QVERIFY(a->mistakes == b->mistakes);
    QCOMPARE(a->leads.size(), b->leads.size());
    for (std::size_t i = 0; i < a->leads.size(); ++i) QVERIFY(isNear(a->leads[i], b->leads[i], 2e-6));
    demandSame(a->values, b->values);
    demandSame(a->loss, b->loss);
    QVERIFY(isNear(trained.evaluateTest().loss, other.evaluateTest().loss, 1e-5));
    QCOMPARE(trained.evaluateTest().metric, other.evaluateTest().metric);

    const FieldSnapshot fieldA = *trained.lookAtPlane({});
    const FieldSnapshot fieldB = *other.lookAtPlane({});
    QCOMPARE(fieldA.outputs, 2);
    demandSame(fieldA.output, fieldB.output);

    const SampleQuestion everything{
        .row = 3, .explainedUnits = 4, .attack = AttackQuestion{true, 0.5, -1, true}, .neighbours = 3, .dependence = 0};
    // A table's columns can be gone through, and the plane's features are columns.
    const SampleAnswer saidA = trained.answer(everything);
    const SampleAnswer saidB = other.answer(everything);
    QCOMPARE(saidA.answer, saidB.answer);
    demandSame(saidA.values, saidB.values);
    QVERIFY(isNear(saidA.loss, saidB.loss, 1e-5));
    demandSame(saidA.explanation->saliency, saidB.explanation->saliency);
    QCOMPARE(saidA.attack->answer, saidB.attack->answer);
    QCOMPARE(saidA.attack->flip.has_value(), saidB.attack->flip.has_value());
    if (saidA.attack->flip) QVERIFY(isNear(*saidA.attack->flip, *saidB.attack->flip, 1e-3));
    QCOMPARE(saidA.dependence->outputs, std::int64_t{2});
    demandSame(saidA.dependence->average, saidB.dependence->average);
    demandSame(saidA.dependence->ofSample, saidB.dependence->ofSample);
    QVERIFY(isNear(trained.measure()->loss, other.measure()->loss, 1e-5));
  }

  /// The lead of the answer over the other class is what is explained: x · gradient adds up to it in a linear network.
  void explainsBothAnswersAlike() {
    Experiment experiment = xorWith("bce_with_logits");
    experiment.network.hidden.clear();
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.finishEpoch();
    const float bias = trainer.look(-1).layers.front().bias.front();
    bool hasFirst = false;
    bool hasSecond = false;
    for (std::int64_t row = 0; row < 40; ++row) {
      const SampleAnswer said = trainer.answer({.row = row, .explainedUnits = 1});
      double sum = static_cast<double>(bias);
      const double sign = said.answer == 1 ? 1 : -1;
      (said.answer == 1 ? hasSecond : hasFirst) = true;
      for (const float part : said.explanation->timesInput) sum += sign * static_cast<double>(part);
      QVERIFY(isNear(sum, static_cast<double>(said.explanation->output.front()), 1e-5));
    }
    QVERIFY(hasFirst && hasSecond);
  }

  /// A sigmoid and the loss of probabilities, or both in one: the same curve but for rounding.
  void probabilityAndLogOddsAreTheSame() {
    std::vector<std::vector<float>> curves;
    for (const char* loss : {"bce", "bce_with_logits"}) {
      const Experiment experiment = xorWith(loss);
      Trainer trainer(*device_, experiment, prepareData(experiment));
      for (int i = 0; i < 5; ++i) trainer.finishEpoch();
      curves.push_back(lossesOf(trainer));
    }
    QCOMPARE(curves[0].size(), curves[1].size());
    demandSame(curves[0], curves[1], 2e-4);
  }

  /// In two parts or in one: the same bits where one kernel serves both, else but for rounding.
  void likelihoodIsCrossEntropy() {
    for (const char* way : {"lanes", "plain"}) {
      qputenv("GRADUS_STEP", way);
      std::vector<std::vector<float>> curves;
      for (const char* loss : {"cross_entropy", "nll"}) {
        Experiment experiment = xorWith(loss);
        experiment.data.dataset = {"iris", {}};
        Trainer trainer(*device_, experiment, prepareData(experiment));
        for (int i = 0; i < 5; ++i) trainer.finishEpoch();
        curves.push_back(lossesOf(trainer));
      }
      demandSame(curves[0], curves[1], QByteArray(way) == "plain" ? 1e-4 : 0);
    }
  }

  void plansTheirOutputLayer() {
    const auto modulesOf = [](const char* loss) {
      const Experiment experiment = xorWith(loss);
      QStringList names;
      for (const PlannedModule& module : planNetwork(experiment, *prepareData(experiment)->dataset)) {
        names << QStringLiteral("%1 %2").arg(QString::fromStdString(module.torchName())).arg(module.outputs);
      }
      return names.join(u' ');
    };
    QCOMPARE(modulesOf("cross_entropy"), QStringLiteral("Linear 6 Tanh 6 Linear 2"));
    QCOMPARE(modulesOf("nll"), QStringLiteral("Linear 6 Tanh 6 Linear 2 LogSoftmax 2"));
    QCOMPARE(modulesOf("bce_with_logits"), QStringLiteral("Linear 6 Tanh 6 Linear 1"));
    QCOMPARE(modulesOf("bce"), QStringLiteral("Linear 6 Tanh 6 Linear 1 Sigmoid 1"));
    const auto scriptOf = [](const char* loss) {
      const Experiment experiment = xorWith(loss);
      return QString::fromStdString(pytorchScript(experiment, *prepareData(experiment)));
    };
    QVERIFY(scriptOf("nll").contains(QStringLiteral("nn.LogSoftmax(dim=1),\n")));
    QVERIFY(scriptOf("bce_with_logits").contains(QStringLiteral("y = y.float().unsqueeze(1)")));
    QVERIFY(scriptOf("bce_with_logits").contains(QStringLiteral("((outputs > 0) == targets)")));
    QVERIFY(scriptOf("bce").contains(QStringLiteral("((outputs > 0.5) == targets)")));
    const Experiment one = xorWith("bce_with_logits");
    QCOMPARE(summarize(one, *prepareData(one)->dataset).total.parameters, std::int64_t{6 * 3 + 7});
  }

  void anotherOutputLayerIsNoOtherTraining() {
    const Experiment before = xorWith("cross_entropy");
    Trainer trainer(*device_, before, prepareData(before));
    trainer.finishEpoch();
    const auto change = [&] { trainer.setTraining(xorWith("bce_with_logits").training); };
    QVERIFY(errorOf<Error>(change).contains(QStringLiteral("another output layer")));
    trainer.finishEpoch();
    QCOMPARE(trainer.network().outputs(), std::int64_t{2});
  }

 private:
  static void demandSame(const std::vector<float>& a, const std::vector<float>& b, double tolerance = 1e-5) {
    QCOMPARE(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      QVERIFY2(isNear(static_cast<double>(a[i]), static_cast<double>(b[i]), tolerance),
               qPrintable(QStringLiteral("%1: %2 and %3").arg(i).arg(a[i]).arg(b[i])));
    }
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(OneOutputTest)
#include "one_output_test.moc"
