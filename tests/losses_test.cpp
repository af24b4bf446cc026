// Losses and softmax: values and gradients against PyTorch's, gradients against differences, and what is refused.
#include <set>

#include "core/base/error.h"
#include "tests/losses_cases.h"

using namespace gradus;
using namespace gradus::test;

namespace {

constexpr std::array<std::pair<const char*, Reduction>, 3> kReductions = {
    {{"none", Reduction::None}, {"mean", Reduction::Mean}, {"sum", Reduction::Sum}}};

}  // namespace

class LossesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void everyRowHasACase() {
    std::set<std::string> names;
    for (const LossCase& loss : lossCases()) names.insert(loss.name);
    for (const Loss& row : losses()) QVERIFY2(names.contains(row.name), row.name.c_str());
  }

  void equalPyTorch_data() { lossRows(); }
  void equalPyTorch() {
    QFETCH(int, which);
    const LossCase loss = lossCases().at(static_cast<std::size_t>(which));
    const QJsonObject fixture = fixtures("losses.json");
    for (const std::int64_t n : {1, 31, 32, 33, 255, 257}) {
      for (const auto& [name, reduction] : kReductions) {
        const QString key = QStringLiteral("%1, %2, %3").arg(QLatin1String(loss.name)).arg(n).arg(QLatin1String(name));
        QVERIFY2(fixture.contains(key), qPrintable(key));
        // A sum adds up to 257 · 4 losses in another order: float32 leaves 2e-6 of it.
        const Tolerance tolerance{reduction == Reduction::Sum ? 2e-6 : 1.3e-6, 1e-5};
        const auto function = [&loss, kind = reduction](Tensors t) { return loss.apply(t, kind); };
        const QString what = differenceFrom(*device_, function, loss.shapes(n), fixture[key], tolerance);
        QVERIFY2(what.isEmpty(), qPrintable(key + QStringLiteral(": ") + what));
      }
    }
  }

  void gradients_data() { lossRows(); }
  void gradients() {
    QFETCH(int, which);
    const LossCase loss = lossCases().at(static_cast<std::size_t>(which));
    for (const auto& [name, reduction] : kReductions) {
      const auto function = [&loss, kind = reduction](Tensors t) { return loss.apply(t, kind); };
      const QString what = gradientError(*device_, function, loss.shapes(7));
      QVERIFY2(what.isEmpty(), qPrintable(QLatin1String(name) + QStringLiteral(": ") + what));
    }
  }

  void softmaxEqualsPyTorch_data() {
    QTest::addColumn<bool>("isLogarithm");
    QTest::newRow("softmax") << false;
    QTest::newRow("log_softmax") << true;
  }
  void softmaxEqualsPyTorch() {
    QFETCH(bool, isLogarithm);
    const QJsonObject fixture = fixtures("losses.json");
    for (const std::int64_t n : {1, 31, 32, 33, 255, 257}) {
      for (const int dim : {0, 1, 2}) {
        const QString key =
            QStringLiteral("%1, %2, %3").arg(QLatin1String(isLogarithm ? "log_softmax" : "softmax")).arg(n).arg(dim);
        const auto function = [=](Tensors t) {
          return isLogarithm ? logSoftmax(t[0] * 9.0, dim) : softmax(t[0] * 9.0, dim - 3);
        };
        QString what = differenceFrom(*device_, function, {{2, n, 3}}, fixture[key]);
        QVERIFY2(what.isEmpty(), qPrintable(key + QStringLiteral(": ") + what));
        if (n > 1) continue;
        what = gradientError(*device_, function, {{2, 5, 3}});
        QVERIFY2(what.isEmpty(), qPrintable(what));
      }
    }
  }

  void extremesStayFinite() {
    const Tensor logits = Tensor::from(*device_, std::vector<float>{1000, -1000, 0, -1000, 1000, 0}, {2, 3});
    QCOMPARE(softmax(logits, 1).toVector<float>(), (std::vector<float>{1, 0, 0, 0, 1, 0}));
    QCOMPARE(logSoftmax(logits, 1).toVector<float>(), (std::vector<float>{0, -2000, -1000, -2000, 0, -1000}));
    const Tensor target = Tensor::from(*device_, std::vector<float>{0, 1, 1, 0, 1, 0}, {2, 3});
    QCOMPARE(bceWithLogitsLoss(logits, target, {Reduction::None, {}, {}}).toVector<float>()[0], 1000.0F);
    const Tensor certain = Tensor::from(*device_, std::vector<float>{0, 1}, {2});
    const Tensor opposite = Tensor::from(*device_, std::vector<float>{1, 0}, {2});
    QCOMPARE(bceLoss(certain, opposite).item(), 100.0);
    QCOMPARE(bceLoss(certain, certain).item(), 0.0);
  }

  /// Cross-entropy keeps its digits whatever the logits have in common; the expected numbers are PyTorch's.
  void crossEntropyOfLargeLogits_data() {
    QTest::addColumn<std::vector<float>>("logits");
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("slope");
    QTest::newRow("equal") << std::vector<float>{1e8F, 1e8F} << 0.69314718 << -0.5;
    QTest::newRow("apart by one") << std::vector<float>{10000, 9999} << 0.31326169 << -0.26894142;
    QTest::newRow("apart by five") << std::vector<float>{1e6F, 999995} << 0.0067153485 << -0.0066928509;
    QTest::newRow("small loss") << std::vector<float>{20, 0} << 2.0611537e-9 << -2.0611537e-9;
  }
  void crossEntropyOfLargeLogits() {
    QFETCH(std::vector<float>, logits);
    QFETCH(double, loss);
    QFETCH(double, slope);
    const Tensor label = Tensor::full(*device_, {1}, 0, Dtype::Int64);
    for (const Reduction reduction : {Reduction::Mean, Reduction::Sum}) {
      Tensor output = Tensor::from(*device_, logits, {1, 2});
      output.requireGrad();
      const Tensor result = crossEntropy(output, label, {reduction, {}, 0, std::nullopt});
      QVERIFY2(std::abs(result.item() - loss) <= 1e-6 * loss, qPrintable(QString::number(result.item(), 'g', 9)));
      result.backward();
      const float second = output.grad().toVector<float>()[1];
      QVERIFY2(std::abs(second + slope) <= 1.3e-6 * std::abs(slope), qPrintable(QString::number(second, 'g', 9)));
    }
  }

  /// Both sides of 0 keep their digits, and what is no number has no gradient that is one.
  void gradientsKeepTheirDigits() {
    const auto slope = [&](float x, float y, const auto& loss) {
      Tensor output = Tensor::from(*device_, std::vector<float>{x}, {1});
      output.requireGrad();
      loss(output, Tensor::from(*device_, std::vector<float>{y}, {1})).backward();
      return output.grad().template toVector<float>()[0];
    };
    const auto bce = [](const Tensor& x, const Tensor& y) { return bceWithLogitsLoss(x, y); };
    QVERIFY(std::abs(slope(-17, 0, bce) / 4.139937815e-8F - 1) < 1.3e-6F);
    QVERIFY(std::abs(slope(-10, 0, bce) / 4.5397872e-5F - 1) < 1.3e-6F);
    QVERIFY(std::abs(slope(17, 1, bce) / -4.139937815e-8F - 1) < 1.3e-6F);
    QCOMPARE(slope(1e8F, 0, bce), 1.0F);
    QCOMPARE(slope(-1e8F, 0, bce), 0.0F);
    QCOMPARE(slope(-1e8F, 1, bce), -1.0F);
    QVERIFY(std::isnan(slope(NAN, 1, bce)));
    const auto smooth = [](const Tensor& x, const Tensor& y) { return smoothL1Loss(x, y); };
    const auto huber = [](const Tensor& x, const Tensor& y) { return huberLoss(x, y); };
    QVERIFY(std::isnan(slope(NAN, 0, smooth)));
    QVERIFY(std::isnan(slope(NAN, 0, huber)));
  }

  void emptyBatches() {
    const Tensor none = Tensor::zeros(*device_, {0, 3});
    QVERIFY(std::isnan(mseLoss(none, none).item()));
    QCOMPARE(mseLoss(none, none, Reduction::Sum).item(), 0.0);
    QVERIFY(std::isnan(crossEntropy(none, Tensor::zeros(*device_, {0}, Dtype::Int64)).item()));
    QCOMPARE(softmax(none, 1).shape(), (Shape{0, 3}));
  }

  void notANumberGoesThrough() {
    const Tensor bad = Tensor::full(*device_, {1, 3}, std::nan(""));
    for (const LossCase& loss : lossCases()) {
      std::vector<Tensor> inputs;
      for (const Shape& shape : loss.shapes(3)) {
        inputs.push_back(Tensor::full(*device_, shape, inputs.empty() ? std::nan("") : 0.5));
      }
      QVERIFY2(std::isnan(loss.apply(inputs, Reduction::Mean).item()), loss.name);
    }
    QVERIFY(std::isnan(softmax(bad, 1).toVector<float>()[0]));
  }

  void classesAreIgnored() {
    const Tensor logits = Tensor::from(*device_, someNumbers(6), {2, 3});
    const auto labels = [&](std::int64_t first) {
      return Tensor::from(*device_, std::vector<std::int64_t>{first, 2}, {2});
    };
    const double second = crossEntropy(logits, labels(0), {Reduction::None, {}, 0}).toVector<float>()[1];
    QCOMPARE(crossEntropy(logits, labels(-100)).item(), second);
    QVERIFY(std::isnan(crossEntropy(logits, labels(-100), {Reduction::Mean, {}, 0, std::nullopt}).item()));
    QVERIFY(std::isnan(crossEntropy(logits, labels(-1)).item()));
    const Tensor none = Tensor::full(*device_, {2}, 2, Dtype::Int64);
    QVERIFY(std::isnan(crossEntropy(logits, none, {Reduction::Mean, {}, 0, 2}).item()));
    QCOMPARE(crossEntropy(logits, none, {Reduction::Sum, {}, 0, 2}).item(), 0.0);
  }

  void aSingleSampleNeedsNoBatch() {
    const Tensor logits = Tensor::from(*device_, someNumbers(3), {3});
    const Tensor label = Tensor::full(*device_, {}, 1, Dtype::Int64);
    const Tensor batch = Tensor::from(*device_, someNumbers(3), {1, 3});
    QCOMPARE(crossEntropy(logits, label).item(),
             crossEntropy(batch, Tensor::full(*device_, {1}, 1, Dtype::Int64)).item());
    QCOMPARE(nllLoss(logits, label, {Reduction::None, {}}).shape(), Shape());
  }

  /// Training's kernels, which know no options, against the general ones.
  void bothCrossEntropiesAgree() {
    std::vector<std::vector<float>> gradients;
    for (const std::optional<std::int64_t> ignored : {std::optional<std::int64_t>{}, std::optional{kIgnoredClass}}) {
      Tensor logits = Tensor::from(*device_, someNumbers(257 * 5), {257, 5});
      logits.requireGrad();
      const Tensor loss = crossEntropy(logits, labelsFor(logits), {Reduction::Mean, {}, 0, ignored});
      loss.backward();
      gradients.push_back(logits.grad().toVector<float>());
      gradients.back().push_back(static_cast<float>(loss.item()));
    }
    for (std::size_t i = 0; i < gradients[0].size(); ++i) QVERIFY(std::abs(gradients[0][i] - gradients[1][i]) <= 1e-7F);
  }

  void misuseNamesTheShapes() {
    const Tensor output = Tensor::zeros(*device_, {4, 3});
    const Tensor labels = Tensor::zeros(*device_, {4}, Dtype::Int64);
    const Tensor two = Tensor::zeros(*device_, {2});
    const auto message = errorOf<ShapeError>([&] { l1Loss(output, Tensor::zeros(*device_, {4, 1})); });
    QCOMPARE(message, QStringLiteral("l1 loss: output [4, 3] and target [4, 1] differ in shape"));
    QVERIFY(errorOf<ShapeError>([&] {
              crossEntropy(output, labels, {Reduction::Mean, two, 0});
            }).contains(u"weight [2]"));
    QVERIFY(errorOf<ShapeError>([&] { nllLoss(output, output); }).contains(u"int64"));
    QVERIFY(errorOf<ShapeError>([&] { softmax(output, 2); }).contains(u"[4, 3]"));
    QVERIFY(errorOf<ShapeError>([&] {
              crossEntropy(Tensor::zeros(*device_, {4, 3, 5}), labels);
            }).contains(u"[4, 3, 5]"));
    QVERIFY(errorOf<ShapeError>([&] { bceLoss(output, output, {Reduction::Mean, two}); }).contains(u"[4, 3]"));
    QVERIFY(errorOf<Error>([&] { huberLoss(output, output, {Reduction::Mean, 0}); }).contains(u"delta"));
    QVERIFY(errorOf<Error>([&] { smoothL1Loss(output, output, {Reduction::Mean, -1}); }).contains(u"beta"));
    QVERIFY(errorOf<Error>([&] { crossEntropy(output, labels, {Reduction::Mean, {}, 2}); }).contains(u"smoothing"));
  }

  void registryPassesItsParameters() {
    const Tensor output = Tensor::full(*device_, {1, 1}, 3);
    const Tensor target = Tensor::zeros(*device_, {1, 1});
    QCOMPARE(findLoss("huber").apply(output, target, {"huber", {{"delta", 2}}}, {}).item(), 4.0);
    QCOMPARE(findLoss("smooth_l1").apply(output, target, {"smooth_l1", {{"beta", 2}}}, {}).item(), 2.0);
    QCOMPARE(findLoss("l1").apply(output, target, {"l1", {}}, {}).item(), 3.0);
    const Tensor one = Tensor::full(*device_, {1, 1}, 1);
    const double plain = findLoss("bce_with_logits").apply(output, one, {"bce_with_logits", {}}, {}).item();
    QCOMPARE(findLoss("bce_with_logits").apply(output, one, {"bce_with_logits", {{"pos_weight", 2}}}, {}).item(),
             2 * plain);
    QCOMPARE(findLoss("bce").apply(one, one, {"bce", {}}, {}).item(), 0.0);
  }

 private:
  static void lossRows() {
    QTest::addColumn<int>("which");
    int which = 0;
    for (const LossCase& loss : lossCases()) QTest::newRow(loss.name) << which++;
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(LossesTest)
#include "losses_test.moc"
