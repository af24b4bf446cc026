// Losses and softmax: values and gradients against PyTorch's, gradients against differences, and what is refused.
#include "core/base/error.h"
#include "core/nn/loss.h"
#include "core/nn/softmax.h"
#include "tests/fixture_digest.h"

using namespace gradus;
using namespace gradus::test;

namespace {

/// A loss as make_layers.py calls it, for n samples.
struct Case {
  const char* name;
  std::function<Tensor(const std::vector<Tensor>& inputs, Reduction reduction)> apply;
  bool hasTarget = true;  ///< two inputs (n, 3), else one (n, C)
};

using Tensors = const std::vector<Tensor>&;

Tensor half(const Tensor& x) {
  return affine(x, 0.5, 0.5);
}

Tensor labelsFor(const Tensor& output) {
  std::vector<std::int64_t> labels;
  for (std::int64_t i = 0; i < output.size(0); ++i) labels.push_back(i * 7 % output.size(1));
  return Tensor::from(output.device(), labels, {output.size(0)});
}

Tensor classWeights(const Tensor& output) {
  return someTensor(output, {output.size(1)}, 5) + 1.5;
}

std::vector<Case> cases() {
  std::vector<Case> all = {
      {"mse", [](Tensors t, Reduction r) { return mseLoss(t[0], t[1], r); }},
      {"l1", [](Tensors t, Reduction r) { return l1Loss(t[0], t[1], r); }},
      {"smooth_l1",
       [](Tensors t, Reduction r) {
         return smoothL1Loss(t[0], t[1], {r, 0.5});
       }},
      {"smooth_l1 beta 0",
       [](Tensors t, Reduction r) {
         return smoothL1Loss(t[0], t[1], {r, 0});
       }},
      {"huber",
       [](Tensors t, Reduction r) {
         return huberLoss(t[0], t[1], {r, 0.4});
       }},
      {"bce", [](Tensors t, Reduction r) { return bceLoss(half(t[0]), half(t[1]), r); }},
      {"bce_with_logits",
       [](Tensors t, Reduction r) {
         return bceWithLogitsLoss(t[0] * 8.0, half(t[1]), {r, {}});
       }},
      {"bce_with_logits pos_weight",
       [](Tensors t, Reduction r) {
         return bceWithLogitsLoss(t[0] * 8.0, half(t[1]), {r, someTensor(t[0], {3}, 5) + 2});
       }},
  };
  for (const bool isWeighted : {false, true}) {
    const auto weight = [isWeighted](const Tensor& output) { return isWeighted ? classWeights(output) : Tensor(); };
    all.push_back({isWeighted ? "nll weight" : "nll",
                   [weight](Tensors t, Reduction r) {
                     return nllLoss(logSoftmax(t[0] * 5.0, 1), labelsFor(t[0]), {r, weight(t[0])});
                   },
                   false});
    for (const bool isSmooth : {false, true}) {
      const double smoothing = !isSmooth ? 0 : (isWeighted ? 0.2 : 0.1);
      const std::array classes = {"cross_entropy", "cross_entropy smoothing", "cross_entropy weight",
                                  "cross_entropy weight smoothing"};
      const std::array probabilities = {"cross_entropy probabilities", "cross_entropy probabilities smoothing",
                                        "cross_entropy probabilities weight",
                                        "cross_entropy probabilities weight smoothing"};
      const std::size_t kind = (isWeighted ? 2U : 0U) + (isSmooth ? 1U : 0U);
      all.push_back({classes.at(kind),
                     [weight, smoothing](Tensors t, Reduction r) {
                       return crossEntropy(t[0] * 5.0, labelsFor(t[0]), {r, weight(t[0]), smoothing});
                     },
                     false});
      all.push_back({probabilities.at(kind),
                     [weight, smoothing](Tensors t, Reduction r) {
                       const Tensor target = half(someTensor(t[0], t[0].shape(), 1));
                       return crossEntropy(t[0] * 5.0, target, {r, weight(t[0]), smoothing});
                     },
                     false});
    }
  }
  return all;
}

std::vector<Shape> shapesOf(const Case& loss, std::int64_t n) {
  if (loss.hasTarget) return {{n, 3}, {n, 3}};
  return {{n, n > 1 ? 4 : 2}};
}

constexpr std::array<std::pair<const char*, Reduction>, 3> kReductions = {
    {{"none", Reduction::None}, {"mean", Reduction::Mean}, {"sum", Reduction::Sum}}};

}  // namespace

class LossesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void equalPyTorch_data() { lossRows(); }
  void equalPyTorch() {
    QFETCH(int, which);
    const Case loss = cases().at(static_cast<std::size_t>(which));
    const QJsonObject fixture = fixtures("losses.json");
    for (const std::int64_t n : {1, 31, 32, 33, 255, 257}) {
      for (const auto& [name, reduction] : kReductions) {
        const QString key = QStringLiteral("%1, %2, %3").arg(QLatin1String(loss.name)).arg(n).arg(QLatin1String(name));
        QVERIFY2(fixture.contains(key), qPrintable(key));
        // A sum adds up to 257 · 4 losses in another order: float32 leaves 2e-6 of it.
        const Tolerance tolerance{reduction == Reduction::Sum ? 2e-6 : 1.3e-6, 1e-5};
        const auto function = [&loss, kind = reduction](Tensors t) { return loss.apply(t, kind); };
        const QString what = differenceFrom(*device_, function, shapesOf(loss, n), fixture[key], tolerance);
        QVERIFY2(what.isEmpty(), qPrintable(key + QStringLiteral(": ") + what));
      }
    }
  }

  void gradients_data() { lossRows(); }
  void gradients() {
    QFETCH(int, which);
    const Case loss = cases().at(static_cast<std::size_t>(which));
    for (const auto& [name, reduction] : kReductions) {
      const auto function = [&loss, kind = reduction](Tensors t) { return loss.apply(t, kind); };
      const QString what = gradientError(*device_, function, shapesOf(loss, 7));
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
    QCOMPARE(bceWithLogitsLoss(logits, target, {Reduction::None, {}}).toVector<float>()[0], 1000.0F);
    const Tensor certain = Tensor::from(*device_, std::vector<float>{0, 1}, {2});
    const Tensor opposite = Tensor::from(*device_, std::vector<float>{1, 0}, {2});
    QCOMPARE(bceLoss(certain, opposite).item(), 100.0);
    QCOMPARE(bceLoss(certain, certain).item(), 0.0);
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
    const Tensor good = Tensor::full(*device_, {1, 3}, 0.5);
    for (const Case& loss : cases()) {
      const std::vector<Tensor> inputs = {bad, good};
      QVERIFY2(std::isnan(loss.apply(inputs, Reduction::Mean).item()), loss.name);
    }
    QVERIFY(std::isnan(softmax(bad, 1).toVector<float>()[0]));
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
    QVERIFY(errorOf<Error>([&] { huberLoss(output, output, {Reduction::Mean, 0}); }).contains(u"delta"));
    QVERIFY(errorOf<Error>([&] { smoothL1Loss(output, output, {Reduction::Mean, -1}); }).contains(u"beta"));
    QVERIFY(errorOf<Error>([&] { crossEntropy(output, labels, {Reduction::Mean, {}, 2}); }).contains(u"smoothing"));
  }

  void registryPassesItsParameters() {
    const Tensor output = Tensor::full(*device_, {1, 1}, 3);
    const Tensor target = Tensor::zeros(*device_, {1, 1});
    QCOMPARE(findLoss("huber").apply(output, target, {"huber", {{"delta", 2}}}).item(), 4.0);
    QCOMPARE(findLoss("smooth_l1").apply(output, target, {"smooth_l1", {{"beta", 2}}}).item(), 2.0);
    QCOMPARE(findLoss("l1").apply(output, target, {"l1", {}}).item(), 3.0);
  }

 private:
  static void lossRows() {
    QTest::addColumn<int>("which");
    int which = 0;
    for (const Case& loss : cases()) QTest::newRow(loss.name) << which++;
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(LossesTest)
#include "losses_test.moc"
