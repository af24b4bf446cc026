// Every way of training a network gives the gradients, weights and scores of the plain one.
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "core/nn/activation.h"
#include "core/opencl/measured_choices.h"
#include "core/optim/optimizer_registry.h"
#include "core/step/choose_step.h"
#include "core/step/lane_step.h"
#include "core/step/layered_step.h"
#include "core/step/plain_step.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

constexpr std::int64_t kRows = 83;
constexpr std::int64_t kFeatures = 37;

/// What the choice of networks with 45,075 weights in batches of 10 is called.
constexpr const char* kPasses = "passes of 2^15 weights, 2^3 rows";

enum class Kind { Plain, Layers, Rows, Lanes, Chosen };

std::unique_ptr<TrainingStep> make(Kind kind, const StepParts& parts) {
  switch (kind) {
    case Kind::Plain:
      return std::make_unique<PlainStep>(parts);
    case Kind::Layers:
      return std::make_unique<LayeredStep>(parts, LayeredStep::Passes::ByLayers);
    case Kind::Rows:
      return std::make_unique<LayeredStep>(parts, LayeredStep::Passes::ByRows);
    case Kind::Lanes:
      return std::make_unique<LaneStep>(parts);
    case Kind::Chosen:
      return chooseStep(parts);
  }
  return nullptr;
}

Dataset makeData(const Experiment& experiment, bool images) {
  Dataset data;
  Generator generator(7);
  const Loss& loss = findLoss(experiment.training.loss.name);
  const bool isClassification = taskOf(loss.output) == Task::Classification;
  const int classes = isOneForTwo(loss.output) ? 2 : 19;
  data.task = isClassification ? Task::Classification : Task::Regression;
  data.rows = kRows;
  data.features = kFeatures;
  if (images) data.image = {1, 1, static_cast<int>(kFeatures)};
  for (std::int64_t i = 0; i < kRows * kFeatures; ++i) {
    if (images) {
      data.pixels.push_back(static_cast<std::uint8_t>(generator.randint(0, 256)));
    } else {
      data.values.push_back(generator.uniform(-1, 1));
    }
  }
  for (std::int64_t row = 0; row < kRows; ++row) {
    if (isClassification) {
      data.labels.push_back(static_cast<std::int32_t>(generator.randint(0, classes)));
    } else {
      data.targets.push_back(generator.uniform(-2, 2));
    }
  }
  for (int i = 0; i < classes && isClassification; ++i) data.classNames.push_back(std::to_string(i));
  return data;
}

/// What training leaves behind.
struct Outcome {
  std::vector<float> weights;
  std::vector<LoggedBatch> batches;
  LoggedBatch evaluation;
  std::vector<std::vector<float>> way;  ///< of row 8
};

Outcome train(Device& device, Kind kind, const Experiment& experiment, bool images, int epochs) {
  const Dataset data = makeData(experiment, images);
  const DeviceData deviceData(device, data);
  Generator generator(experiment.seed);
  Network network(device, experiment.network, data.features,
                  outputsFor(findLoss(experiment.training.loss.name), data.target()), generator);
  const Choice& choice = experiment.training.optimizer;
  const auto optimizer = findOptimizer(choice.name).make(network.parameters(), choice);
  const auto step =
      make(kind, {device, experiment, deviceData, network, *optimizer, TrainingLoss(experiment.training.loss)});
  StepLog log(device);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    const Tensor order = deviceData.upload(generator.randperm(kRows));
    step->train({order, 3, kRows - 3}, experiment.training.batchSize, log);
  }
  std::vector<std::int64_t> rows(static_cast<std::size_t>(kRows));
  std::iota(rows.begin(), rows.end(), 0);
  step->evaluate({deviceData.upload(rows), 0, kRows}, log);
  Outcome outcome{
      optimizer->arena().data().toVector<float>(), log.take(), {}, step->wayOf({deviceData.upload(rows), 8, 1})};
  if (kind == Kind::Plain) {
    const Tensor input = deviceData.gather(deviceData.upload(rows), 8, 1).input;
    outcome.way = {input.toVector<float>()};
    for (const LayerSnapshot& layer : network.describe(input)) outcome.way.push_back(layer.values);
  }
  outcome.evaluation = outcome.batches.back();
  outcome.batches.pop_back();
  return outcome;
}

std::string nameOfChosen(Device& device, const Experiment& experiment) {
  const Dataset data = makeData(experiment, false);
  const DeviceData deviceData(device, data);
  Generator generator(1);
  Network network(device, experiment.network, data.features,
                  outputsFor(findLoss(experiment.training.loss.name), data.target()), generator);
  const auto optimizer = findOptimizer("sgd").make(network.parameters(), experiment.training.optimizer);
  return std::string(
      chooseStep({device, experiment, deviceData, network, *optimizer, TrainingLoss(experiment.training.loss)})
          ->name());
}

QString difference(double actual, double expected) {
  return QStringLiteral("%1 instead of %2").arg(actual, 0, 'g', 9).arg(expected, 0, 'g', 9);
}

void compare(const Outcome& actual, const Outcome& expected, double relative, double absolute) {
  const auto near = [&](float a, float b) {
    const double tolerance = absolute + relative * std::abs(static_cast<double>(b));
    return std::abs(static_cast<double>(a) - static_cast<double>(b)) <= tolerance;
  };
  QCOMPARE(actual.weights.size(), expected.weights.size());
  for (std::size_t i = 0; i < actual.weights.size(); ++i) {
    QVERIFY2(near(actual.weights[i], expected.weights[i]),
             qPrintable(QStringLiteral("weight %1: ").arg(i) +
                        difference(static_cast<double>(actual.weights[i]), static_cast<double>(expected.weights[i]))));
  }
  QCOMPARE(actual.batches.size(), expected.batches.size());
  for (std::size_t i = 0; i < actual.batches.size(); ++i) {
    const LoggedBatch& a = actual.batches[i];
    const LoggedBatch& b = expected.batches[i];
    QVERIFY2(near(a.loss, b.loss), qPrintable(QStringLiteral("loss %1: ").arg(i) +
                                              difference(static_cast<double>(a.loss), static_cast<double>(b.loss))));
    QVERIFY2(near(a.metric, b.metric),
             qPrintable(QStringLiteral("metric %1: ").arg(i) +
                        difference(static_cast<double>(a.metric), static_cast<double>(b.metric))));
  }
  for (std::size_t i = 0; i < actual.batches.size(); ++i) {
    QVERIFY(near(actual.batches[i].squares, expected.batches[i].squares));
  }
  QCOMPARE(actual.way.size(), expected.way.size());
  for (std::size_t i = 0; i < actual.way.size(); ++i) {
    QVERIFY(std::ranges::equal(actual.way[i], expected.way[i], near));
  }
  QVERIFY(near(actual.evaluation.loss, expected.evaluation.loss));
  QVERIFY(near(actual.evaluation.metric, expected.evaluation.metric));
  QVERIFY(near(actual.evaluation.squares, expected.evaluation.squares));
}

Experiment perceptron(std::vector<int> units, const char* activation, const char* loss, Choice optimizer, int batch) {
  Experiment experiment;
  for (const int count : units) {
    experiment.network.hidden.push_back({{"linear", {{"units", static_cast<double>(count)}}}, {activation, {}}});
  }
  experiment.training.loss.name = loss;
  experiment.training.optimizer = std::move(optimizer);
  experiment.training.batchSize = batch;
  return experiment;
}

}  // namespace

Q_DECLARE_METATYPE(gradus::Experiment)
Q_DECLARE_METATYPE(Kind)

class StepTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void gradientsAgree_data() { rows(); }

  /// One step of SGD with learning rate 1 changes every weight by its gradient.
  void gradientsAgree() {
    QFETCH(Kind, kind);
    QFETCH(Experiment, experiment);
    QFETCH(bool, images);
    experiment.training.optimizer = {"sgd", {{"lr", 1}}};
    experiment.training.batchSize = kRows;
    const Outcome plain = train(*device_, Kind::Plain, experiment, images, 1);
    compare(train(*device_, kind, experiment, images, 1), plain, 1e-5, 2e-6);
  }

  void weightsAgreeAfterFiftySteps_data() { rows(); }

  void weightsAgreeAfterFiftySteps() {
    QFETCH(Kind, kind);
    QFETCH(Experiment, experiment);
    QFETCH(bool, images);
    const std::int64_t steps = (kRows - 3 + experiment.training.batchSize - 1) / experiment.training.batchSize;
    const int epochs = static_cast<int>((50 + steps - 1) / steps);
    const Outcome plain = train(*device_, Kind::Plain, experiment, images, epochs);
    QVERIFY(plain.batches.size() >= 50);
    // Optimizers that divide by the size of the gradient turn the rounding of one that is nearly 0 into a step of its
    // own: there a few ten-thousandths of what fifty steps of 0.01 can move.
    const double absolute = experiment.training.optimizer.name == "sgd" ? 1e-5 : 2e-4;
    compare(train(*device_, kind, experiment, images, epochs), plain, 1e-4, absolute);
  }

  void sameBitsTwice_data() { rows(); }

  void sameBitsTwice() {
    QFETCH(Kind, kind);
    QFETCH(Experiment, experiment);
    QFETCH(bool, images);
    QCOMPARE(train(*device_, kind, experiment, images, 2).weights,
             train(*device_, kind, experiment, images, 2).weights);
  }

  void rowsAndLayersGiveTheSameBits_data() { rows(); }

  /// What makes the choice between them free.
  void rowsAndLayersGiveTheSameBits() {
    QFETCH(Kind, kind);
    QFETCH(Experiment, experiment);
    QFETCH(bool, images);
    if (kind != Kind::Rows) return;
    const Outcome byRows = train(*device_, Kind::Rows, experiment, images, 2);
    const Outcome byLayers = train(*device_, Kind::Layers, experiment, images, 2);
    QCOMPARE(byRows.weights, byLayers.weights);
    QCOMPARE(byRows.way, byLayers.way);
    for (std::size_t i = 0; i < byRows.batches.size(); ++i) {
      QCOMPARE(byRows.batches[i].loss, byLayers.batches[i].loss);
      QCOMPARE(byRows.batches[i].metric, byLayers.batches[i].metric);
    }
    QCOMPARE(byRows.evaluation.loss, byLayers.evaluation.loss);
  }

  /// Twelve turns find out which way is faster; the weights are those of either.
  void findsTheFastestWay() {
    const QTemporaryDir folder;
    const auto device = openMeasuringDevice(folder.path());
    const Experiment experiment = perceptron({256, 128}, "relu", "cross_entropy", {"sgd", {{"lr", 0.05}}}, 10);
    QCOMPARE(device->choices().find(kPasses), std::string());
    const Outcome chosen = train(*device, Kind::Chosen, experiment, false, 11);
    QCOMPARE(device->choices().find(kPasses), std::string());
    QCOMPARE(train(*device, Kind::Chosen, experiment, false, 12).weights.size(), chosen.weights.size());
    const std::string found = device->choices().find(kPasses);
    QVERIFY2(found == "rows" || found == "layers", found.c_str());
    QCOMPARE(nameOfChosen(*device, experiment), found);
    QCOMPARE(chosen.weights, train(*device, Kind::Rows, experiment, false, 11).weights);
  }

  void takesWhatIsRemembered_data() {
    QTest::addColumn<QString>("remembered");
    QTest::addColumn<QString>("name");
    QTest::newRow("rows") << "rows"
                          << "rows";
    QTest::newRow("layers") << "layers"
                            << "layers";
    QTest::newRow("nothing") << ""
                             << "rows";
    QTest::newRow("what does not exist") << "circles"
                                         << "rows";
  }

  void takesWhatIsRemembered() {
    QFETCH(QString, remembered);
    QFETCH(QString, name);
    const QTemporaryDir folder;
    const auto device = openMeasuringDevice(folder.path());
    const std::string choice = remembered.toStdString();
    if (!choice.empty()) device->choices().remember(kPasses, choice, std::span(&choice, 1));
    const Experiment experiment = perceptron({256, 128}, "relu", "cross_entropy", {"sgd", {}}, 10);
    QCOMPARE(nameOfChosen(*device, experiment), name.toStdString());
  }

  void unknownLabelsGiveNoNumber() {
    Experiment experiment = perceptron({5}, "relu", "cross_entropy", {"sgd", {{"lr", 0}}}, 16);
    for (const Kind kind : {Kind::Plain, Kind::Layers, Kind::Rows, Kind::Lanes}) {
      if (kind != Kind::Plain && device_->lanes() == 1) continue;
      Dataset data = makeData(experiment, false);
      data.labels[5] = 19;
      const DeviceData deviceData(*device_, data);
      Generator generator(1);
      Network network(*device_, experiment.network, data.features, 19, generator);
      const auto optimizer = findOptimizer("sgd").make(network.parameters(), experiment.training.optimizer);
      const auto step =
          make(kind, {*device_, experiment, deviceData, network, *optimizer, TrainingLoss(experiment.training.loss)});
      StepLog log(*device_);
      const std::int64_t rows[] = {3, 4, 5, 6};
      step->evaluate({deviceData.upload(rows), 0, 4}, log);
      QVERIFY(std::isnan(log.take().front().loss));
    }
  }

  void chooses_data() {
    QTest::addColumn<Experiment>("experiment");
    QTest::addColumn<QString>("name");
    const Choice sgd{"sgd", {}};
    QTest::newRow("tiny") << perceptron({4}, "tanh", "mse", sgd, 10) << "lanes";
    QTest::newRow("tiny, large batch") << perceptron({16}, "tanh", "mse", sgd, 2048) << "rows";
    QTest::newRow("small") << perceptron({128, 64}, "relu", "cross_entropy", sgd, 64) << "rows";
    QTest::newRow("wide") << perceptron({1024, 512}, "relu", "cross_entropy", sgd, 64) << "layers";
    Experiment dropout = perceptron({4}, "tanh", "mse", sgd, 10);
    dropout.network.hidden.push_back({{"dropout", {}}, {"identity", {}}});
    QTest::newRow("with dropout") << dropout << "plain";
  }

  void chooses() {
    QFETCH(Experiment, experiment);
    QFETCH(QString, name);
    const bool isProcessor = device_->lanes() > 1;
    QCOMPARE(nameOfChosen(*device_, experiment), isProcessor ? name.toStdString() : "plain");
  }

 private:
  void rows() {
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Experiment>("experiment");
    QTest::addColumn<bool>("images");
    if (device_->lanes() == 1) QSKIP("The fused kernels are for processors");
    const Choice sgd{"sgd", {{"lr", 0.05}}};
    const auto add = [](const std::string& name, const Experiment& experiment, bool images = false) {
      for (const auto& [kind, way] :
           {std::pair(Kind::Layers, "layers"), {Kind::Rows, "rows"}, {Kind::Lanes, "lanes"}}) {
        QTest::addRow("%s by %s", name.c_str(), way) << kind << experiment << images;
      }
    };
    add("no hidden layer", perceptron({}, "relu", "cross_entropy", sgd, 16));
    add("images", perceptron({33, 7}, "relu", "cross_entropy", sgd, 32), true);
    add("odd widths", perceptron({1, 31, 17, 5}, "tanh", "mse", sgd, 10));
    add("one sample a batch", perceptron({8}, "tanh", "mse", sgd, 1));
    // Five activations to a network: each network means kernels of its own, which take a second to compile.
    const std::span<const Activation> table = activations();
    for (std::size_t i = 0; i < table.size(); i += 5) {
      Experiment experiment = perceptron({18, 14, 12, 10, 9}, "identity", "cross_entropy", sgd, 20);
      std::string name;
      for (std::size_t j = i; j < std::min(i + 5, table.size()); ++j) {
        experiment.network.hidden[j - i].activation.name = table[j].name;
        name += table[j].name + " ";
      }
      add(name, experiment);
    }
    Experiment mixed = perceptron({18, 9}, "elu", "cross_entropy", sgd, 20);
    mixed.network.hidden[0].activation = {"leaky_relu", {{"negative_slope", 0.3}}};
    mixed.training.loss.values["label_smoothing"] = 0.1;
    add("two activations, smoothed labels", mixed);
    Experiment typed = perceptron({18, 9, 7, 5}, "tanh", "cross_entropy", sgd, 20);
    typed.network.hidden[0].activation = {kOwnFunction, {{"a", 1.702}}, "x * sigmoid(a * x)"};
    typed.network.hidden[1].activation = {kOwnFunction, {{"a", -0.3}, {"d", 0.2}}, "where(x > 0, x^b, a * x) * c + d"};
    typed.network.hidden[2].activation = {kOwnFunction, {{"a", 0.5}}, "x * sigmoid(a * x)"};
    add("functions of one's own", typed);
    for (const char* loss : {"l1", "smooth_l1", "huber"}) {
      Experiment experiment = perceptron({12}, "sigmoid", loss, sgd, 16);
      experiment.network.outputActivation.name = "tanh";
      add(std::string(loss) + ", output tanh", experiment);
    }
    add("nll", perceptron({12}, "tanh", "nll", sgd, 16));
    add("one output for two classes", perceptron({12}, "tanh", "bce_with_logits", sgd, 16));
    add("one output, no hidden layer", perceptron({}, "tanh", "bce_with_logits", sgd, 1));
    Experiment positives = perceptron({12}, "tanh", "bce_with_logits", sgd, 16);
    positives.training.loss.values["pos_weight"] = 2.5;
    add("weighted positives, images", positives, true);
    Experiment probability = perceptron({12}, "sigmoid", "bce", sgd, 16);
    probability.network.outputActivation.name = "sigmoid";
    add("one probability for two classes", probability);
    for (const OptimizerInfo& optimizer : optimizers()) {
      add(optimizer.name,
          perceptron({12}, "silu", "mse", {optimizer.name, {{"lr", 0.01}, {"weight_decay", 0.01}}}, 16));
    }
    add("sgd, nesterov",
        perceptron({12}, "silu", "mse", {"sgd", {{"lr", 0.01}, {"momentum", 0.9}, {"nesterov", 1}}}, 16));
    add("amsgrad", perceptron({12}, "silu", "mse", {"adam", {{"amsgrad", 1}}}, 16));
    add("rmsprop, centred, momentum",
        perceptron({12}, "silu", "mse", {"rmsprop", {{"centered", 1}, {"momentum", 0.5}}}, 16));
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(StepTest)
#include "step_test.moc"
