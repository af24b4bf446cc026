// What is said about single inputs: saliency against finite differences, attacks on a network that has learned digits,
// neighbours and what-if against the plain way of computing them; and that asking changes nothing.
#include <QRect>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/data/drawn_image.h"
#include "core/data/prepared_data.h"
#include "core/explain/adversarial.h"
#include "core/explain/answers.h"
#include "core/probe/sample_study.h"
#include "core/session/answers.h"
#include "core/session/training_session.h"
#include "core/tensor/graph.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

constexpr int kPatience = 60000;

Experiment experimentOn(const char* dataset, std::vector<LayerSpec> hidden) {
  Experiment experiment;
  experiment.data.dataset = {dataset, {}};
  experiment.network.hidden = std::move(hidden);
  experiment.training.batchSize = 16;
  return experiment;
}

LayerSpec dense(double units, const char* activation) {
  return {{"linear", {{"units", units}}}, {activation, {}}};
}

std::vector<LayerSpec> layersWithState() {
  return {dense(5, "tanh"),
          {{"dropout", {{"p", 0.3}}}, {"identity", {}}},
          {{"batch_norm", {}}, {"relu", {}}},
          {{"noisy_linear", {{"units", 4}}}, {"identity", {}}}};
}

/// A trainer with what it works on.
struct Run {
  Run(Device& device, const Experiment& experiment, int epochs = 1)
      : trainer(device, experiment, prepareData(experiment)) {
    for (int i = 0; i < epochs; ++i) trainer.finishEpoch();
  }

  std::vector<float> inputOf(std::int64_t row) const { return trainer.sampleInput(row).toVector<float>(); }
  double lossAt(std::int64_t row, const std::vector<float>& input) {
    return trainer.answer({.row = row, .input = input}).loss;
  }
  std::vector<float> outputAt(const std::vector<float>& input) {
    const NoGrad noGrad;
    trainer.network().eval();
    const Tensor x = Tensor::from(trainer.sampleInput(0).device(), input, {1, std::ssize(input)});
    const std::vector<float> output = trainer.network().forward(x).toVector<float>();
    trainer.network().train();
    return output;
  }

  Trainer trainer;
};

std::vector<float> lossesOf(const Trainer& trainer) {
  std::vector<float> losses;
  for (const BatchPoint& point : trainer.batchHistory()) losses.push_back(point.loss);
  return losses;
}

std::vector<float> weightsOf(Trainer& trainer) {
  std::vector<float> all;
  for (const Tensor& parameter : trainer.network().parameters()) {
    const std::vector<float> numbers = parameter.toVector<float>();
    all.insert(all.end(), numbers.begin(), numbers.end());
  }
  return all;
}

double norm(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::pow(static_cast<double>(a[i] - b[i]), 2);
  return std::sqrt(sum);
}

/// White on a black canvas of 224 × 224.
GreyImage rectangle(const QRect& ink) {
  GreyImage image{224, 224, std::vector<std::uint8_t>(224 * 224)};
  for (int y = ink.top(); y <= ink.bottom(); ++y) {
    for (int x = ink.left(); x <= ink.right(); ++x) image.pixels[static_cast<std::size_t>(224 * y + x)] = 255;
  }
  return image;
}

/// One question for everything there is.
SampleQuestion everythingAbout(std::int64_t row) {
  return {.row = row,
          .input = {},
          .explainedUnits = 3,
          .attack = AttackQuestion{true, 0.1, -1, true},
          .neighbours = 5,
          .dependence = 0};
}

}  // namespace

class InspectSampleTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void saliencyIsThatOfDifferences_data() {
    QTest::addColumn<QString>("dataset");
    QTest::newRow("points") << QStringLiteral("moons");
    QTest::newRow("table") << QStringLiteral("wine");
    QTest::newRow("regression") << QStringLiteral("auto-mpg");
  }
  void saliencyIsThatOfDifferences() {
    QFETCH(QString, dataset);
    Experiment experiment = experimentOn(dataset.toUtf8(), {dense(6, "tanh"), dense(4, "tanh")});
    if (dataset == u"auto-mpg") experiment.training.loss = {"mse", {}};
    Run run(*device_, experiment);
    constexpr float kStep = 1e-2F;
    for (const std::int64_t row : {3, 40}) {
      const SampleAnswer answer = run.trainer.answer({.row = row, .explainedUnits = 1});
      QVERIFY(answer.explanation.has_value());
      QVERIFY(std::abs(answer.explanation->loss - answer.loss) < 1e-5 * (1 + answer.loss));
      QCOMPARE(answer.input, run.inputOf(row));
      double largest = 0;
      for (std::size_t i = 0; i < answer.input.size(); ++i) {
        std::vector<float> above = answer.input;
        std::vector<float> below = answer.input;
        above[i] += kStep;
        below[i] -= kStep;
        const double expected =
            (run.lossAt(row, above) - run.lossAt(row, below)) / static_cast<double>(above[i] - below[i]);
        const double got = static_cast<double>(answer.explanation->saliency[i]);
        QVERIFY2(std::abs(got - expected) < 2e-3 + 2e-3 * std::abs(expected), qPrintable(QString::number(got)));
        largest = std::max(largest, std::abs(got));
        const auto said = static_cast<std::size_t>(answer.explanation->answer);
        const double slope = static_cast<double>(run.outputAt(above)[said] - run.outputAt(below)[said]) /
                             static_cast<double>(above[i] - below[i]);
        const double part = static_cast<double>(answer.explanation->timesInput[i]);
        QVERIFY(std::abs(part - slope * static_cast<double>(answer.input[i])) < 5e-3);
      }
      QVERIFY(largest > 1e-3);
    }
  }

  void unitsMatterByTheirWeightToTheAnswer() {
    Run run(*device_, experimentOn("wine", {dense(7, "relu"), dense(5, "tanh")}));
    const SampleAnswer answer = run.trainer.answer({.row = 11, .explainedUnits = 3});
    const std::vector<LayerPart>& path = answer.explanation->path;
    QCOMPARE(path.size(), std::size_t{2});
    QCOMPARE(path[0].units, 7);
    QCOMPARE(path[1].name, std::string("Linear 2"));
    QCOMPARE(path[1].strongest.size(), std::size_t{3});
    const std::vector<LayerSnapshot> layers = run.trainer.look(11).layers;
    double sum = 0;
    std::vector<double> all;
    for (std::size_t unit = 0; unit < 5; ++unit) {
      const auto weight = static_cast<std::size_t>(answer.answer) * 5 + unit;
      all.push_back(static_cast<double>(layers[1].values[unit] * layers[2].weight[weight]));
      sum += std::abs(all.back());
    }
    QVERIFY(sum > 0);
    std::vector<double> sorted = all;
    std::ranges::sort(sorted, [](double a, double b) { return std::abs(a) > std::abs(b); });
    for (std::size_t i = 0; i < 3; ++i) {
      const UnitPart& unit = path[1].strongest[i];
      QVERIFY(std::abs(static_cast<double>(unit.part) - all[static_cast<std::size_t>(unit.unit)]) < 1e-5);
      QVERIFY(std::abs(static_cast<double>(unit.part) - sorted[i]) < 1e-5);
    }
  }

  void attacksFoolWhatHasLearned() {
    Run& run = digits();
    QVERIFY2(run.trainer.evaluateTest().metric > 0.92, qPrintable(QString::number(run.trainer.evaluateTest().metric)));
    QVERIFY(accuracyUnder({}, 0) > 0.92);
    const double fast = accuracyUnder({}, 0.1F);
    const double iterative = accuracyUnder({.isIterative = true}, 0.1F);
    qInfo() << "accuracy under FGSM" << fast << "PGD" << iterative;
    QVERIFY2(fast < 0.40, qPrintable(QString::number(fast)));
    QVERIFY(iterative <= fast);
  }

  void attacksStayWithinTheirBounds() {
    Run& run = digits();
    const std::int64_t row = run.trainer.data().test.front();
    const std::vector<float> before = run.inputOf(row);
    for (const bool isIterative : {false, true}) {
      const SampleAnswer answer =
          run.trainer.answer({.row = row, .attack = AttackQuestion{isIterative, 0.2, -1, false}});
      float furthest = 0;
      for (std::size_t i = 0; i < before.size(); ++i) {
        const float number = answer.attack->input[i];
        QVERIFY(number >= 0 && number <= 1);
        furthest = std::max(furthest, std::abs(number - before[i]));
      }
      QVERIFY(std::abs(furthest - 0.2F) < 1e-5F);
      QCOMPARE(answer.attack->answer, answerOf(answer.attack->values));
    }
    const SampleAnswer still = run.trainer.answer({.row = row, .attack = AttackQuestion{}});
    QCOMPARE(still.attack->input, before);
    QCOMPARE(still.attack->values, still.values);
  }

  void theSmallestRadiusIsFound_data() {
    QTest::addColumn<bool>("isIterative");
    QTest::addColumn<int>("target");
    QTest::newRow("FGSM") << false << -1;
    QTest::newRow("PGD") << true << -1;
    QTest::newRow("PGD to a class") << true << 8;
  }
  void theSmallestRadiusIsFound() {
    QFETCH(bool, isIterative);
    QFETCH(int, target);
    Run& run = digits();
    int found = 0;
    for (std::size_t i = 0; i < 6; ++i) {
      const std::int64_t row = run.trainer.data().test[100 * i];
      const auto ask = [&](double epsilon, bool findsFlip) {
        return run.trainer.answer({.row = row, .attack = AttackQuestion{isIterative, epsilon, target, findsFlip}});
      };
      const SampleAnswer answer = ask(0, true);
      const std::optional<double> flip = answer.attack->flip;
      if (!flip) continue;
      const auto isFlipped = [&](double epsilon) {
        const int said = ask(epsilon, false).attack->answer;
        return target < 0 ? said != answer.answer : said == target;
      };
      QVERIFY(isFlipped(*flip));
      QVERIFY(*flip == 0 || !isFlipped(*flip - kLargestEpsilon / 16 / 256));
      ++found;
    }
    QVERIFY(found >= 4);
  }

  void wordsStayAndColumnsMoveByDeviations() {
    Run run(*device_, experimentOn("penguins", {dense(8, "tanh")}));
    const Dataset& dataset = *run.trainer.data().dataset;
    const std::vector<float> before = run.inputOf(5);
    const SampleAnswer answer = run.trainer.answer({.row = 5, .attack = AttackQuestion{false, 0.25, -1, false}});
    for (std::size_t i = 0; i < before.size(); ++i) {
      const float moved = std::abs(answer.attack->input[i] - before[i]);
      QVERIFY(std::abs(moved - (dataset.numeric[i] ? 0.25F : 0.0F)) < 1e-5F);
    }
    Experiment raw = experimentOn("iris", {dense(8, "tanh")});
    raw.data.standardize = false;
    Run plain(*device_, raw);
    QVERIFY(!plain.trainer.data().standardization.has_value());
    const Standardization columns = fitStandardization(*plain.trainer.data().dataset, plain.trainer.data().train);
    const SampleAnswer other = plain.trainer.answer({.row = 0, .attack = AttackQuestion{false, 0.5, -1, false}});
    for (std::size_t i = 0; i < other.input.size(); ++i) {
      const double moved = std::abs(static_cast<double>(other.attack->input[i] - other.input[i]));
      QVERIFY(std::abs(moved - 0.5 * columns.deviation[i]) < 1e-5);
    }
  }

  void neighboursAreTheNearest_data() {
    QTest::addColumn<int>("layers");
    QTest::newRow("in the last hidden layer") << 2;
    QTest::newRow("without hidden layers in the input") << 0;
  }
  void neighboursAreTheNearest() {
    QFETCH(int, layers);
    const std::vector<LayerSpec> hidden{dense(9, "relu"), dense(6, "tanh")};
    Run run(*device_, experimentOn("wine", {hidden.begin(), hidden.begin() + layers}));
    const std::int64_t row = run.trainer.data().train[17];
    const auto placeOf = [&](std::int64_t of) {
      const Trainer::Look look = run.trainer.look(of);
      return layers == 0 ? look.input : look.layers[1].values;
    };
    std::vector<std::pair<double, std::int64_t>> all;
    for (const std::int64_t other : run.trainer.data().train) {
      if (other != row) all.emplace_back(norm(placeOf(row), placeOf(other)), other);
    }
    std::ranges::sort(all);
    const auto askUntilDone = [&] {
      SampleAnswer answer = run.trainer.answer({.row = row, .neighbours = 4});
      while (answer.neighbours->done < answer.neighbours->count) {
        answer = run.trainer.answer({.row = row, .neighbours = 4});
      }
      return *answer.neighbours;
    };
    const NeighbourAnswer got = askUntilDone();
    QCOMPARE(got.nearest.size(), std::size_t{4});
    for (std::size_t i = 0; i < 4; ++i) {
      QCOMPARE(got.nearest[i].row, all[i].second);
      QVERIFY(std::abs(got.nearest[i].distance - all[i].first) < 1e-5);
    }
    QCOMPARE(got.step, run.trainer.step());
    run.trainer.finishEpoch();
    const NeighbourAnswer later = askUntilDone();
    QCOMPARE(later.step, run.trainer.step());
    if (layers > 0) QVERIFY(later.nearest.front().distance != got.nearest.front().distance);
  }

  void whatIfIsAnotherInput() {
    Run run(*device_, experimentOn("wine", {dense(6, "tanh")}));
    std::vector<float> input = run.inputOf(2);
    input[3] += 1.5F;
    const SampleAnswer answer = run.trainer.answer({.row = 2, .input = input});
    QCOMPARE(answer.input, input);
    QCOMPARE(answer.values, readAs(OutputKind::Scores, run.outputAt(input)));
    QVERIFY(answer.values != run.trainer.answer({.row = 2}).values);
    const SampleAnswer own = run.trainer.answer({.row = -1, .input = input, .explainedUnits = 2});
    QCOMPARE(own.values, answer.values);
    QVERIFY(std::isnan(own.loss) && own.explanation.has_value());
  }

  void dependenceIsTheAverage() {
    Run run(*device_, experimentOn("iris", {dense(6, "tanh")}));
    const SampleAnswer answer = run.trainer.answer({.row = 8, .dependence = 2});
    const Dependence& curve = *answer.dependence;
    QCOMPARE(curve.outputs, std::int64_t{3});
    QVERIFY(std::ranges::is_sorted(curve.at) && curve.at.size() > 20);
    for (const std::size_t point : {std::size_t{0}, std::size_t{9}, curve.at.size() - 1}) {
      std::vector<double> mean(3, 0);
      for (const std::int64_t row : run.trainer.data().train) {
        std::vector<float> input = run.inputOf(row);
        input[2] = curve.at[point];
        const std::vector<float> said = readAs(OutputKind::Scores, run.outputAt(input));
        for (std::size_t k = 0; k < 3; ++k) mean[k] += static_cast<double>(said[k]);
      }
      std::vector<float> own = run.inputOf(8);
      own[2] = curve.at[point];
      const std::vector<float> said = readAs(OutputKind::Scores, run.outputAt(own));
      for (std::size_t k = 0; k < 3; ++k) {
        const double rows = static_cast<double>(run.trainer.data().train.size());  // fewer than are averaged at most
        QVERIFY(std::abs(static_cast<double>(curve.average[3 * point + k]) - mean[k] / rows) < 1e-5);
        QVERIFY(std::abs(curve.ofSample[3 * point + k] - said[k]) < 1e-6F);
      }
    }
  }

  void askingChangesNothing() {
    const Experiment experiment = experimentOn("wine", layersWithState());
    const PreparedDataPtr data = prepareData(experiment);
    Trainer asked(*device_, experiment, data);
    Trainer left(*device_, experiment, data);
    for (int i = 0; i < 20; ++i) {
      const std::vector<float> before = weightsOf(asked);
      asked.answer(everythingAbout(i));
      QCOMPARE(weightsOf(asked), before);
      asked.advance();
      left.advance();
    }
    asked.finishEpoch();
    left.finishEpoch();
    asked.answer(everythingAbout(1));
    QCOMPARE(lossesOf(asked), lossesOf(left));
    QCOMPARE(weightsOf(asked), weightsOf(left));
    QCOMPARE(asked.evaluateTest().loss, left.evaluateTest().loss);  // by the running statistics of batch norm
  }

  void drawingsBecomeLikeMnist_data() {
    QTest::addColumn<QRect>("ink");
    QTest::addColumn<QRect>("expected");
    // A box of 20 × 20 at most; the centre of mass of a rectangle is its middle.
    QTest::newRow("a square in a corner") << QRect(3, 5, 60, 60) << QRect(4, 4, 20, 20);
    QTest::newRow("a tall bar") << QRect(100, 10, 20, 200) << QRect(13, 4, 2, 20);
    QTest::newRow("a wide bar") << QRect(10, 150, 200, 40) << QRect(4, 12, 20, 4);
    QTest::newRow("small as a pixel") << QRect(7, 9, 10, 10) << QRect(4, 4, 20, 20);
  }
  void drawingsBecomeLikeMnist() {
    QFETCH(QRect, ink);
    QFETCH(QRect, expected);
    const GreyImage image = likeMnist(rectangle(ink));
    QCOMPARE(image.pixels.size(), std::size_t{784});
    for (int y = 0; y < 28; ++y) {
      for (int x = 0; x < 28; ++x) {
        const int pixel = image.pixels[static_cast<std::size_t>(28 * y + x)];
        QCOMPARE(pixel, expected.contains(x, y) ? 255 : 0);
      }
    }
  }

  void drawingsAreCentredByTheirMass() {
    // An L: most of its ink is at the lower left, so that its box is not in the middle.
    GreyImage drawing = rectangle(QRect(60, 40, 30, 120));
    const GreyImage foot = rectangle(QRect(60, 130, 90, 30));
    std::ranges::transform(drawing.pixels, foot.pixels, drawing.pixels.begin(),
                           [](std::uint8_t a, std::uint8_t b) { return std::max(a, b); });
    const GreyImage image = likeMnist(drawing);
    double mass = 0;
    double x = 0;
    double y = 0;
    for (int i = 0; i < 784; ++i) {
      const double ink = image.pixels[static_cast<std::size_t>(i)];
      mass += ink;
      const int row = i / 28;
      x += ink * (i % 28 + 0.5);
      y += ink * (row + 0.5);
    }
    QVERIFY(std::abs(x / mass - 14) <= 0.5 && std::abs(y / mass - 14) <= 0.5);
    // Grey levels by what a pixel covers: as much ink as the area says.
    const double scale = 120.0 / 20;
    QVERIFY(std::abs(mass / 255 - (30 * 120 + 60 * 30) / (scale * scale)) < 1);
    QVERIFY(likeMnist(GreyImage{50, 50, std::vector<std::uint8_t>(2500)}).isBlank());
  }

  void refusesWhatDoesNotFit() {
    Run run(*device_, experimentOn("iris", {dense(6, "tanh")}), 0);
    const auto problemOf = [&](const SampleQuestion& question) {
      return errorOf<DataError>([&] { run.trainer.answer(question); });
    };
    QVERIFY(problemOf({.row = 150}).contains(QStringLiteral("there is no row 150, only 0 to 149")));
    QVERIFY(problemOf({.row = -1}).contains(QStringLiteral("there is no row")));
    QVERIFY(problemOf({.row = 1, .input = {1, 2, 3}}).contains(QStringLiteral("3 numbers was given, expected 4")));
    QVERIFY(problemOf({.row = 1, .dependence = 4}).contains(QStringLiteral("no column 4")));
  }

  void theSessionAnswers() {
    TrainingSession session(QStringLiteral("cpu"));
    const auto ask = [&](const SampleQuestion& question) {
      SampleAnswerPtr answer;
      session.ask(question, this, [&](const SampleAnswerPtr& given) { answer = given; });
      [&] { QTRY_VERIFY_WITH_TIMEOUT(answer != nullptr, kPatience); }();
      return answer;
    };
    QVERIFY(!ask({.row = 0})->problem.empty());
    session.load(experimentOn("iris", {dense(6, "tanh")}));
    const SampleAnswerPtr answer = ask({.row = 3});
    QCOMPARE(answer->problem, std::string());
    QCOMPARE(answer->values.size(), std::size_t{3});
    const SampleAnswerPtr refused = ask({.row = 3000});
    QVERIFY(!refused->problem.empty() && refused->values.empty());
    QSignalSpy states(&session, &TrainingSession::stateChanged);
    session.stepBatch();
    QTRY_VERIFY_WITH_TIMEOUT(!states.empty(), kPatience);
    QCOMPARE(states.last().first().value<SessionState>(), SessionState::Paused);
  }

 private:
  /// A network that has learned digits; made once.
  Run& digits() {
    if (!digits_) {
      Experiment experiment = experimentOn("mnist-10k", {dense(128, "relu")});
      experiment.training.batchSize = 32;
      digits_ = std::make_unique<Run>(*device_, experiment, 8);
    }
    return *digits_;
  }

  /// On the test part, against the labels.
  double accuracyUnder(const Attack& attack, float epsilon) {
    Run& run = digits();
    const PreparedData& data = run.trainer.data();
    const DeviceData onDevice(*device_, *data.dataset);
    const auto rows = static_cast<std::int64_t>(data.test.size());
    const Batch batch = onDevice.gather(onDevice.upload(data.test), 0, rows);
    const InputBounds bounds{std::vector<float>(784, 1), 0, 1};
    const std::vector<float> epsilons(data.test.size(), epsilon);
    const Tensor inputs =
        attacked(run.trainer.network(), batch, TrainingLoss({"cross_entropy", {}}), bounds, attack, epsilons);
    const NoGrad noGrad;
    const std::vector<float> outputs = run.trainer.network().forward(inputs).toVector<float>();
    int right = 0;
    for (std::size_t i = 0; i < data.test.size(); ++i) {
      right += answerOf(rowOf(outputs, i, 10)) == data.dataset->labels[static_cast<std::size_t>(data.test[i])] ? 1 : 0;
    }
    return static_cast<double>(right) / static_cast<double>(rows);
  }

  std::unique_ptr<Device> device_;
  std::unique_ptr<Run> digits_;  // after the device, before which it goes
};

QTEST_MAIN(InspectSampleTest)
#include "inspect_sample_test.moc"
