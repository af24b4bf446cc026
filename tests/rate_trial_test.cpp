// Whether the learning rate is to blame for numbers that are not finite: runs that fail with any rate, with large ones
// alone, late, after a person's edit, or too late to be tried once more.
#include "core/train/rate_trial.h"
#include "core/data/prepared_data.h"

#include <QTest>
#include <cmath>
#include <functional>
#include <memory>

#include "core/base/error.h"
#include "core/doctor/doctor_rules.h"
#include "core/optim/schedule_registry.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

LayerSpec dense(double units, const Choice& activation) {
  return {{"linear", {{"units", units}}}, activation};
}

Choice own(const std::string& formula) {
  return {kOwnFunction, {}, formula};
}

/// Numbers in batches of 8, always in the same order.
Experiment numbers(std::vector<LayerSpec> hidden, const Choice& optimizer) {
  Experiment experiment;
  experiment.data.dataset.name = "auto-mpg";
  experiment.network.hidden = std::move(hidden);
  experiment.training.loss.name = "mse";
  experiment.training.optimizer = optimizer;
  experiment.training.batchSize = 8;
  experiment.training.shuffle = false;
  experiment.training.epochs = 200;
  return experiment;
}

Experiment scheduled(Experiment experiment, const Choice& schedule) {
  experiment.training.schedule = schedule;
  return experiment;
}

using Edit = std::function<void(Dataset&, const std::vector<std::int64_t>& train)>;

Edit target(std::size_t row, float number) {
  return [=](Dataset& dataset, const std::vector<std::int64_t>& train) {
    dataset.targets[static_cast<std::size_t>(train[row])] = number;
  };
}

Edit input(std::size_t row, float number) {
  return [=](Dataset& dataset, const std::vector<std::int64_t>& train) {
    dataset.values[static_cast<std::size_t>(train[row] * dataset.features)] = number;
  };
}

struct Case {
  const char* name;
  Experiment experiment;
  Edit edit;
  std::int64_t from;  ///< steps between which it fails
  std::int64_t to;
  RateBlame blame;
};

std::vector<Case> cases() {
  const Choice careful{"sgd", {{"lr", 1e-6}}};
  const auto sgd = [](double rate) { return Choice{"sgd", {{"lr", rate}}}; };
  const std::vector<LayerSpec> small = {dense(8, {"tanh", {}})};
  return {
      {"roots of negative numbers at once", numbers({dense(4, own("sqrt(x)"))}, sgd(50)), {}, 1, 1, RateBlame::None},
      {"an infinite input", numbers(small, careful), input(30, INFINITY), 4, 4, RateBlame::None},
      {"a huge target after a large one", numbers(small, careful),
       [](Dataset& dataset, const std::vector<std::int64_t>& train) {
         target(20, 1e4F)(dataset, train);
         target(30, 1e25F)(dataset, train);
       },
       4, 4, RateBlame::None},
      {"nothing to divide by",
       numbers({dense(4, own("0*x"))}, {"adam", {{"lr", 1}, {"eps", 0}}}),
       {},
       1,
       1,
       RateBlame::None},
      {"gradients that no rate makes small", numbers({dense(4, own("x*1e17"))}, sgd(100)), {}, 1, 4, RateBlame::None},
      {"rate 1e4", numbers(small, sgd(1e4)), {}, 2, 60, RateBlame::Proven},
      {"rate 50", numbers(small, sgd(50)), {}, 2, 60, RateBlame::Proven},
      {"roots of numbers that become negative",
       numbers({dense(4, own("sqrt(x+9)"))}, sgd(0.1)),
       {},
       2,
       200,
       RateBlame::Proven},
      {"the schedule's own rate",
       scheduled(numbers(small, {"sgd", {{"lr", 1e-6}, {"momentum", 0.9}}}), {"one_cycle", {{"max_lr", 50}}}),
       {},
       2,
       200,
       RateBlame::Proven},
      {"after some hundred steps", numbers({}, sgd(0.236)), {}, 300, 900, RateBlame::Proven},
  };
}

/// The message with which it ends, or "".
std::string train(Trainer& trainer, int epochs) {
  try {
    while (trainer.epochs() < epochs) trainer.finishEpoch();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

std::optional<Observation> diagnosis(const Experiment& experiment, const StatisticsPtr& statistics) {
  CheckUp checkUp;
  checkUp.experiment = experiment;
  checkUp.statistics = statistics;
  for (Observation& each : examine(checkUp)) {
    if (each.rule == "diverged") return std::move(each);
  }
  return std::nullopt;
}

}  // namespace

class RateTrialTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }
  void cleanup() { qunsetenv("GRADUS_STEP"); }

  void aRateIsBlamedOnlyIfASmallerOneHelps_data() {
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("way");
    const std::vector<Case> all = cases();
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (const char* way : {"plain", "layers", "lanes"}) {
        QTest::addRow("%s, %s", all[i].name, way) << static_cast<int>(i) << QString::fromLatin1(way);
      }
    }
  }
  void aRateIsBlamedOnlyIfASmallerOneHelps() {
    QFETCH(int, number);
    QFETCH(QString, way);
    qputenv("GRADUS_STEP", way.toLatin1());
    const Case each = cases().at(static_cast<std::size_t>(number));
    PreparedData data = *prepareData(each.experiment);
    if (each.edit) {
      auto dataset = std::make_shared<Dataset>(*data.dataset);
      each.edit(*dataset, data.train);
      data.dataset = dataset;
    }
    const auto shared = std::make_shared<const PreparedData>(data);
    Trainer trainer(*device_, each.experiment, shared);
    const std::string message = train(trainer, each.experiment.training.epochs);
    const StatisticsPtr statistics = trainer.measure();
    QVERIFY2(!message.empty() && statistics->failure.has_value(), "it went well");
    const Failure& failure = *statistics->failure;
    QVERIFY2(failure.step >= each.from && failure.step <= each.to, message.c_str());
    QVERIFY2(failure.rateBlame == each.blame, message.c_str());
    QCOMPARE(message.find("Training diverged") == 0, each.blame == RateBlame::Proven);
    QCOMPARE(message.find("learning rate") != std::string::npos, each.blame == RateBlame::Proven);

    // What the doctor offers instead leads past that step.
    const std::optional<Observation> found = diagnosis(each.experiment, statistics);
    QVERIFY(found.has_value());
    const bool offersRate = found->treatment && found->treatment->label.find("Lower the ") == 0;
    QCOMPARE(offersRate, each.blame == RateBlame::Proven);
    if (!offersRate) return;
    Trainer again(*device_, found->treatment->change(each.experiment), shared);
    while (again.step() < failure.step) again.advance();
    again.collect();
  }

  /// What cannot be taken anew to see is told as what it is: a guess, or another cause.
  void whatCannotBeRepeatedIsNotAsserted_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<int>("editAt");  // epochs; 0: none
    QTest::addColumn<float>("weight");
    QTest::addColumn<bool>("isBlamed");
    QTest::newRow("more steps than are repeated") << 0.2325 << 0 << 0.0F << true;
    QTest::newRow("a weight made huge") << 1e-3 << 3 << 1e30F << true;
    QTest::newRow("a weight made no number") << 1e-3 << 3 << static_cast<float>(NAN) << false;
  }
  void whatCannotBeRepeatedIsNotAsserted() {
    QFETCH(double, rate);
    QFETCH(int, editAt);
    QFETCH(float, weight);
    QFETCH(bool, isBlamed);
    Experiment experiment = numbers({}, {"sgd", {{"lr", rate}}});
    experiment.training.batchSize = 1000;  // all of them: one step an epoch, evenly larger than the one before
    Trainer trainer(*device_, experiment, prepareData(experiment));
    if (editAt > 0) {
      QCOMPARE(train(trainer, editAt), std::string());
      trainer.setParameter({0, 0, 0}, weight);
    }
    const std::string message = train(trainer, 3000);
    QVERIFY2(message.find("Training stopped at step ") == 0, message.c_str());
    const Failure failure = trainer.measure()->failure.value();
    QVERIFY2(editAt > 0 ? failure.step == editAt + 1 : failure.step > 1000, message.c_str());
    QVERIFY(failure.rateBlame == (isBlamed ? RateBlame::Possible : RateBlame::None));
    const char* advice = "The learning rate may be too high: rewind and try a lower one";
    QCOMPARE(message.find(advice) != std::string::npos, isBlamed);
    QCOMPARE(message.find("learning rate") != std::string::npos, isBlamed);
  }

  /// Whatever schedule there is: a tenth of its rates is a tenth at every step.
  void everyRateIsScaled_data() {
    QTest::addColumn<QString>("schedule");
    for (const ScheduleInfo& info : schedules()) QTest::newRow(info.name.c_str()) << QString::fromStdString(info.name);
  }
  void everyRateIsScaled() {
    QFETCH(QString, schedule);
    const ScheduleInfo& info = findSchedule(schedule.toStdString());
    Experiment experiment = numbers({}, {"sgd", {{"lr", 0.1}, {"momentum", 0.9}}});
    experiment.training.schedule.name = info.name;
    for (const ParameterInfo& parameter : info.parameters) {
      // PyTorch's names of learning rates.
      const bool isRate = parameter.name.find("lr") != std::string::npos || parameter.name.find("eta") == 0;
      if (isRate) experiment.training.schedule.values[parameter.name] = 0.03;
    }
    const PreparedDataPtr data = prepareData(experiment);
    const auto ratesOf = [&](const TrainingSpec& training) {
      constexpr int kEpochs = 100;
      const TrainingLoss loss(*device_, training, *data->dataset, data->train);
      const Tensor weight = Tensor::from(*device_, std::vector<float>{1}, {1});
      UpdateRule rule({weight}, training, loss, {.epochs = kEpochs, .batchesPerEpoch = 1});
      for (int epoch = 0; epoch < kEpochs; ++epoch) {
        rule.optimizer().step();
        rule.endEpoch(rule.watchesLoss() ? std::optional(1.0) : std::nullopt);
      }
      return rule.takeRates();
    };
    const std::vector<float> whole = ratesOf(experiment.training);
    const std::vector<float> tenth = ratesOf(withScaledRates(experiment.training, 0.1));
    QCOMPARE(tenth.size(), whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
      QVERIFY2(std::abs(tenth[i] - whole[i] / 10) <= 1e-6F * whole[i], qPrintable(QString::number(i)));
    }
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(RateTrialTest)
#include "rate_trial_test.moc"
