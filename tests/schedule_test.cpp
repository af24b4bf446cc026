// Learning-rate schedules: 200 steps of each against PyTorch (fixtures/make_optim.py), saved state, refusals.
#include <QTest>
#include <cmath>
#include <set>

#include "core/base/error.h"
#include "core/optim/adagrad.h"
#include "core/optim/decay_schedules.h"
#include "core/optim/one_cycle_lr.h"
#include "core/optim/optimizer_registry.h"
#include "core/optim/reduce_lr_on_plateau.h"
#include "core/optim/schedule_registry.h"
#include "core/optim/sgd.h"
#include "tests/optim_fixture.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;

Q_DECLARE_METATYPE(gradus::Choice)

namespace {

bool agree(double a, double b) {
  return std::abs(a - b) <= 1e-12 * std::abs(b);
}

}  // namespace

class ScheduleTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void everyRowHasAFixture() {
    std::set<std::string> names;
    for (const QJsonValue& row : test::fixture("optim.json")[QStringLiteral("schedules")].toArray()) {
      names.insert(row[QStringLiteral("name")].toString().toStdString());
    }
    for (const ScheduleInfo& row : schedules()) {
      // The constant one is PyTorch without a schedule.
      QVERIFY2(names.contains(row.name) || row.torchName.empty(), row.name.c_str());
    }
  }

  void followsPyTorch_data() {
    QTest::addColumn<Choice>("choice");
    QTest::addColumn<Choice>("optimizer");
    QTest::addColumn<QJsonObject>("expected");
    for (const QJsonValue& row : test::fixture("optim.json")[QStringLiteral("schedules")].toArray()) {
      const Choice choice = test::choiceOf(row[QStringLiteral("name")], row[QStringLiteral("values")]);
      const Choice on = test::choiceOf(row[QStringLiteral("optimizer")], row[QStringLiteral("optimizer_values")]);
      QTest::newRow(qPrintable(test::rowName(choice))) << choice << on << row.toObject();
    }
  }

  void followsPyTorch() {
    QFETCH(Choice, choice);
    QFETCH(Choice, optimizer);
    QFETCH(QJsonObject, expected);
    check(choice, findSchedule(choice.name), "fixture");

    const auto run = make(optimizer);
    const auto schedule = findSchedule(choice.name).make(*run, choice, {});
    const QJsonArray rates = expected[QStringLiteral("lr")].toArray();
    const QJsonArray momenta = expected[QStringLiteral("momentum")].toArray();
    QCOMPARE(rates.size(), 201);
    for (int step = 0; step <= 200; ++step) {
      if (step > 0) schedule->step(metric(expected, step));
      const double rate = rates[step].toDouble();
      QVERIFY2(
          agree(run->learningRate(), rate),
          qPrintable(QStringLiteral("step %1: rate %2, expected %3").arg(step).arg(run->learningRate()).arg(rate)));
      const double momentum = momenta[momenta.size() == 1 ? 0 : step].toDouble();
      QVERIFY2(agree(run->momentum(), momentum), qPrintable(QStringLiteral("step %1: momentum").arg(step)));
    }
    QCOMPARE(schedule->lastEpoch(), std::int64_t{200});
  }

  void goesOnFromSavedState_data() { followsPyTorch_data(); }

  void goesOnFromSavedState() {
    QFETCH(Choice, choice);
    QFETCH(Choice, optimizer);
    QFETCH(QJsonObject, expected);
    const auto whole = make(optimizer);
    const auto schedule = findSchedule(choice.name).make(*whole, choice, {});
    for (int step = 1; step <= 70; ++step) schedule->step(metric(expected, step));
    const auto resumed = make(optimizer);
    const auto other = findSchedule(choice.name).make(*resumed, choice, {});
    resumed->loadState(whole->state());
    other->loadState(schedule->state());
    for (int step = 71; step <= 200; ++step) {
      schedule->step(metric(expected, step));
      other->step(metric(expected, step));
      QCOMPARE(resumed->learningRate(), whole->learningRate());
      QCOMPARE(resumed->momentum(), whole->momentum());
    }
    QVERIFY(other->state() == schedule->state());
    QVERIFY_THROWS_EXCEPTION(FormatError, other->loadState({}));
  }

  void everyRowMakesASchedule() {
    for (const ScheduleInfo& row : schedules()) {
      const auto optimizer = make({"sgd", {}});
      const auto schedule = row.make(*optimizer, {row.name, {}}, {.epochs = 10, .batchesPerEpoch = 10});
      if (row.step == ScheduleStep::EpochWithMetric) {
        QVERIFY_THROWS_EXCEPTION(Error, schedule->step());
        QCOMPARE(schedule->lastEpoch(), std::int64_t{0});
        schedule->step(1.0);
      } else {
        schedule->step();
      }
      QCOMPARE(schedule->lastEpoch(), std::int64_t{1});
    }
    QVERIFY_THROWS_EXCEPTION(FormatError, findSchedule("cyclic"));
  }

  void stretchOverTheRun() {
    const RunLength length{.epochs = 4, .batchesPerEpoch = 5};
    const auto optimizer = make({"sgd", {{"lr", 0.1}}});
    const auto cosine = findSchedule("cosine_annealing").make(*optimizer, {"cosine_annealing", {}}, length);
    for (int epoch = 0; epoch < 4; ++epoch) cosine->step();
    QVERIFY(std::abs(optimizer->learningRate()) < 1e-15);

    const auto other = make({"sgd", {}});
    const auto cycle = findSchedule("one_cycle").make(*other, {"one_cycle", {}}, length);
    for (int batch = 0; batch < 20; ++batch) {
      QVERIFY(!cycle->hasEnded());
      cycle->step();
    }
    QVERIFY(cycle->hasEnded());
  }

  void milestonesBeforeTheFirstEpochCount() {
    const auto rateWith = [this](std::vector<std::int64_t> milestones) {
      const auto optimizer = make({"sgd", {{"lr", 0.05}}});
      MultiStepLR schedule(*optimizer, std::move(milestones));
      return optimizer->learningRate();
    };
    QCOMPARE(rateWith({4}), 0.05);
    QCOMPARE(rateWith({0, 4}), 0.005);
    const auto optimizer = make({"sgd", {{"lr", 0.05}}});
    // In a Choice 0 stands for no milestone.
    const Choice choice{"multi_step", {{"milestone_1", 4}, {"milestone_2", 0}}};
    const auto schedule = findSchedule("multi_step").make(*optimizer, choice, {});
    QCOMPARE(optimizer->learningRate(), 0.05);
  }

  void oneCycleEnds() {
    const auto optimizer = make({"sgd", {}});
    OneCycleLR schedule(*optimizer, {.maxRate = 0.1, .totalSteps = 10});
    for (int step = 0; step < 10; ++step) schedule.step();  // One more than documented, as in PyTorch.
    const double rate = optimizer->learningRate();
    const QString message = test::errorOf<Error>([&] { schedule.step(); });
    QVERIFY2(message.contains(QStringLiteral("10 steps")), qPrintable(message));
    QCOMPARE(optimizer->learningRate(), rate);
    QCOMPARE(schedule.lastEpoch(), std::int64_t{10});
  }

  void oneCycleMayOnlyRise() {
    const auto optimizer = make({"sgd", {}});
    OneCycleLR schedule(*optimizer, {.maxRate = 0.1, .totalSteps = 10, .pctStart = 1});
    for (int step = 0; step < 9; ++step) {
      QVERIFY(optimizer->learningRate() < 0.1);
      schedule.step();
    }
    QCOMPARE(optimizer->learningRate(), 0.1);
    schedule.step();  // behind the last, where PyTorch divides by 0
    QCOMPARE(optimizer->learningRate(), 0.1);
    QVERIFY(schedule.hasEnded());
  }

  void misuseIsRefused() {
    const auto adagrad = make({"adagrad", {}});
    const auto sgd = make({"sgd", {}});
    QVERIFY_THROWS_EXCEPTION(Error, OneCycleLR(*adagrad, {.maxRate = 0.1}));
    OneCycleLR(*adagrad, {.maxRate = 0.1, .cycleMomentum = false}).step();
    QVERIFY_THROWS_EXCEPTION(Error, OneCycleLR(*sgd, {.totalSteps = 0}));
    QVERIFY_THROWS_EXCEPTION(Error, OneCycleLR(*sgd, {.totalSteps = 2, .pctStart = 0.5}));
    QVERIFY_THROWS_EXCEPTION(Error, StepLR(*sgd, 0));
    QVERIFY_THROWS_EXCEPTION(Error, CosineAnnealingLR(*sgd, 0));
    QVERIFY_THROWS_EXCEPTION(Error, LinearLR(*sgd, 0));
    QVERIFY_THROWS_EXCEPTION(Error, LinearLR(*sgd, 0.5, 2));
    QVERIFY_THROWS_EXCEPTION(Error, ReduceLROnPlateau(*sgd, {.factor = 1}));
  }

 private:
  std::unique_ptr<Optimizer> make(const Choice& choice) {
    return findOptimizer(choice.name).make({Tensor::zeros(*device_, {1})}, choice);
  }

  static std::optional<double> metric(const QJsonObject& expected, int step) {
    const QJsonArray metrics = expected[QStringLiteral("metric")].toArray();
    if (metrics.isEmpty()) return std::nullopt;
    return metrics[step - 1].toDouble();
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "schedule_test.moc"
