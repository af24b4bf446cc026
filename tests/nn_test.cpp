// The activation table, losses, layers and their initial weights.
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/nn/activation_layer.h"
#include "core/nn/batch_norm.h"
#include "core/nn/layer_norm.h"
#include "core/nn/layer_registry.h"
#include "core/nn/linear.h"
#include "core/nn/loss.h"
#include "core/nn/sequential.h"
#include "core/nn/softmax.h"
#include "core/tensor/creation.h"
#include "core/tensor/graph.h"
#include "core/tensor/reduction.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

/// From −8 to 8, beyond every limit and threshold of the table; no point lies on a kink.
std::vector<float> abscissae() {
  std::vector<float> x;
  for (int i = 0; i < 257; ++i) x.push_back(-8.013F + 0.0625F * static_cast<float>(i));
  return x;
}

std::vector<const Activation*> rowsWithName(const char* name) {
  std::vector<const Activation*> rows;
  for (const Activation& row : activations()) {
    if (row.name == name) rows.push_back(&row);
  }
  return rows;
}

bool near(double a, double b, double absolute, double relative) {
  return std::abs(a - b) <= absolute + relative * std::abs(b);
}

}  // namespace

class NnTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  /// Which ε is refused, and what comes of the others, as PyTorch 2.15 does it.
  void epsilonIsPyTorchs() {
    const Tensor x = Tensor::from(*device_, std::vector<float>{1, 2, 3, 5, 5, 5}, {2, 3});
    const std::vector<float> unchanged = x.toVector<float>();
    for (const double eps : {0.0, -1e-5, -1.0, std::nan("")}) {
      BatchNorm1d layer(*device_, 3, {.eps = eps});
      QVERIFY_THROWS_EXCEPTION(Error, layer(x));
      QCOMPARE(layer.namedBuffers()[2].tensor.item(), 0.0);  // no batch was tracked
      layer.eval();
      if (eps == 0) {
        QCOMPARE(layer(x).toVector<float>(), unchanged);
      } else {
        QVERIFY_THROWS_EXCEPTION(Error, layer(x));
      }
    }
    const auto firstOf = [&](double eps) { return layerNorm(x, {3}, {}, {}, eps).toVector<float>(); };
    QVERIFY(std::abs(firstOf(0)[0] + 1.2247449F) < 1e-6F);
    QVERIFY(std::abs(firstOf(-0.1)[0] + 1.3284223F) < 1e-6F);
    for (const double eps : {0.0, -0.1, -1.0}) QVERIFY(std::isnan(firstOf(eps)[3]));
    QVERIFY(std::isnan(firstOf(-1)[0]));
  }

  void tableHasTheRows_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"identity", "relu", "leaky_relu", "elu", "gelu", "silu", "tanh", "sigmoid", "softplus"}) {
      QTest::newRow(name) << QString::fromLatin1(name);
    }
  }
  void tableHasTheRows() {
    QFETCH(QString, name);
    const Activation& row = findActivation(name.toStdString());
    QVERIFY(!row.title.empty() && !row.formula.empty() && !row.summary.empty());
    QCOMPARE(rowsWithName(name.toLatin1()).size(), std::size_t{1});
  }

  void unknownNamesListTheOthers() {
    try {
      findActivation("rellu");
      QFAIL("no error");
    } catch (const FormatError& error) {
      QVERIFY(QByteArray(error.what()).contains("leaky_relu"));
    }
  }

  void activationsOnTheDevice_data() { activationRows(); }
  void activationsOnTheDevice() {
    QFETCH(QString, name);
    const Activation& row = findActivation(name.toStdString());
    const ActivationParameters parameters = parametersOf(row, {row.name, {}});
    const std::vector<float> x = abscissae();
    Tensor input = Tensor::from(*device_, x, {static_cast<std::int64_t>(x.size())});
    input.requireGrad();
    const Tensor output = activate(input, row, parameters);
    sum(output).backward();
    const std::vector<float> value = output.toVector<float>();
    const std::vector<float> slope = input.grad().toVector<float>();
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto at = static_cast<double>(x[i]);
      const auto what = [&](const char* which, double got, double expected) {
        return QStringLiteral("%1(%2) = %3, expected %4").arg(QLatin1String(which)).arg(at).arg(got).arg(expected);
      };
      const double f = row.evaluate(at, parameters.data());
      const double d = row.evaluateDerivative(at, parameters.data());
      // Cancellation costs float32 some digits of x − tanh(x), 1 + erf(x) and the like.
      QVERIFY2(near(static_cast<double>(value[i]), f, 2e-6, 5e-6),
               qPrintable(what("f", static_cast<double>(value[i]), f)));
      QVERIFY2(near(static_cast<double>(slope[i]), d, 3e-6, 5e-6),
               qPrintable(what("f'", static_cast<double>(slope[i]), d)));
    }
  }

  void derivativesMatchDifferences_data() { activationRows(); }
  void derivativesMatchDifferences() {
    QFETCH(QString, name);
    const Activation& row = findActivation(name.toStdString());
    const ActivationParameters parameters = parametersOf(row, {row.name, {}});
    constexpr double kStep = 1e-6;
    for (const float at : abscissae()) {
      const auto x = static_cast<double>(at);
      const double numeric =
          (row.evaluate(x + kStep, parameters.data()) - row.evaluate(x - kStep, parameters.data())) / (2 * kStep);
      QVERIFY2(near(row.evaluateDerivative(x, parameters.data()), numeric, 1e-5, 1e-3),
               qPrintable(QStringLiteral("at %1").arg(x)));
    }
  }

  void nanGoesThrough_data() { activationRows(); }
  void nanGoesThrough() {
    QFETCH(QString, name);
    const Activation& row = findActivation(name.toStdString());
    const Tensor x = Tensor::full(*device_, {3}, std::nan(""));
    QVERIFY(std::isnan(activate(x, row, parametersOf(row, {row.name, {}})).toVector<float>()[2]));
  }

  void parametersReachTheKernel() {
    const ActivationLayer layer(Choice{"leaky_relu", {{"negative_slope", 0.25}}});
    const Activation& row = findActivation("leaky_relu");
    const Tensor x = Tensor::full(*device_, {1}, -8);
    QCOMPARE(activate(x, row, parametersOf(row, {"leaky_relu", {{"negative_slope", 0.25}}})).item(), -2.0);
    QVERIFY_THROWS_EXCEPTION(std::out_of_range, parametersOf(row, {"leaky_relu", {}}).at(4));
  }

  void crossEntropyByHand() {
    const Tensor logits = Tensor::from(*device_, std::vector<float>{1, 2, 3, 1000, 0, -1000}, {2, 3});
    const Tensor target = Tensor::from(*device_, std::vector<std::int64_t>{2, 0}, {2});
    const double first = std::log(std::exp(1.0) + std::exp(2.0) + std::exp(3.0)) - 3;
    QVERIFY(near(crossEntropy(logits, target).item(), first / 2, 1e-7, 1e-6));
  }

  void crossEntropyOfNoClassIsNotANumber() {
    const Tensor logits = Tensor::zeros(*device_, {1, 3});
    for (const std::int64_t label : {-1, 3}) {
      const Tensor target = Tensor::from(*device_, std::vector<std::int64_t>{label}, {1});
      QVERIFY(std::isnan(crossEntropy(logits, target).item()));
    }
  }

  void lossesRefuseOtherShapes() {
    const Tensor output = Tensor::zeros(*device_, {4, 3});
    QVERIFY_THROWS_EXCEPTION(ShapeError, crossEntropy(output, Tensor::zeros(*device_, {5}, Dtype::Int64)));
    QVERIFY_THROWS_EXCEPTION(ShapeError, crossEntropy(output, Tensor::zeros(*device_, {4})));
    QVERIFY_THROWS_EXCEPTION(ShapeError, mseLoss(output, Tensor::zeros(*device_, {4, 1})));
  }

  /// The textbook's MLP after torch.manual_seed(123).
  void initialWeightsArePyTorchs() {
    Generator generator(123);
    Sequential model;
    const std::vector<std::int64_t> widths = {50, 30, 20, 3};
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
      model.add(std::make_unique<Linear>(*device_, widths[i], widths[i + 1], generator));
      if (i + 2 < widths.size()) model.add(std::make_unique<ActivationLayer>(Choice{"relu", {}}));
    }
    std::int64_t count = 0;
    for (const Tensor& parameter : model.parameters()) count += parameter.numel();
    QCOMPARE(count, 2213);
    QCOMPARE(model.namedParameters().back().name, std::string("4.bias"));

    const std::vector<float> weight = model.namedParameters().front().tensor.toVector<float>();
    const std::vector<std::pair<std::size_t, double>> printed = {{0, -0.0577}, {1, 0.0047},  {2, -0.0702},
                                                                 {47, 0.0222}, {48, 0.1260}, {49, 0.0865}};
    for (const auto& [index, value] : printed) QVERIFY(near(static_cast<double>(weight[index]), value, 5.1e-5, 0));

    generator.manualSeed(123);
    const NoGrad noGrad;
    const Tensor logits = model(rand(*device_, {1, 50}, generator));
    demandPrinted(logits, {-0.1262, 0.1080, -0.1792});
    demandPrinted(softmax(logits, 1), {0.3113, 0.3934, 0.2952});
  }

  void layerRegistryMakesLayers() {
    Generator generator(1);
    const Choice choice{"linear", {{"units", 7}}};
    const BuiltLayer layer = findLayer("linear").make(*device_, 5, choice, generator);
    QCOMPARE(layer.outputs, 7);
    QCOMPARE(findLayer("linear").outputs(5, choice), 7);
    QCOMPARE(layer.module->namedParameters().front().tensor.shape(), (Shape{7, 5}));
    QVERIFY_THROWS_EXCEPTION(FormatError, check(Choice{"linear", {{"units", 0}}}, findLayer("linear"), "here"));
    QVERIFY_THROWS_EXCEPTION(FormatError, check(Choice{"linear", {{"units", 1.5}}}, findLayer("linear"), "here"));
    QVERIFY_THROWS_EXCEPTION(FormatError, check(Choice{"linear", {{"unit", 1}}}, findLayer("linear"), "here"));
  }

 private:
  /// The numbers as PyTorch prints them, with four digits.
  static void demandPrinted(const Tensor& result, const std::vector<double>& printed) {
    const std::vector<float> numbers = result.toVector<float>();
    QCOMPARE(numbers.size(), printed.size());
    for (std::size_t i = 0; i < numbers.size(); ++i)
      QVERIFY(near(static_cast<double>(numbers[i]), printed[i], 5.1e-5, 0));
  }

  static void activationRows() {
    QTest::addColumn<QString>("name");
    for (const Activation& row : activations()) QTest::newRow(row.name.c_str()) << QString::fromStdString(row.name);
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(NnTest)
#include "nn_test.moc"
