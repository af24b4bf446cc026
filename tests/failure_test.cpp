// Why a run ends with numbers that are not finite: experiments of which each goes wrong in another operation, in every
// way of training a step, with the cause that has to be named and whether the learning rate is to blame.
#include <QLocale>
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/data/prepared_data.h"
#include "core/doctor/doctor_rules.h"
#include "core/experiment/experiment_json.h"
#include "core/tensor/copy.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "core/train/training_failure.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

constexpr const char* kWays[] = {"plain", "layers", "rows", "lanes", "slow motion"};

LayerSpec dense(double units, const Choice& activation) {
  return {{"linear", {{"units", units}}}, activation};
}

Choice own(const std::string& formula) {
  return {kOwnFunction, {}, formula};
}

Experiment experimentOn(const char* dataset, std::vector<LayerSpec> hidden, const Choice& optimizer) {
  Experiment experiment;
  experiment.data.dataset.name = dataset;
  experiment.network.hidden = std::move(hidden);
  experiment.training.optimizer = optimizer;
  experiment.training.epochs = 30;
  if (std::string(dataset) == "auto-mpg") experiment.training.loss.name = "mse";
  return experiment;
}

void fill(Network& network, std::size_t parameter, float number, std::size_t atMost = SIZE_MAX) {
  const Tensor tensor = network.parameters()[parameter].detach();
  std::vector<float> numbers = tensor.toVector<float>();
  std::fill_n(numbers.begin(), std::min(atMost, numbers.size()), number);
  copyInto(tensor, Tensor::from(tensor.device(), numbers, tensor.shape()));
}

struct Case {
  const char* name;
  Experiment experiment;
  std::function<void(Network&)> edit;
  Fault fault;
  bool isAtStepOne;
  RateBlame rateBlame;
  const char* message;    ///< a part of it
  const char* treatment;  ///< likewise; null: none
};

std::vector<Case> cases() {
  const Choice careful{"sgd", {{"lr", 1e-5}}};
  Experiment raw = experimentOn("wine", {dense(8, own("exp(x)"))}, careful);
  raw.data.standardize = false;
  return {
      {"root of negative numbers",
       experimentOn("moons", {dense(4, own("sqrt(x)"))}, careful),
       {},
       Fault::Activation,
       true,
       RateBlame::None,
       "sqrt(x) of Linear 1 got ",
       "Use ReLU in Linear 1"},
      {"root of numbers that become negative",
       experimentOn("auto-mpg", {dense(4, own("sqrt(x+9)"))}, {"sgd", {{"lr", 0.1}}}),
       {},
       Fault::Activation,
       false,
       RateBlame::Proven,
       "sqrt(x+9) of Linear 1 got ",
       "Lower the learning rate to 0.001"},
      {"too large for e to the x",
       raw,
       {},
       Fault::Activation,
       true,
       RateBlame::None,
       "exp(x) of Linear 1 got ",
       "Use ReLU in Linear 1"},
      {"an output that has no number",
       [&] {
         Experiment experiment = experimentOn("iris", {dense(4, {"tanh", {}})}, careful);
         experiment.network.outputActivation = own("log(x)");
         return experiment;
       }(),
       {},
       Fault::Activation,
       true,
       RateBlame::None,
       "log(x) of Linear 2 got ",
       "Take the activation off the output layer"},
      {"slope of a root at 0",
       experimentOn("iris", {dense(8, {"relu", {}}), {{"dropout", {{"p", 0}}}, own("sqrt(x)")}}, careful),
       {},
       Fault::Slope,
       true,
       RateBlame::None,
       "inputs of 0, at which its slope is not finite",
       "Use ReLU in Dropout 1"},
      {"squares too large",
       experimentOn("auto-mpg", {dense(4, own("x*1e30"))}, careful),
       {},
       Fault::Loss,
       true,
       RateBlame::None,
       "Mean squared error of the batch is not finite",
       nullptr},
      {"sums too large", experimentOn("iris", {dense(16, own("3e38*tanh(x)"))}, careful),
       [](Network& network) { fill(network, 2, 10); }, Fault::Sum, true, RateBlame::None, "the sums of Linear 2",
       nullptr},
      {"gradient too large",
       experimentOn("iris", {dense(8, own("1e-25*tanh(x)")), dense(8, {"identity", {}})}, careful),
       [](Network& network) {
         fill(network, 2, 1e20F);
         fill(network, 4, 1e20F, 8);
       },
       Fault::Gradient, true, RateBlame::None, "the gradient that comes back to Linear 1", "batch norm"},
      {"nothing to divide by", experimentOn("iris", {dense(8, {"relu", {}})}, {"adam", {{"lr", 1e-5}, {"eps", 0}}}),
       [](Network& network) { fill(network, 1, -100, 1); }, Fault::Update, true, RateBlame::None, "Adam made ",
       "Use the usual settings of Adam"},
      {"an update too large",
       experimentOn("iris", {dense(8, {"relu", {}})}, {"sgd", {{"lr", 100}, {"weight_decay", 1}}}),
       [](Network& network) { fill(network, 1, -1e37F, 1); }, Fault::Update, true, RateBlame::Proven,
       "SGD made 1 number of Linear 1, bias", "Lower the learning rate to 1"},
      {"steps too large",
       experimentOn("auto-mpg", {dense(16, {"relu", {}})}, {"sgd", {{"lr", 50}}}),
       {},
       Fault::Loss,
       false,
       RateBlame::Proven,
       "Mean squared error of the batch is not finite",
       "Lower the learning rate"},
      {"weights that were no numbers", experimentOn("iris", {dense(8, {"tanh", {}})}, careful),
       [](Network& network) { fill(network, 0, NAN, 1); }, Fault::Weights, true, RateBlame::None,
       "Linear 1, weight holds", nullptr},
  };
}

/// The message with which the run ends, or "".
std::string train(Trainer& trainer, bool isSlow, int epochs) {
  try {
    for (int step = 0; isSlow && step < 3 * trainer.batchesPerEpoch(); ++step) {
      while (trainer.evaluating()) trainer.advance();
      trainer.stepSample();
      for (const std::int64_t before = trainer.step(); trainer.step() == before && !trainer.evaluating();) {
        if (!trainer.stepPhase()) break;
      }
      trainer.collect();
    }
    while (trainer.epochs() < epochs) trainer.finishEpoch();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

class FailureTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }
  void cleanup() { qunsetenv("GRADUS_STEP"); }

  void theCauseIsNamed_data() {
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("way");
    const std::vector<Case> all = cases();
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (const char* way : kWays) {
        QTest::addRow("%s, %s", all[i].name, way) << static_cast<int>(i) << QString::fromLatin1(way);
      }
    }
  }
  void theCauseIsNamed() {
    QFETCH(int, number);
    QFETCH(QString, way);
    const Case each = cases().at(static_cast<std::size_t>(number));
    const bool isSlow = way == QStringLiteral("slow motion");
    qputenv("GRADUS_STEP", isSlow ? QByteArray("plain") : way.toLatin1());
    const PreparedDataPtr data = prepareData(each.experiment);
    Trainer trainer(*device_, each.experiment, data);
    if (each.edit) each.edit(trainer.network());
    const std::string message = train(trainer, isSlow, each.experiment.training.epochs);
    const StatisticsPtr statistics = trainer.measure();
    QVERIFY2(!message.empty() && statistics->failure.has_value(), "it went well");
    const Failure& failure = *statistics->failure;
    QVERIFY2(message == messageOf(failure, NumberText()), message.c_str());
    QVERIFY2(failure.fault == each.fault, message.c_str());
    QVERIFY2((failure.step == 1) == each.isAtStepOne && failure.step > 0, message.c_str());
    QVERIFY2(failure.rateBlame == each.rateBlame, message.c_str());
    QVERIFY2(message.find(each.message) != std::string::npos, message.c_str());
    QCOMPARE(message.find("learning rate") != std::string::npos, each.rateBlame != RateBlame::None);
    QCOMPARE(message.find("diverged") != std::string::npos, each.rateBlame == RateBlame::Proven);

    CheckUp checkUp;
    checkUp.experiment = each.experiment;
    checkUp.statistics = statistics;
    const std::vector<Observation> all = examine(checkUp);
    const auto found = std::ranges::find(all, "diverged", &Observation::rule);
    QVERIFY(found != all.end());
    QVERIFY2(found->text.find("At step ") == 0, found->text.c_str());
    QCOMPARE(found->treatment.has_value(), each.treatment != nullptr);
    if (found->treatment)
      QVERIFY2(found->treatment->label.find(each.treatment) != std::string::npos, found->treatment->label.c_str());
    QCOMPARE(found->title == "Training diverged.", each.rateBlame == RateBlame::Proven);

    trainer.rewind();
    QVERIFY(!trainer.measure()->failure || trainer.measure()->failure->step == 0);
  }

  /// The run stands where it failed, with the weights from before: they can be looked at.
  void theWeightsOfBeforeRemain() {
    const Case each = cases().front();
    Trainer trainer(*device_, each.experiment, prepareData(each.experiment));
    const std::vector<float> before = trainer.network().parameters().front().toVector<float>();
    QVERIFY(!train(trainer, false, 2).empty());
    QCOMPARE(trainer.network().parameters().front().toVector<float>(), before);
    QVERIFY2(messageOf(*trainer.measure()->failure, NumberText()).find("negative inputs") != std::string::npos,
             "not negative");
  }

  /// A terminal has a point and plain digits, the window what its language has.
  void itsNumbersFollowTheLanguage() {
    Failure failure;
    failure.fault = Fault::Activation;
    failure.operation = "Exp";
    failure.place = "Linear 1";
    failure.step = 12345;
    failure.count = 5;
    failure.low = 89.1;
    failure.high = 120;
    const TrainingFailure error(failure);
    QLocale::setDefault(QLocale(QStringLiteral("de_DE")));
    const std::string shown = shownMessage(error);
    const std::string other = shownMessage(Error("a plain 0.5"));
    QLocale::setDefault(QLocale::c());
    QVERIFY2(std::string(error.what()).find("step 12345: Exp of Linear 1 got 5 inputs from 89.1 to 120") !=
                 std::string::npos,
             error.what());
    QVERIFY2(shown.find("step 12\u202F345: Exp of Linear 1 got 5 inputs from 89,1 to 120") != std::string::npos,
             shown.c_str());
    QCOMPARE(other, std::string("a plain 0.5"));
  }

  /// Of a network that is too large to be kept twice: what is said is true, and a rate may be to blame where losses
  /// grew.
  void withoutAKeptMoment_data() {
    QTest::addColumn<int>("number");
    const std::vector<Case> all = cases();
    for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << static_cast<int>(i);
  }
  void withoutAKeptMoment() {
    QFETCH(int, number);
    const Case each = cases().at(static_cast<std::size_t>(number));
    Trainer trainer(*device_, each.experiment, prepareData(each.experiment));
    trainer.keepMomentsUpTo(0);
    if (each.edit) each.edit(trainer.network());
    const std::string message = train(trainer, false, each.experiment.training.epochs);
    const StatisticsPtr statistics = trainer.measure();
    QVERIFY2(!message.empty() && statistics->failure.has_value(), "it went well");
    const Failure& failure = *statistics->failure;
    QVERIFY2(message == messageOf(failure, NumberText()), message.c_str());
    QVERIFY2(failure.step > 0, message.c_str());
    const bool isWithoutProof = failure.fault == Fault::Weights && each.fault == Fault::Update;
    const bool isBlamed = each.rateBlame != RateBlame::None && !isWithoutProof;
    QVERIFY2(failure.rateBlame == (isBlamed ? RateBlame::Possible : RateBlame::None), message.c_str());
    QCOMPARE(message.find("learning rate may be too high") != std::string::npos, isBlamed);
    QVERIFY2(failure.largest > 0 || message.find("largest") == std::string::npos, message.c_str());
    // The step went on with what it had made: it is in the weights now, from where nothing else can be told.
    if (failure.fault == Fault::Weights) {
      QVERIFY2(message.find(failure.tensor + " holds numbers that are not finite") != std::string::npos,
               message.c_str());
    }
  }

  /// After more steps than a moment is kept for, over the ends of epochs, with a schedule that looks at the loss.
  void aLateFailureIsFound_data() {
    QTest::addColumn<QString>("schedule");
    for (const char* schedule : {"constant", "reduce_on_plateau", "one_cycle"})
      QTest::newRow(schedule) << QString::fromLatin1(schedule);
  }
  void aLateFailureIsFound() {
    QFETCH(QString, schedule);
    Experiment experiment = experimentOn("moons", {dense(4, {"tanh", {}})}, {"adam", {{"lr", 0.01}}});
    experiment.training.schedule.name = schedule.toStdString();
    experiment.training.epochs = 40;
    Trainer trainer(*device_, experiment, prepareData(experiment));
    QVERIFY(train(trainer, false, 20).empty());
    trainer.setParameter({0, 0, 0}, NAN);
    const std::string message = train(trainer, false, 30);
    const std::string step = "at step " + std::to_string(20 * trainer.batchesPerEpoch() + 1) + ":";
    QVERIFY2(message.find(step) != std::string::npos, message.c_str());
    QVERIFY2(message.find("Linear 1, weight") != std::string::npos, message.c_str());
  }

  /// Losses are read long after a step that failed: it is found among all that were made since.
  void aFailureAmongManyStepsIsFound_data() {
    QTest::addColumn<QString>("way");
    for (const char* way : {"plain", "rows", "lanes"}) QTest::newRow(way) << QString::fromLatin1(way);
  }
  void aFailureAmongManyStepsIsFound() {
    QFETCH(QString, way);
    qputenv("GRADUS_STEP", way.toLatin1());
    Experiment experiment = experimentOn("auto-mpg", {dense(4, {"tanh", {}})}, {"sgd", {{"lr", 1e-4}}});
    experiment.training.batchSize = 4;
    Trainer trainer(*device_, experiment, prepareData(experiment));
    trainer.finishEpoch();
    const std::int64_t before = trainer.step();
    TrainingSpec training = experiment.training;
    training.optimizer.values["lr"] = 0.45;  // a little too much: it takes many steps to overflow
    trainer.setTraining(training);
    std::string message;
    try {
      while (trainer.epochs() < 60) trainer.advance(1000);
      trainer.collect();
    } catch (const Error& error) {
      message = error.what();
    }
    QVERIFY2(message.find("Training diverged at step ") == 0, message.c_str());
    QVERIFY(trainer.measure()->failure->step > before);
    QVERIFY2(trainer.measure()->failure->rateBlame == RateBlame::Proven, message.c_str());
    QVERIFY2(message.find("largest output is 0.") == std::string::npos, message.c_str());
  }

  /// What is kept to go back to leaves no trace.
  void keepingMomentsChangesNothing() {
    const Experiment experiment = experimentOn("moons", {dense(4, {"tanh", {}})}, {"adam", {{"lr", 0.01}}});
    std::vector<std::vector<float>> weights;
    for (const int pieces : {1, 1000}) {
      Trainer trainer(*device_, experiment, prepareData(experiment));
      while (trainer.epochs() < 10) {
        trainer.advance(pieces);
        trainer.collect();
      }
      weights.push_back(trainer.network().parameters().front().toVector<float>());
    }
    QCOMPARE(weights[0], weights[1]);
  }

  /// Roots of what rounding made negative, which a centred RMSprop once took.
  void centredRmspropStaysFinite() {
    Experiment experiment = experimentOn("auto-mpg", {dense(16, {"tanh", {}})},
                                         {"rmsprop", {{"lr", 1e-6}, {"centered", 1}, {"alpha", 0.5}}});
    experiment.training.loss.name = "l1";
    experiment.training.batchSize = 400;
    Trainer trainer(*device_, experiment, prepareData(experiment));
    QCOMPARE(train(trainer, false, 300), std::string());
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(FailureTest)
#include "failure_test.moc"
