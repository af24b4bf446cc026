// Cross-entropy of logits at the ends of float32, in every way of training and evaluating a step. The losses are those
// of PyTorch 2.15, F.cross_entropy(torch.tensor([logits]), torch.tensor([label]), label_smoothing=smoothing).
#include <QTest>
#include <algorithm>
#include <cmath>
#include <vector>

#include "core/optim/optimizer_registry.h"
#include "core/step/choose_step.h"
#include "core/tensor/copy.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

using Numbers = std::vector<float>;

constexpr float kInfinity = INFINITY;

bool isNear(double found, double expected) {
  if (!std::isfinite(expected)) return found == expected;
  return std::abs(found - expected) <= 1e-6 * std::abs(expected) + 1e-7;
}

/// A row of ones for each class.
Dataset dataOf(std::size_t classes) {
  Dataset data;
  data.rows = static_cast<std::int64_t>(classes);
  data.features = 2;
  data.values.assign(2 * classes, 1);
  for (std::size_t i = 0; i < classes; ++i) {
    data.labels.push_back(static_cast<std::int32_t>(i));
    data.classNames.push_back(std::to_string(i));
  }
  return data;
}

}  // namespace

class CrossEntropyExtremesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }
  void cleanup() { qunsetenv("GRADUS_STEP"); }

  void lossesArePyTorchs_data();
  void lossesArePyTorchs();

 private:
  std::unique_ptr<Device> device_;
};

void CrossEntropyExtremesTest::lossesArePyTorchs_data() {
  QTest::addColumn<QByteArray>("way");
  QTest::addColumn<Numbers>("logits");
  QTest::addColumn<double>("smoothing");
  QTest::addColumn<Numbers>("losses");  // by label

  Numbers twenty(20, 0);
  twenty[3] = 3e38F;
  twenty[17] = -3e38F;
  Numbers lossesOfTwenty(20, 3e38F);
  lossesOfTwenty[3] = 0;
  lossesOfTwenty[17] = kInfinity;
  const Numbers equal = {0.6931471825F, 0.6931471825F};
  for (const char* way : {"plain", "layers", "rows", "lanes"}) {
    const auto row = [way](const char* name, const Numbers& logits, double smoothing, const Numbers& losses) {
      QTest::addRow("%s, %s", way, name) << QByteArray(way) << logits << smoothing << losses;
    };
    row("both ends", {3e38F, -3e38F}, 0, {0, kInfinity});
    row("both ends, smoothed", {3e38F, -3e38F}, 0.1, {kInfinity, kInfinity});
    row("both ends and 0", {3e38F, -3e38F, 0}, 0, {0, kInfinity, 3e38F});
    row("both ends and 0, smoothed", {3e38F, -3e38F, 0}, 0.1, {kInfinity, kInfinity, kInfinity});
    row("both ends among twenty", twenty, 0, lossesOfTwenty);
    row("far apart", {1e38F, -1e38F}, 0, {0, 2e38F});
    row("far apart, smoothed", {1e38F, -1e38F}, 0.1, {1e37F, 1.9e38F});
    row("equal at the top", {3e38F, 3e38F}, 0, equal);
    row("equal at the top, smoothed", {3e38F, 3e38F}, 0.1, equal);
    row("equal at the bottom", {-3e38F, -3e38F}, 0, equal);
    row("equal at the bottom, smoothed all", {-3e38F, -3e38F}, 1, equal);
  }
}

void CrossEntropyExtremesTest::lossesArePyTorchs() {
  QFETCH(QByteArray, way);
  QFETCH(Numbers, logits);
  QFETCH(double, smoothing);
  QFETCH(Numbers, losses);
  if (way != "plain" && device_->lanes() == 1) QSKIP("The fused kernels are for processors");
  qputenv("GRADUS_STEP", way);
  const std::size_t classes = logits.size();
  const Dataset data = dataOf(classes);
  const DeviceData deviceData(*device_, data);
  Experiment experiment;
  experiment.network.hidden = {};
  experiment.training.loss = {"cross_entropy", {{"label_smoothing", smoothing}}};
  experiment.training.optimizer = {"sgd", {{"lr", 1}}};
  experiment.training.batchSize = 1;
  const TrainingLoss loss(experiment.training.loss);

  // The first feature's weights are the logits, those of the other one learn the gradient.
  Numbers weights;
  for (const float logit : logits) weights.insert(weights.end(), {logit, 0});
  for (std::size_t label = 0; label < classes; ++label) {
    Generator generator(1);
    Network network(*device_, experiment.network, data.features, data.rows, generator);
    const std::vector<Tensor> parameters = network.parameters();
    const auto optimizer = findOptimizer("sgd").make(parameters, experiment.training.optimizer);
    copyInto(parameters[0], Tensor::from(*device_, weights, parameters[0].shape()));
    fill(parameters[1], 0);
    const auto step = chooseStep({*device_, experiment, deviceData, network, *optimizer, loss});
    QCOMPARE(QByteArray::fromStdString(std::string(step->name())), way);
    StepLog log(*device_);
    const Samples sample{deviceData.upload(std::vector{static_cast<std::int64_t>(label)}), 0, 1};
    step->evaluate(sample, log);
    step->train(sample, 1, log);
    const Tensor target = Tensor::full(*device_, {1}, static_cast<double>(label), Dtype::Int64);
    const Tensor output = Tensor::from(*device_, logits, {1, data.rows});
    const std::vector<LoggedBatch> logged = log.take();
    for (const float found : {logged[0].loss, logged[1].loss, loss.ofEach(output, target).toVector<float>()[0]}) {
      QVERIFY2(isNear(static_cast<double>(found), static_cast<double>(losses[label])),
               qPrintable(QStringLiteral("label %1: %2").arg(label).arg(static_cast<double>(found))));
    }
    const float top = *std::ranges::max_element(logits);
    const auto ties = static_cast<double>(std::ranges::count(logits, top));
    const Numbers after = parameters[0].toVector<float>();
    for (std::size_t i = 0; i < classes; ++i) {
      const double share = (i == label ? 1 - smoothing : 0) + smoothing / static_cast<double>(classes);
      const double gradient = (logits[i] == top ? 1 / ties : 0) - share;
      QVERIFY2(isNear(static_cast<double>(after[2 * i + 1]), -gradient),
               qPrintable(QStringLiteral("gradient %1 of label %2: %3").arg(i).arg(label).arg(after[2 * i + 1])));
    }
  }
}

QTEST_GUILESS_MAIN(CrossEntropyExtremesTest)
#include "cross_entropy_extremes_test.moc"
