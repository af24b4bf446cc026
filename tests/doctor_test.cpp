// The training doctor: every rule with a network that has the illness and one that has not, measured and not made up;
// what its treatments change; and that it does not flicker.
#include <QSet>
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/data/class_weights.h"
#include "core/data/prepared_data.h"
#include "core/doctor/doctor.h"
#include "core/doctor/doctor_rules.h"
#include "core/doctor/treatments.h"
#include "core/doctor/wording.h"
#include "core/experiment/experiment_json.h"
#include "core/experiment/loss_choice.h"
#include "core/tensor/copy.h"
#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

LayerSpec dense(double units, const char* activation) {
  return {{"linear", {{"units", units}}}, {activation, {}}};
}

Experiment experimentOn(const char* dataset, std::vector<LayerSpec> hidden, const char* optimizer = "adam",
                        double rate = 0.01) {
  Experiment experiment;
  experiment.data.dataset.name = dataset;
  experiment.network.hidden = std::move(hidden);
  experiment.training.optimizer = {optimizer, {{"lr", rate}}};
  experiment.training.batchSize = 16;
  if (std::string(dataset) == "auto-mpg") experiment.training.loss.name = "mse";
  return experiment;
}

/// An experiment, how long it is trained before the doctor comes, and what is done to its data and weights before.
struct Patient {
  Experiment experiment;
  int epochs = 0;
  std::function<void(PreparedData&)> infectData = {};
  std::function<void(Network&)> infectWeights = {};
  std::function<void(Trainer&)> then = {};  ///< after the training
};

void scale(const Tensor& parameter, float factor, float offset, std::size_t firstNumbers) {
  std::vector<float> numbers = parameter.detach().toVector<float>();
  for (std::size_t i = 0; i < std::min(firstNumbers, numbers.size()); ++i) numbers[i] = factor * numbers[i] + offset;
  copyInto(parameter.detach(), Tensor::from(parameter.device(), numbers, parameter.shape()));
}

Snapshot snapshotOf(Trainer& trainer, const std::string& failure) {
  Snapshot snapshot;
  snapshot.run = 1;
  snapshot.state = failure.empty() ? SessionState::Paused : SessionState::Failed;
  snapshot.message = failure;
  snapshot.batches.assign(trainer.batchHistory().begin(), trainer.batchHistory().end());
  snapshot.epochs.assign(trainer.epochHistory().begin(), trainer.epochHistory().end());
  snapshot.statistics = trainer.measure();
  return snapshot;
}

std::vector<Observation> diagnose(Device& device, const Patient& patient) {
  Doctor doctor;
  doctor.setExperiment(patient.experiment);
  PreparedDataPtr data;
  try {
    data = prepareData(patient.experiment);
  } catch (const DataError& error) {
    Snapshot snapshot;
    snapshot.run = 1;
    snapshot.state = SessionState::Failed;
    snapshot.message = error.what();
    doctor.note(snapshot);
    doctor.examineNow();
    return doctor.observations();
  }
  if (patient.infectData) {
    PreparedData changed = *data;
    patient.infectData(changed);
    data = std::make_shared<const PreparedData>(std::move(changed));
  }
  doctor.setData(*data);
  Trainer trainer(device, patient.experiment, data);
  if (patient.infectWeights) patient.infectWeights(trainer.network());
  std::string failure;
  try {
    for (int epoch = 0; epoch < patient.epochs; ++epoch) trainer.finishEpoch();
  } catch (const Error& error) {
    failure = error.what();
  }
  if (patient.then) patient.then(trainer);
  doctor.note(snapshotOf(trainer, failure));
  doctor.examineNow();
  return doctor.observations();
}

const Observation* find(const std::vector<Observation>& all, const std::string& rule) {
  const auto found = std::ranges::find(all, rule, &Observation::rule);
  return found == all.end() ? nullptr : &*found;
}

QByteArray describe(const std::vector<Observation>& all) {
  QByteArray text;
  for (const Observation& each : all) text += (each.rule + ": " + each.title + " " + each.text + "\n").c_str();
  return text;
}

/// A case of the table: what a rule has to say of a patient.
struct Case {
  const char* name;
  const char* rule;
  Patient patient;
  const char* says;         ///< a part of the text; null: nothing
  bool isTreatable = true;  ///< by a change of the document
};

std::vector<Case> cases() {
  const auto with = [](Experiment experiment, const auto& edit) {
    edit(experiment);
    return experiment;
  };
  const std::vector<LayerSpec> small = {dense(16, "relu")};
  const std::vector<LayerSpec> sigmoids(8, dense(12, "sigmoid"));
  const std::vector<LayerSpec> linears(4, dense(12, "relu"));
  const Patient healthy{experimentOn("iris", small), 8};
  const auto squash = [](const char* activation) {
    return [activation](Experiment& experiment) { experiment.network.outputActivation = {activation, {}}; };
  };
  const auto raw = [](Experiment& experiment) { experiment.data.standardize = false; };
  const auto balance = [](Experiment& experiment) { experiment.training.balanceClasses = true; };
  const auto smooth = [](Experiment& experiment) { experiment.training.loss.values["label_smoothing"] = 0.1; };
  const auto corners = [](Experiment& experiment) {
    experiment.data.points = {{1, 1, 1}, {-1, 1, 0}, {1, -1, 0}, {-1, -1, 1}};
    experiment.data.validShare = 0;
    experiment.data.testShare = 0;
    experiment.training.batchSize = 4;
  };
  const auto rareFirstClass = [](PreparedData& data) {
    int kept = 0;
    std::erase_if(data.train, [&](std::int64_t row) {
      return data.dataset->labels[static_cast<std::size_t>(row)] == 0 && ++kept > 5;
    });
  };
  const auto silence = [](Network& network) { scale(network.parameters()[1], 0, -40, 6); };
  const auto silenceMost = [](Network& network) { scale(network.parameters()[1], 0, -40, 15); };
  const auto enlarge = [](Network& network) {
    for (std::size_t i = 2; i < 10; i += 2) scale(network.parameters()[i], 20, 0, 1000);
  };
  const auto putIn = [](Trainer& trainer) { trainer.setNetwork({.hidden = {dense(16, "relu"), dense(16, "relu")}}); };
  const auto overflow = [](Network& network) { scale(network.parameters()[3], 0, HUGE_VALF, 1); };
  return {
      {"healthy", "loss_fit", healthy, nullptr},
      {"numbers, outputs as they come", "loss_fit", {experimentOn("auto-mpg", small)}, nullptr},
      {"classes for numbers",
       "loss_fit",
       {with(experimentOn("auto-mpg", small), [](Experiment& e) { e.training.loss.name = "cross_entropy"; })},
       "Cross entropy compares classes, but Auto MPG has numbers"},
      {"numbers for classes",
       "loss_fit",
       {with(experimentOn("iris", small), [](Experiment& e) { e.training.loss.name = "mse"; })},
       "Mean squared error compares numbers, but Iris has 3 classes"},
      {"miles out of reach", "loss_fit", {with(experimentOn("auto-mpg", small), squash("sigmoid"))}, "between 0 and 1"},
      {"softmax of a sigmoid",
       "loss_fit",
       {with(experimentOn("iris", small), squash("sigmoid"))},
       "more than 58\u00A0%"},
      {"softmax of a ReLU", "loss_fit", {with(experimentOn("iris", small), squash("relu"))}, "below 0"},
      {"one output for three classes",
       "loss_fit",
       {with(experimentOn("iris", small), [](Experiment& e) { e.training.loss.name = "bce_with_logits"; })},
       "BCE with logits compares two classes, but Iris has 3 classes"},
      {"no probability",
       "loss_fit",
       {with(experimentOn("breast-cancer", small), [](Experiment& e) { e.training.loss.name = "bce"; })},
       "takes a number from 0 to 1. Identity goes from"},
      {"sigmoid of a sigmoid",
       "loss_fit",
       {with(experimentOn("breast-cancer", small),
             [](Experiment& e) {
               e.training.loss.name = "bce_with_logits";
               e.network.outputActivation.name = "sigmoid";
             })},
       "stays between 50\u00A0% and 73\u00A0%"},
      {"one probability",
       "loss_fit",
       {with(experimentOn("breast-cancer", small),
             [](Experiment& e) {
               e = withLoss(e, {"bce", {}});
             })},
       nullptr},
      {"healthy", "unscaled_inputs", {experimentOn("wine", small)}, nullptr},
      {"pixels", "unscaled_inputs", {experimentOn("mnist-10k", small)}, nullptr},
      {"raw", "unscaled_inputs", {with(experimentOn("wine", small), raw)}, "proline"},
      {"raw, but layer norm comes first",
       "unscaled_inputs",
       {with(experimentOn("wine", {{{"layer_norm", {}}, {"identity", {}}}, dense(8, "relu")}), raw)},
       nullptr},
      {"healthy", "class_imbalance", healthy, nullptr},
      {"numbers have no classes", "class_imbalance", {experimentOn("auto-mpg", small)}, nullptr},
      {"a rare class", "class_imbalance", {experimentOn("iris", small), 0, rareFirstClass}, " 5. Always answering "},
      {"a rare class that counts more",
       "class_imbalance",
       {with(experimentOn("iris", small), [](Experiment& e) { e.training.balanceClasses = true; }), 0, rareFirstClass},
       nullptr},
      {"balanced alone", "balance_smoothing", {with(experimentOn("iris", small), balance), 0, rareFirstClass}, nullptr},
      {"smoothed alone", "balance_smoothing", {with(experimentOn("iris", small), smooth), 0, rareFirstClass}, nullptr},
      {"balanced and smoothed",
       "balance_smoothing",
       {with(with(experimentOn("iris", small), smooth), balance), 0, rareFirstClass},
       "a part of 10\u00A0%"},
      {"healthy", "diverged", healthy, nullptr},
      {"much too large steps", "diverged", {experimentOn("auto-mpg", small, "sgd", 50), 20}, "At step "},
      {"a bias without bounds", "diverged", {experimentOn("iris", small), 0, {}, overflow}, "Linear 2, bias", false},
      {"healthy", "exploding_gradients", {experimentOn("iris", linears), 3}, nullptr},
      {"large weights", "exploding_gradients", {experimentOn("iris", linears), 0, {}, enlarge}, "times as large"},
      {"healthy", "vanishing_gradients", {experimentOn("iris", linears), 3}, nullptr},
      {"eight sigmoids", "vanishing_gradients", {experimentOn("iris", sigmoids), 1}, "Linear 1"},
      {"healthy", "dead_units", {experimentOn("mnist-10k", {dense(32, "relu")}, "adam", 0.001), 1}, nullptr},
      {"six of sixteen", "dead_units", {experimentOn("iris", small), 0, {}, silence}, "6 of 16 ReLU units"},
      {"nearly all", "dead_units", {experimentOn("iris", small), 1, {}, silenceMost}, "15 of 16 ReLU units"},
      {"a leak keeps them alive",
       "dead_units",
       {experimentOn("iris", {dense(16, "leaky_relu")}), 0, {}, silenceMost},
       nullptr},
      {"healthy", "untrained_layer", healthy, nullptr},
      {"not begun", "untrained_layer", {experimentOn("iris", small)}, nullptr},
      {"a layer put in",
       "untrained_layer",
       {experimentOn("iris", small), 2, {}, {}, putIn},
       "weights of Linear 2",
       false},
      {"healthy", "saturation", {experimentOn("wine", {dense(16, "tanh")}), 8}, nullptr},
      {"raw inputs", "saturation", {with(experimentOn("wine", {dense(16, "tanh")}), raw)}, "16 of 16 Tanh units"},
      {"ReLU has no flat ends", "saturation", {with(experimentOn("wine", small), raw)}, nullptr},
      {"healthy", "rate_too_high", {experimentOn("wine", small), 12}, nullptr},
      {"jumps", "rate_too_high", {experimentOn("wine", small, "adam", 2), 12}, "The training loss"},
      {"worse than nothing", "rate_too_high", {experimentOn("wine", small, "sgd", 20), 1}, "before the first step"},
      {"healthy", "rate_too_low", {experimentOn("wine", small), 12}, nullptr},
      {"crawls", "rate_too_low", {experimentOn("wine", small, "sgd", 1e-4), 8}, "in every one of the last 7 epochs"},
      {"stands still, which no rate mends", "rate_too_low", {experimentOn("wine", small, "sgd", 0), 8}, nullptr},
      {"healthy", "straight_line", healthy, nullptr},
      {"a straight line does", "straight_line", {experimentOn("iris", {}), 40}, nullptr},
      {"corners, bent", "straight_line", {with(experimentOn("xor", {dense(4, "tanh")}), corners), 40}, nullptr},
      {"corners, not begun", "straight_line", {with(experimentOn("xor", {}, "sgd", 0.3), corners), 5}, nullptr},
      {"corners", "straight_line", {with(experimentOn("xor", {}, "sgd", 0.3), corners), 150}, "gives 0.693"},
      {"corners, balanced and smoothed",
       "straight_line",
       {with(with(with(experimentOn("xor", {}, "sgd", 0.3), corners), balance), smooth), 150},
       "gives 0.693"},
      {"corners, told by one output",
       "straight_line",
       {with(with(experimentOn("xor", {}, "sgd", 0.3), corners),
             [](Experiment& e) {
               e = withLoss(e, {"bce_with_logits", {}});
             }),
        150},
       "gives 0.693"},
      {"corners, deep but straight",
       "straight_line",
       {with(experimentOn("xor", {dense(4, "identity")}, "sgd", 0.1), corners), 300},
       "gives 0.693"},
      {"healthy", "over_fitting", healthy, nullptr},
      {"a large network on noise",
       "over_fitting",
       {with(experimentOn("moons", {dense(64, "relu"), dense(64, "relu")}, "adam", 0.01),
             [](Experiment& e) { e.data.dataset.values["noise"] = 50; }),
        150},
       "the best"},
      {"healthy", "healthy_layers", healthy, "Gradient flow"},
      {"no hidden layer", "healthy_layers", {experimentOn("iris", {}), 8}, nullptr},
      {"ill", "healthy_layers", {experimentOn("iris", sigmoids), 1}, nullptr},
      {"healthy", "learning", healthy, "in 8 epochs"},
      {"silent units", "learning", {experimentOn("iris", small), 8, {}, silenceMost}, nullptr},
      {"not begun", "learning", {experimentOn("iris", small)}, nullptr},
      {"crawls", "learning", {experimentOn("wine", small, "sgd", 1e-4), 8}, nullptr},
  };
}

}  // namespace

class DoctorTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  /// They stand in large type, where six letters have room.
  void figuresAreBrief_data() {
    QTest::addColumn<double>("number");
    QTest::addColumn<QString>("text");
    QTest::newRow("half") << 0.5 << "0.5";
    QTest::newRow("thousandth") << 0.00123 << "0.0012";
    QTest::newRow("smaller") << 0.000334 << "3e−4";
    QTest::newRow("smaller still") << 4.56e-5 << "4.6e−5";
    QTest::newRow("vanished") << 1.25e-12 << "1e−12";
    QTest::newRow("nothing") << 0.0 << "0";
  }
  void figuresAreBrief() {
    QFETCH(double, number);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(briefNumber(number)), text);
  }

  void ruleFindsTheIllnessAndOnlyIt_data() {
    QTest::addColumn<int>("number");
    const std::vector<Case> all = cases();
    for (std::size_t i = 0; i < all.size(); ++i) {
      QTest::addRow("%s, %s", all[i].rule, all[i].name) << static_cast<int>(i);
    }
  }
  void ruleFindsTheIllnessAndOnlyIt() {
    QFETCH(int, number);
    const Case each = cases().at(static_cast<std::size_t>(number));
    const std::vector<Observation> all = diagnose(*device_, each.patient);
    const Observation* found = find(all, each.rule);
    QVERIFY2((found != nullptr) == (each.says != nullptr), describe(all));
    if (found == nullptr) return;
    QVERIFY2(found->text.find(each.says) != std::string::npos, describe(all));
    const DoctorRule& rule = findDoctorRule(each.rule);
    QCOMPARE(found->severity == Severity::Healthy, rule.isGoodNews);
    QCOMPARE(found->title.back(), '.');
    QVERIFY(std::ranges::any_of(found->text, [](unsigned char c) { return std::isdigit(c) != 0; }) ||
            each.rule == std::string("loss_fit"));
    if (rule.isGoodNews) return;
    QVERIFY2(!found->figure.empty() && !found->note.empty() && !found->line.empty(), describe(all));
    QVERIFY2(found->treatment.has_value() == each.isTreatable, describe(all));
    if (!each.isTreatable) return;
    const Experiment treated = found->treatment->change(each.patient.experiment);
    QVERIFY(treated != each.patient.experiment);
    check(treated, "treated");
    QVERIFY(!found->treatment->label.empty());
  }

  void everyRuleIsTried() {
    QSet<QString> ill;
    QSet<QString> healthy;
    for (const Case& each : cases()) {
      (each.says != nullptr ? ill : healthy).insert(QString::fromLatin1(each.rule));
    }
    for (const DoctorRule& rule : doctorRules()) {
      const QString name = QString::fromStdString(rule.name);
      QVERIFY2(ill.contains(name) && healthy.contains(name), rule.name.c_str());
      QVERIFY2(rule.explanation.find("Source") != std::string::npos || rule.name == "learning", rule.name.c_str());
    }
  }

  void treatmentsHelp_data() {
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"eight sigmoids", "raw", "raw inputs", "six of sixteen", "miles out of reach", "jumps",
          "softmax of a sigmoid", "much too large steps", "classes for numbers", "balanced and smoothed", "corners"}) {
      QTest::newRow(name) << QString::fromLatin1(name);
    }
  }
  /// A treatment may take more than one dose.
  void treatmentsHelp() {
    QFETCH(QString, name);
    std::vector<Case> all = cases();
    Case each = *std::ranges::find_if(all, [&](const Case& c) { return name == QLatin1String(c.name); });
    for (int doses = 0; doses < 6; ++doses) {
      const std::vector<Observation> found = diagnose(*device_, each.patient);
      const Observation* illness = find(found, each.rule);
      if (illness == nullptr) return;
      each.patient.experiment = illness->treatment->change(each.patient.experiment);
    }
    QFAIL("still ill");
  }

  void usualExperimentsAreHealthy_data() {
    QTest::addColumn<QString>("dataset");
    QTest::addColumn<int>("epochs");
    QTest::newRow("first") << QStringLiteral("two-spirals") << 300;
    QTest::newRow("digits") << QStringLiteral("mnist-10k") << 6;
    for (const char* table : {"iris", "penguins", "wine", "breast-cancer", "auto-mpg"}) {
      QTest::newRow(table) << QString::fromLatin1(table) << 60;
    }
    for (const char* plane : {"circle", "xor", "gaussians", "moons"}) {
      QTest::newRow(plane) << QString::fromLatin1(plane) << 150;
    }
  }
  /// Nothing worse than over-fitting and a loss that jumps late is found in what the window proposes for each data set.
  void usualExperimentsAreHealthy() {
    QFETCH(QString, dataset);
    QFETCH(int, epochs);
    Experiment experiment = experimentOn(dataset.toLatin1().constData(), {dense(16, "relu")});
    if (epochs > 60) {
      experiment.network.hidden = {dense(8, "tanh"), dense(8, "tanh")};
      experiment.training.optimizer.values["lr"] = 0.03;
      experiment.training.batchSize = 32;
    } else if (epochs < 60) {
      experiment.network.hidden = {dense(32, "relu"), dense(16, "relu")};
      experiment.training.optimizer.values.clear();
      experiment.training.batchSize = 100;
    }
    const PreparedDataPtr data = prepareData(experiment);
    Trainer trainer(*device_, experiment, data);
    for (int epoch = 0; epoch <= epochs; ++epoch) {
      Doctor doctor;
      doctor.setExperiment(experiment);
      doctor.setData(*data);
      doctor.note(snapshotOf(trainer, {}));
      doctor.examineNow();
      for (const Observation& each : doctor.observations()) {
        QVERIFY2(each.severity <= Severity::Notice || each.rule == "over_fitting",
                 describe(doctor.observations()) + " epoch " + QByteArray::number(epoch));
      }
      const bool suffers = std::ranges::any_of(
          doctor.observations(), [](const Observation& each) { return each.severity >= Severity::Warning; });
      QCOMPARE(find(doctor.observations(), "healthy_layers") != nullptr, !suffers);
      trainer.finishEpoch();
    }
  }

  /// The loss of a batch with balanced classes is Σ w·loss / Σ w, as PyTorch's weighted mean.
  void balancedClassesCountAlike() {
    Experiment experiment = experimentOn("iris", {dense(8, "tanh")});
    PreparedData data = *prepareData(experiment);
    int kept = 0;
    std::erase_if(data.train, [&](std::int64_t row) {
      return data.dataset->labels[static_cast<std::size_t>(row)] == 0 && ++kept > 5;
    });
    const std::vector<float> weights = balancingWeights(classCounts(*data.dataset, data.train));
    const DataFacts facts = factsOf(data);
    for (std::size_t i = 0; i < 3; ++i) {
      QCOMPARE(weights[i] * static_cast<float>(facts.classCounts[i]) * 3, static_cast<float>(data.train.size()));
    }
    experiment.training.batchSize = static_cast<int>(data.train.size());
    const auto shared = std::make_shared<const PreparedData>(data);
    Trainer alike(*device_, experiment, shared);
    std::vector<double> sums(3);
    for (const std::int64_t row : data.train) {
      const std::vector<float> output = alike.network().describe(alike.sampleInput(row)).back().values;
      double total = 0;
      for (const float each : output) total += std::exp(static_cast<double>(each));
      const auto label = static_cast<std::size_t>(data.dataset->labels[static_cast<std::size_t>(row)]);
      sums[label] += std::log(total) - static_cast<double>(output[label]);
    }
    double expected = 0;
    for (std::size_t i = 0; i < 3; ++i) expected += sums[i] / static_cast<double>(facts.classCounts[i]) / 3;
    experiment.training.balanceClasses = true;
    Trainer balanced(*device_, experiment, shared);
    for (Trainer* trainer : {&alike, &balanced}) {
      trainer->advance();
      trainer->collect();
    }
    const auto lossOf = [](const Trainer& trainer) { return static_cast<double>(trainer.batchHistory().back().loss); };
    QVERIFY(std::abs(lossOf(balanced) - expected) < 1e-5);
    QVERIFY(std::abs(lossOf(alike) - expected) > 1e-3);
  }

  void ratesOfTreatmentsAreUsual_data() {
    QTest::addColumn<QString>("optimizer");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("factor");
    QTest::addColumn<double>("offered");  // 0: none
    QTest::newRow("sgd, far too high") << QStringLiteral("sgd") << 100.0 << 1 / 3.0 << 1.0;
    QTest::newRow("sgd, high") << QStringLiteral("sgd") << 1.0 << 1 / 3.0 << 0.3;
    QTest::newRow("adam, far too high") << QStringLiteral("adam") << 100.0 << 1 / 3.0 << 0.1;
    QTest::newRow("adam, usual") << QStringLiteral("adam") << 0.01 << 1 / 3.0 << 0.003;
    QTest::newRow("sgd, raised") << QStringLiteral("sgd") << 0.01 << 3.0 << 0.03;
    QTest::newRow("sgd, not raised above") << QStringLiteral("sgd") << 50.0 << 3.0 << 0.0;
  }
  void ratesOfTreatmentsAreUsual() {
    QFETCH(QString, optimizer);
    QFETCH(double, rate);
    QFETCH(double, factor);
    QFETCH(double, offered);
    const Experiment experiment = experimentOn("iris", {}, optimizer.toLatin1().constData(), rate);
    const std::optional<Treatment> treatment = scaleLearningRate(experiment, factor, false);
    QCOMPARE(treatment.has_value(), offered > 0);
    if (treatment) QCOMPARE(treatment->change(experiment).training.optimizer.values.at("lr"), offered);
  }

  /// Where a schedule goes by rates of its own, another rate of the optimizer would change nothing.
  void theScheduleIsGivenTheRateThatItHas() {
    Experiment experiment = experimentOn("iris", {}, "sgd", 0.01);
    experiment.training.schedule = {"one_cycle", {{"max_lr", 5}}};
    const Treatment treatment = scaleLearningRate(experiment, 0.1, true).value();
    QCOMPARE(treatment.label, std::string("Lower the highest rate to 0.5"));
    Experiment expected = experiment;
    expected.training.schedule.values["max_lr"] = 0.5;
    QVERIFY(treatment.change(experiment) == expected);
    experiment.training.schedule = {"cosine_annealing", {{"eta_min", 5}}};
    QCOMPARE(scaleLearningRate(experiment, 0.1, true)->label, std::string("Lower the learning rate to 0.001"));
  }

  /// A rare class is named, but balancing it is not offered where label smoothing would turn it into harm.
  void smoothedClassesAreNotBalanced() {
    for (const double smoothing : {0.0, 0.1}) {
      CheckUp checkUp;
      checkUp.experiment = experimentOn("iris", {dense(4, "relu")});
      checkUp.experiment.training.loss.values["label_smoothing"] = smoothing;
      DataFacts& data = checkUp.data.emplace();
      data.classNames = {"a", "b"};
      data.classCounts = {5, 50};
      const std::vector<Observation> found = findDoctorRule("class_imbalance").examine(checkUp);
      QCOMPARE(found.size(), std::size_t{1});
      QCOMPARE(found.front().treatment.has_value(), smoothing == 0);
      checkUp.experiment.training.balanceClasses = true;
      const std::vector<Observation> both = findDoctorRule("balance_smoothing").examine(checkUp);
      QCOMPARE(both.empty(), smoothing == 0);
      if (both.empty()) continue;
      QVERIFY(both.front().severity == Severity::Warning && both.front().text.find("10 times") != std::string::npos);
    }
  }

  /// One output knows no weights of classes, but one of positives.
  void aRareSecondClassIsWeighed() {
    CheckUp checkUp;
    checkUp.experiment = withLoss(experimentOn("breast-cancer", {}), {"bce_with_logits", {}});
    DataFacts& data = checkUp.data.emplace();
    data.classNames = {"a", "b"};
    data.classCounts = {487, 50};
    const DoctorRule& rule = findDoctorRule("class_imbalance");
    const Treatment treatment = rule.examine(checkUp).front().treatment.value();
    QCOMPARE(treatment.label, std::string("Count samples of the second class 9.7 times"));
    checkUp.experiment = treatment.change(checkUp.experiment);
    QCOMPARE(checkUp.experiment.training.loss.values.at("pos_weight"), 9.7);
    check(checkUp.experiment, "treated");
    QVERIFY(rule.examine(checkUp).empty());
    checkUp.experiment = withLoss(checkUp.experiment, {"bce", {}});
    QVERIFY(!rule.examine(checkUp).front().treatment.has_value());
  }

  /// Squared errors no lower than the variance of the target are those of one answer for all.
  void numbersNoLineFollows() {
    CheckUp checkUp;
    checkUp.experiment = experimentOn("auto-mpg", {});
    checkUp.data.emplace().task = Task::Regression;
    checkUp.data->targetVariance = 4;
    checkUp.firstLoss = 20;
    for (int epoch = 1; epoch <= 30; ++epoch) checkUp.epochs.push_back({epoch, {4.01, 0}, {}, {}, epoch, 0, 0});
    const DoctorRule& rule = findDoctorRule("straight_line");
    QCOMPARE(rule.examine(checkUp).size(), std::size_t{1});
    checkUp.data->targetVariance = 8;
    QVERIFY(rule.examine(checkUp).empty());
    const PreparedDataPtr data = prepareData(checkUp.experiment);
    const DataFacts facts = factsOf(*data);
    QVERIFY(facts.targetVariance > 0 && facts.targetVariance < std::pow(facts.highestTarget - facts.lowestTarget, 2));
  }

  /// A finding for each layer, the worst first, each with a treatment of its own.
  void everyLayerIsJudged() {
    const Experiment experiment = experimentOn("iris", {dense(10, "relu"), dense(8, "relu"), dense(10, "relu")});
    const auto silence = [](Network& network) {
      scale(network.parameters()[1], 0, -40, 4);
      scale(network.parameters()[5], 0, -40, 8);
    };
    const std::vector<Observation> all = diagnose(*device_, {experiment, 0, {}, silence});
    std::vector<Observation> dead;
    std::ranges::copy_if(all, std::back_inserter(dead),
                         [](const Observation& each) { return each.rule == "dead_units"; });
    QVERIFY2(dead.size() >= 2, describe(all));
    QCOMPARE(dead.front().title, std::string("Linear 3 has dead units."));
    QCOMPARE(dead.front().layer, std::optional<std::size_t>(2));
    const auto first = std::ranges::find(dead, std::optional<std::size_t>(0), &Observation::layer);
    QVERIFY2(first != dead.end(), describe(all));
    QCOMPARE(first->treatment->label, std::string("Use leaky ReLU in Linear 1"));
    const Experiment treated = first->treatment->change(experiment);
    QCOMPARE(treated.network.hidden[0].activation.name, std::string("leaky_relu"));
    QCOMPARE(treated.network.hidden[2].activation.name, std::string("relu"));
  }

  /// What is said of one layer does not hang on what is found of another.
  void layersAreRememberedApart() {
    Doctor doctor;
    doctor.setExperiment(experimentOn("iris", {dense(4, "relu"), dense(4, "relu")}));
    Snapshot snapshot;
    snapshot.run = 1;
    snapshot.state = SessionState::Running;
    const auto look = [&](bool first, bool second) {
      auto statistics = std::make_shared<NetworkStatistics>();
      for (const bool isDead : {first, second, false}) {
        LayerStatistics layer;
        layer.units = 4;
        layer.weights = distributionOf(std::vector<float>{1});
        layer.flow = 1;
        if (isDead) layer.silent = {0, 1, 2, 3};
        statistics->layers.push_back(layer);
      }
      snapshot.statistics = statistics;
      doctor.note(snapshot);
      doctor.examineNow();
      QString said;
      for (const Observation& each : doctor.observations()) {
        if (each.rule == "dead_units") said += QString::number(*each.layer);
      }
      return said;
    };
    QCOMPARE(look(true, false), QStringLiteral("0"));
    QCOMPARE(look(false, true), QStringLiteral("0"));  // once is chance, of either
    QCOMPARE(look(false, true), QStringLiteral("1"));
    QCOMPARE(look(true, true), QStringLiteral("1"));
    QCOMPARE(look(true, true), QStringLiteral("01"));
  }

  void saysItUntilTwoCheckUpsDisagree() {
    Doctor doctor;
    Snapshot snapshot = snapshotWithFlow(0.5);
    snapshot.state = SessionState::Running;
    const auto look = [&](double flow) {
      snapshot.statistics = snapshotWithFlow(flow).statistics;
      doctor.note(snapshot);
      doctor.examineNow();
      return find(doctor.observations(), "vanishing_gradients") != nullptr;
    };
    doctor.setExperiment(experimentOn("iris", {dense(4, "tanh")}));
    QVERIFY(!look(0.5));
    QVERIFY(!look(1e-5));  // once is chance
    QVERIFY(look(1e-5));
    QVERIFY(look(0.5));
    QVERIFY(look(1e-5));
    QVERIFY(look(0.5));
    QVERIFY(find(doctor.observations(), "healthy_layers") == nullptr);
    QVERIFY(!look(0.5));
    QVERIFY(find(doctor.observations(), "healthy_layers") != nullptr);
    snapshot.state = SessionState::Paused;
    QVERIFY(look(1e-5));  // at rest nothing flickers
    snapshot.state = SessionState::Running;
    snapshot.run = 2;
    QVERIFY(!look(0.5));  // another run is believed at once
  }

  void otherTrainingForgetsTheCourse() {
    const Experiment experiment = experimentOn("wine", {dense(16, "relu")});
    Doctor doctor;
    doctor.setExperiment(experiment);
    Snapshot snapshot = snapshotWithFlow(0.5);
    snapshot.batches.push_back({1, 0.1, 1.0F, 0});
    for (int epoch = 1; epoch <= 8; ++epoch) {
      snapshot.epochs.push_back({epoch, {epoch % 2 == 0 ? 2.0 : 0.5, 0}, {}, {}, epoch, 0, 0});
    }
    doctor.note(snapshot);
    doctor.examineNow();
    const Observation* found = find(doctor.observations(), "rate_too_high");
    QVERIFY(found != nullptr);
    doctor.setExperiment(found->treatment->change(experiment));
    doctor.examineNow();
    QVERIFY(find(doctor.observations(), "rate_too_high") == nullptr);
  }

 private:
  static Snapshot snapshotWithFlow(double flow) {
    auto statistics = std::make_shared<NetworkStatistics>();
    for (const double each : {flow, 1.0}) {
      LayerStatistics layer;
      layer.units = 4;
      layer.weights = distributionOf(std::vector<float>{1});
      layer.flow = each;
      statistics->layers.push_back(layer);
    }
    Snapshot snapshot;
    snapshot.run = 1;
    snapshot.statistics = statistics;
    return snapshot;
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(DoctorTest)
#include "doctor_test.moc"
