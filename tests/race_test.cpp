// The race of activations: each network learns as it does alone, others go on where one breaks down, a race can be
// stopped at once, and the verdict says what the numbers say.
#include <QSignalSpy>
#include <QTest>
#include <limits>
#include <memory>

#include "core/nn/activation.h"
#include "core/race/race.h"
#include "core/race/race_verdict.h"
#include "core/session/engine_thread.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

constexpr int kPatience = 60000;

RaceSpec moons(std::vector<Choice> activations, int epochs = 4) {
  Experiment experiment;
  experiment.data.dataset.name = "moons";
  experiment.network.hidden = {{{"linear", {{"units", 12}}}, {"tanh", {}}}, {{"linear", {{"units", 6}}}, {"tanh", {}}}};
  return {experiment, std::move(activations), epochs};
}

EpochPoint point(int epoch, double loss, double accuracy, double seconds) {
  EpochPoint made;
  made.epoch = epoch;
  made.train.loss = loss;
  made.valid.metric = accuracy;
  made.seconds = seconds;
  return made;
}

RaceEntrant entrant(const char* title, const std::vector<double>& losses, double accuracy, double secondsPerEpoch) {
  RaceEntrant made;
  made.title = title;
  for (const double loss : losses) {
    const int epoch = static_cast<int>(made.epochs.size()) + 1;
    made.epochs.push_back(point(epoch, loss, accuracy, secondsPerEpoch * epoch));
  }
  return made;
}

}  // namespace

class RaceTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void init() {
    race_ = std::make_unique<Race>(engine_);
    last_.reset();
    failure_.clear();
    connect(race_.get(), &Race::progressed, this, [this](const RaceStandingPtr& standing) { last_ = standing; });
    connect(race_.get(), &Race::failed, this, [this](const QString& message) { failure_ = message; });
  }
  void cleanup() { race_.reset(); }

  /// The same bits as a run of each alone.
  void eachLearnsAsAlone() {
    const Choice own{kOwnFunction, {{"a", 1.702}}, "x * sigmoid(a * x)"};
    RaceSpec spec = moons({{"gelu", {}}, {"relu", {}}, own});
    spec.experiment.training.schedule.name = "one_cycle";  // which has the length of the race
    race_->start(spec);
    QTRY_VERIFY_WITH_TIMEOUT((last_ && last_->isFinished) || !failure_.isEmpty(), kPatience);
    QCOMPARE(failure_, QString());
    QVERIFY(!last_->isStopped);
    QCOMPARE(last_->entrants.size(), std::size_t{3});
    QCOMPARE(last_->entrants[0].title, std::string("GELU"));
    QCOMPARE(last_->entrants[2].title, std::string("x * sigmoid(a * x)"));
    for (const RaceEntrant& each : last_->entrants) {
      Experiment experiment = withActivation(spec.experiment, each.activation);
      QVERIFY(experiment.network.hidden[1].activation == each.activation);
      experiment.training.epochs = spec.epochs;
      Trainer alone(*device_, experiment, prepareData(experiment));
      QCOMPARE(each.epochs.size(), static_cast<std::size_t>(spec.epochs));
      for (const EpochPoint& epoch : each.epochs) {
        alone.finishEpoch();
        QCOMPARE(epoch.train.loss, alone.epochHistory().back().train.loss);
        QCOMPARE(epoch.valid.metric, alone.epochHistory().back().valid.metric);
      }
      QVERIFY(each.curve.size() >= 4U * static_cast<std::size_t>(spec.epochs));
      QCOMPARE(each.curve.back().epochs, static_cast<double>(spec.epochs));
      QVERIFY(each.curve.front().loss > each.curve.back().loss);
    }
    QVERIFY(!raceVerdict(*last_).empty());
  }

  /// Networks without activations get them behind their weights, others only where they had some.
  void activationsGoWhereTheyWere() {
    Experiment experiment;
    experiment.network.hidden = {{{"linear", {}}, {"identity", {}}}, {{"dropout", {}}, {"identity", {}}}};
    const Experiment all = withActivation(experiment, {"relu", {}});
    QCOMPARE(all.network.hidden[0].activation.name, std::string("relu"));
    QCOMPARE(all.network.hidden[1].activation.name, std::string("identity"));
    experiment.network.hidden.push_back({{"linear", {}}, {"tanh", {}}});
    const Experiment one = withActivation(experiment, {"relu", {}});
    QCOMPARE(one.network.hidden[0].activation.name, std::string("identity"));
    QCOMPARE(one.network.hidden[2].activation.name, std::string("relu"));
  }

  void theOthersGoOnWhereOneBreaksDown() {
    const Choice breaks{kOwnFunction, {}, "exp(exp(10 + x))"};
    race_->start(moons({{"tanh", {}}, breaks, {"relu", {}}}));
    QTRY_VERIFY_WITH_TIMEOUT((last_ && last_->isFinished) || !failure_.isEmpty(), kPatience);
    QCOMPARE(failure_, QString());
    QVERIFY(!last_->entrants[1].problem.empty());
    QVERIFY(last_->entrants[0].problem.empty());
    QCOMPARE(last_->entrants[2].epochs.size(), std::size_t{4});
    QVERIFY(QString::fromStdString(raceVerdict(*last_)).contains(QStringLiteral("exp(exp(10 + x)) broke down: ")));
  }

  void saysWhyItCannotBegin() {
    RaceSpec spec = moons({{"tanh", {}}, {"relu", {}}});
    spec.experiment.training.loss.name = "mse";
    race_->start(spec);
    QTRY_VERIFY_WITH_TIMEOUT(!failure_.isEmpty(), kPatience);
    QVERIFY2(failure_.contains(QStringLiteral("mse")), qPrintable(failure_));
    // The next one is not harmed.
    race_->start(moons({{"tanh", {}}, {"relu", {}}}, 1));
    QTRY_VERIFY_WITH_TIMEOUT(last_ && last_->isFinished, kPatience);
  }

  void stopsAtOnce() {
    race_->start(moons({{"tanh", {}}, {"relu", {}}}, 100000));
    QTRY_VERIFY_WITH_TIMEOUT(last_ && last_->entrants.size() == 2 && !last_->entrants[1].epochs.empty(), kPatience);
    race_->stop();
    QTRY_VERIFY_WITH_TIMEOUT(last_->isFinished, kPatience);
    QVERIFY(last_->isStopped);
    QVERIFY(last_->entrants[0].epochs.size() < 100000);
  }

  void anotherRaceTakesItsPlace() {
    race_->start(moons({{"tanh", {}}, {"relu", {}}}, 100000));
    QTRY_VERIFY_WITH_TIMEOUT(last_ != nullptr, kPatience);
    const RaceSpec next = moons({{"elu", {}}, {"silu", {}}}, 2);
    race_->start(next);
    QTRY_VERIFY_WITH_TIMEOUT(last_->spec == next && last_->isFinished, kPatience);
    QVERIFY(!last_->isStopped);
    QCOMPARE(last_->entrants[1].epochs.size(), std::size_t{2});
  }

  /// A close that waited for the race's end would outlast the test.
  void closesInTheMiddle() {
    RaceSpec spec = moons({{"relu", {}}, {"gelu", {}}, {"tanh", {}}}, 1'000'000);
    spec.experiment.data.dataset.name = "mnist-10k";
    spec.experiment.network.hidden = {{{"linear", {{"units", 128}}}, {"relu", {}}}};
    race_->start(spec);
    QTRY_VERIFY_WITH_TIMEOUT(last_ && last_->entrants.size() == 3 && !last_->entrants[0].epochs.empty(), kPatience);
    race_.reset();
    QVERIFY(!last_->isFinished);
  }

  void theVerdictSaysWhatTheNumbersSay() {
    RaceStanding standing;
    standing.spec = moons({});
    standing.entrants = {entrant("Sigmoid", {0.9, 0.6, 0.41, 0.247}, 0.88, 0.5),
                         entrant("GELU", {0.4, 0.24, 0.2, 0.19}, 0.941, 0.44),
                         entrant("ReLU", {0.5, 0.3, 0.23, 0.2}, 0.93, 0.4)};
    QCOMPARE(words(standing),
             QStringLiteral("GELU reached a training loss of 0.25 first, after 2 epochs; ReLU needed 3 and Sigmoid 4. "
                            "Training loss after 4 epochs (accuracy on validation): GELU 0.19 (94.1 %), ReLU 0.2 (93.0 "
                            "%) and Sigmoid 0.247 (88.0 %). ReLU was the quickest: 0.4 s an epoch, 9 % less than "
                            "GELU and 20 % less than Sigmoid."));
  }

  void theVerdictComparesWholeEpochs() {
    RaceStanding standing;
    standing.spec = moons({});
    QCOMPARE(raceVerdict(standing), std::string());
    standing.entrants = {entrant("A", {0.5}, 0.9, 1), entrant("B", {}, 0.9, 1)};
    QCOMPARE(raceVerdict(standing), std::string());
    // One is an epoch ahead: that does not count yet.
    standing.entrants = {entrant("A", {0.5, 0.1}, 0.9, 1), entrant("B", {0.5}, 0.9, 1.01)};
    const QString verdict = words(standing);
    QVERIFY2(verdict.startsWith(QStringLiteral("A and B reached a training loss of 0.5 after 1 epoch. ")),
             qPrintable(verdict));
    QVERIFY(verdict.endsWith(QStringLiteral("A 0.5 (90.0 %) and B 0.5 (90.0 %).")));  // of one epoch each
  }

  void theVerdictTellsNoChance_data() {
    QTest::addColumn<double>("slower");
    QTest::addColumn<double>("noise");
    QTest::addColumn<bool>("isTold");
    QTest::newRow("alike") << 1.0 << 0.1 << false;
    QTest::newRow("less than the noise") << 1.08 << 0.1 << false;
    QTest::newRow("more than the noise") << 1.3 << 0.1 << true;
    QTest::newRow("a little, but sure") << 1.04 << 0.01 << true;
  }
  void theVerdictTellsNoChance() {
    QFETCH(double, slower);
    QFETCH(double, noise);
    QFETCH(bool, isTold);
    RaceStanding standing;
    standing.spec = moons({});
    standing.entrants = {entrant("A", std::vector<double>(12, 0.5), 0.9, 1),
                         entrant("B", std::vector<double>(12, 0.5), 0.9, slower)};
    for (RaceEntrant& each : standing.entrants) {
      double late = 0;
      for (std::size_t i = 0; i < each.epochs.size(); ++i) {
        late += noise * (static_cast<double>(i % 5) / 4 - 0.5);
        each.epochs[i].seconds += late;
      }
    }
    QCOMPARE(words(standing).contains(QStringLiteral("A was the quickest")), isTold);
    QCOMPARE(words(standing).contains(QStringLiteral("quickest")), isTold);
  }

 private:
  /// With plain spaces.
  static QString words(const RaceStanding& standing) {
    return QString::fromStdString(raceVerdict(standing)).replace(QChar(QChar::Nbsp), u' ');
  }

  std::unique_ptr<Device> device_;
  EngineThread engine_{{.request = "cpu"}};
  std::unique_ptr<Race> race_;
  RaceStandingPtr last_;
  QString failure_;
};

QTEST_GUILESS_MAIN(RaceTest)
#include "race_test.moc"
