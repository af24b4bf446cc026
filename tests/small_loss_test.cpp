// The loss of a network that is nearly sure of every sample, in every way of training: it keeps its digits far below 1.
// PyTorch's float64 ends at 3.989676e-7 here; its float32 prints 4.172e-7, seven halves of the distance from 1 to the
// next number, because it takes the logarithm of a sum that is rounded beside 1.
#include <QTest>
#include <cmath>

#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

constexpr double kLoss = 3.989676e-7;

}  // namespace

class SmallLossTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }
  void cleanup() { qunsetenv("GRADUS_STEP"); }

  void keepsItsDigits_data() {
    QTest::addColumn<QByteArray>("way");
    for (const char* way : {"plain", "layers", "rows", "lanes"}) QTest::newRow(way) << QByteArray(way);
  }
  void keepsItsDigits() {
    QFETCH(QByteArray, way);
    if (way != "plain" && device_->lanes() == 1) QSKIP("The fused kernels are for processors");
    qputenv("GRADUS_STEP", way);
    Experiment experiment;
    experiment.data.dataset = {"gaussians", {{"noise", 0}}};
    experiment.network.hidden = {{.layer = {"linear", {{"units", 8}}}}};
    experiment.training.optimizer = {"adam", {{"lr", 1}}};
    experiment.training.batchSize = 10;
    experiment.training.epochs = 20;
    Trainer trainer(*device_, experiment, prepareData(experiment));
    for (int epoch = 0; epoch < experiment.training.epochs; ++epoch) trainer.finishEpoch();
    const auto check = [](const char* what, double value) {
      QVERIFY2(std::abs(value - kLoss) < 1e-4 * kLoss,
               qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(what)).arg(value, 0, 'g', 8)));
    };
    check("training", trainer.epochHistory().back().train.loss);
    check("validation", trainer.epochHistory().back().valid.loss);
    check("test", trainer.evaluateTest().loss);
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(SmallLossTest)
#include "small_loss_test.moc"
