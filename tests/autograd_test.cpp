// The graph: textbook derivatives, accumulation, modes, freed graphs, deep chains, and gradients against
// differences.
#include <QTest>
#include <cmath>

#include "core/autograd/grad.h"
#include "core/autograd/gradient_check.h"
#include "core/base/error.h"
#include "core/nn/loss.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/graph.h"
#include "core/tensor/matmul.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"
#include "tests/test_device.h"

using namespace gradus;

using Function = std::function<Tensor(const std::vector<Tensor>&)>;
Q_DECLARE_METATYPE(Function)

class AutogradTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void chainRule() {
    Tensor x = number(3);
    x.requireGrad();
    const Tensor y = x * x * 2.0 + x;  // dy/dx = 4x + 1
    QCOMPARE(y.item(), 21.0);
    y.backward();
    QCOMPARE(x.grad().item(), 13.0);
  }

  void gradientsAccumulate() {
    Tensor x = number(2);
    x.requireGrad();
    (x * x).backward();
    (x * 5.0).backward();
    QCOMPARE(x.grad().item(), 9.0);
    QVERIFY(x.isLeaf());
    QVERIFY(!x.grad().requiresGrad());
  }

  void oneTensorUsedTwice() {
    Tensor x = number(2);
    x.requireGrad();
    const Tensor y = x * 3.0;
    (y * y + y).backward();  // 9x² + 3x
    QCOMPARE(x.grad().item(), 39.0);
  }

  void noGradRecordsNothing() {
    Tensor x = number(2);
    x.requireGrad();
    {
      const NoGrad noGrad;
      QVERIFY(!(x * x).requiresGrad());
      { const NoGrad inner; }
      QVERIFY(!gradEnabled());
    }
    QVERIFY((x * x).requiresGrad());
    QVERIFY(!(x * x).detach().requiresGrad());
  }

  void freedGraphIsRefused() {
    Tensor x = number(2);
    x.requireGrad();
    const Tensor y = x * x;
    y.backward({}, true);
    y.backward();
    QCOMPARE(x.grad().item(), 8.0);
    QVERIFY_THROWS_EXCEPTION(Error, y.backward());
  }

  void misuseIsRefused() {
    Tensor x = Tensor::zeros(*device_, {2});
    QVERIFY_THROWS_EXCEPTION(Error, x.backward());
    x.requireGrad();
    const Tensor y = x * 2.0;
    QVERIFY_THROWS_EXCEPTION(ShapeError, y.backward());
    QVERIFY_THROWS_EXCEPTION(ShapeError, y.backward(Tensor::zeros(*device_, {3})));
    QVERIFY_THROWS_EXCEPTION(Error, Tensor(y).requireGrad());
  }

  void deepGraphsNeedNoRecursion() {
    Tensor x = number(1);
    x.requireGrad();
    Tensor y = x;
    for (int i = 0; i < 100'000; ++i) y = y + 0.0;
    y.backward();
    QCOMPARE(x.grad().item(), 1.0);
  }

  void deepGraphsAreFreedWithoutBackward() {
    Tensor x = number(1);
    x.requireGrad();
    Tensor y = x;
    for (int i = 0; i < 100'000; ++i) y = -y;
    y = Tensor();
    QVERIFY(!y.defined());
  }

  /// The textbook's linear unit, sigmoid and binary cross-entropy of one sample.
  void logisticRegression() {
    const Tensor y = Tensor::full(*device_, {1}, 1);
    const Tensor x = Tensor::full(*device_, {1}, 1.1);
    Tensor w = Tensor::full(*device_, {1}, 2.2);
    Tensor b = Tensor::zeros(*device_, {1});
    w.requireGrad();
    b.requireGrad();
    const Tensor loss = bceLoss(sigmoid(x * w + b), y);
    const auto printed = [](const Tensor& gradient) { return std::round(gradient.item() * 1e4) / 1e4; };
    QCOMPARE(printed(grad({loss}, {w}, true).front()), -0.0898);
    QCOMPARE(printed(grad({loss}, {b}, true).front()), -0.0817);
    QVERIFY(!w.grad().defined());
    loss.backward();
    QCOMPARE(printed(w.grad()), -0.0898);
    QCOMPARE(printed(b.grad()), -0.0817);
  }

  void gradients_data() {
    QTest::addColumn<Function>("function");
    QTest::addColumn<std::vector<std::vector<int>>>("shapes");
    using Tensors = const std::vector<Tensor>&;
    using Shapes = std::vector<std::vector<int>>;
    const auto row = [](const char* name, const Function& function, const Shapes& shapes) {
      QTest::newRow(name) << function << shapes;
    };
    row("add", [](Tensors t) { return t[0] + t[1]; }, {{3, 4}, {3, 4}});
    row("add broadcast", [](Tensors t) { return t[0] + t[1]; }, {{3, 4}, {4}});
    row("subtract broadcast", [](Tensors t) { return t[0] - t[1]; }, {{3, 1}, {1, 5}});
    row("multiply", [](Tensors t) { return t[0] * t[1]; }, {{17}, {17}});
    row("multiply broadcast", [](Tensors t) { return t[0] * t[1]; }, {{2, 3, 4}, {3, 1}});
    row("divide", [](Tensors t) { return t[0] / (t[1] + 3.0); }, {{33}, {33}});
    row("affine", [](Tensors t) { return affine(t[0], -2, 3); }, {{31}});
    row("sum", [](Tensors t) { return sum(t[0]) * t[0]; }, {{9}});
    row("sum of rows", [](Tensors t) { return sum(t[0], 1); }, {{3, 17}});
    row("sum of columns, kept", [](Tensors t) { return sum(t[0], 0, true) * t[0]; }, {{3, 17}});
    row("sum of the middle", [](Tensors t) { return sum(t[0], 1); }, {{2, 3, 4}});
    row("mean", [](Tensors t) { return mean(t[0] * t[0]); }, {{5, 5}});
    row("reshape", [](Tensors t) { return reshape(t[0], {6}) * t[1]; }, {{2, 3}, {6}});
    row("transpose", [](Tensors t) { return transpose(t[0], 0, 1) * t[1]; }, {{2, 3}, {3, 2}});
    row("slice", [](Tensors t) { return slice(t[0], 1, 1, 6, 2) * t[1]; }, {{2, 7}, {2, 3}});
    row("expand", [](Tensors t) { return expand(t[0], {4, 3}) * t[1]; }, {{1, 3}, {4, 3}});
    row("matmul", [](Tensors t) { return matmul(t[0], t[1]); }, {{3, 5}, {5, 2}});
    row("matmul of a transpose", [](Tensors t) { return matmul(transpose(t[0], 0, 1), t[1]); }, {{5, 3}, {5, 2}});
    row("linear", [](Tensors t) { return linear(t[0], t[1], t[2]); }, {{4, 3}, {5, 3}, {5}});
    row("linear without bias", [](Tensors t) { return linear(t[0], t[1], {}); }, {{4, 3}, {5, 3}});
    row("mse", [](Tensors t) { return mseLoss(t[0], t[1]); }, {{4, 1}, {4, 1}});
    row("cross entropy",
        [](Tensors t) {
          const std::vector<std::int64_t> classes = {2, 0, 1, 2};
          return crossEntropy(t[0] * 3.0, Tensor::from(t[0].device(), classes, {4}));
        },
        {{4, 3}});
  }

  void gradients() {
    QFETCH(Function, function);
    QFETCH(std::vector<std::vector<int>>, shapes);
    std::vector<Tensor> inputs;
    for (const std::vector<int>& sizes : shapes) {
      const std::vector<std::int64_t> wide(sizes.begin(), sizes.end());
      const Shape shape{std::span<const std::int64_t>(wide)};
      const std::vector<float> numbers = someNumbers(shape.numel(), static_cast<double>(inputs.size()));
      inputs.push_back(Tensor::from(*device_, std::vector<double>(numbers.begin(), numbers.end()), shape));
    }
    const std::string difference = checkGradient(function, inputs);
    QVERIFY2(difference.empty(), difference.c_str());
  }

  void aWrongGradientIsFound() {
    const auto wrong = [](const std::vector<Tensor>& t) {
      return record((t[0] * t[0]).detach(), "Wrong", {t[0]}, [t](const Tensor& g) { return std::vector{g * t[0]}; });
    };
    QVERIFY(!checkGradient(wrong, {Tensor::from(*device_, std::vector<double>{0.5, -1, 2}, {3})}).empty());
  }

 private:
  Tensor number(double value) { return Tensor::full(*device_, {}, value); }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(AutogradTest)
#include "autograd_test.moc"
