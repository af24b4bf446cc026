// What can be asked of the graph beside backward: grad, changes in place, own functions, hooks, observers, anomalies.
#include <QTest>
#include <cmath>

#include "core/autograd/detect_anomaly.h"
#include "core/autograd/function.h"
#include "core/autograd/grad.h"
#include "core/autograd/gradient_check.h"
#include "core/base/error.h"
#include "core/nn/activation.h"
#include "core/optim/sgd.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "core/tensor/matmul.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using gradus::test::errorOf;

using Modify = std::function<void(const Tensor&)>;
using Compute = std::function<Tensor(const Tensor&)>;
Q_DECLARE_METATYPE(Modify)
Q_DECLARE_METATYPE(Compute)

namespace {

class Cube : public Function {
 public:
  const char* name() const override { return "CubeBackward"; }
  Tensor forward(const std::vector<Tensor>& inputs) override {
    x_ = inputs[0];
    result_ = x_ * x_ * x_;
    return result_;
  }
  std::vector<Tensor> backward(const Tensor& gradient) override { return {gradient * (x_ * x_) * 3.0}; }

 private:
  Tensor x_;
  Tensor result_;  ///< kept to show that this makes no circle
};

/// Returns what it is told to.
class Careless : public Function {
 public:
  explicit Careless(std::vector<Tensor> gradients) : gradients_(std::move(gradients)) {}
  const char* name() const override { return "CarelessBackward"; }
  Tensor forward(const std::vector<Tensor>& inputs) override { return inputs[0] * 1.0; }
  std::vector<Tensor> backward(const Tensor&) override { return gradients_; }

 private:
  std::vector<Tensor> gradients_;
};

class Notes : public GraphObserver {
 public:
  void sawResult(const char* name, const Tensor& result) override {
    results << QStringLiteral("%1 %2").arg(QLatin1String(name)).arg(result.item());
  }
  void sawBackward(const GradFn& function, const Tensor& gradient, const std::vector<Tensor>&) override {
    gradients << QStringLiteral("%1 %2").arg(QString::fromStdString(function.name)).arg(gradient.item());
  }
  QStringList results;
  QStringList gradients;
};

}  // namespace

class GraphTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void gradLeavesTensorsAlone() {
    const Tensor w = leaf(2.2);
    const Tensor b = leaf(0);
    const Tensor z = w * 1.1 + b;
    const Activation& softplus = findActivation("softplus");
    const Tensor loss = activate(-z, softplus, parametersOf(softplus, {"softplus", {}}));
    const std::vector<Tensor> found = grad({loss}, {w, b, z, w}, true);
    QCOMPARE(std::round(found[0].item() * 1e4), -898.0);
    QCOMPARE(std::round(found[1].item() * 1e4), -817.0);
    QCOMPARE(found[2].item(), found[1].item());
    QCOMPARE(found[3].item(), found[0].item());
    QVERIFY(!w.grad().defined());
    loss.backward();
    QCOMPARE(w.grad().item(), found[0].item());
    QVERIFY_THROWS_EXCEPTION(Error, grad({loss}, {w}));
  }

  void gradOfSeveralOutputs() {
    const Tensor x = leaf(3);
    const Tensor a = x * x;
    const Tensor b = x * 5.0;
    QCOMPARE(grad({a, b}, {x}, true).front().item(), 11.0);
    QCOMPARE(grad({a, b}, {x}, true, {number(10), {}}).front().item(), 65.0);
    QCOMPARE(grad({a}, {a}, true).front().item(), 1.0);
    QCOMPARE(grad({x}, {x}).front().item(), 1.0);
  }

  /// Only what lies between outputs and inputs is freed.
  void gradWalksNoFurther() {
    const Tensor x = leaf(3);
    const Tensor y = x * x;
    const Tensor z = y * y;
    QCOMPARE(grad({z}, {y}).front().item(), 18.0);
    QCOMPARE(grad({y}, {x}).front().item(), 6.0);
  }

  void gradRefuses() {
    const Tensor x = leaf(3);
    const Tensor other = leaf(1);
    const Tensor y = x * x;
    QVERIFY(errorOf<Error>([&] { grad({y}, {other}); }).contains(QStringLiteral("input 0 was not used")));
    QVERIFY_THROWS_EXCEPTION(Error, grad({y}, {number(1)}));
    QVERIFY_THROWS_EXCEPTION(Error, grad({y}, {x}, false, {number(1), number(1)}));
    QVERIFY_THROWS_EXCEPTION(ShapeError, grad({y}, {x}, false, {Tensor::zeros(*device_, {2})}));
  }

  void modificationIsFound_data() {
    QTest::addColumn<Compute>("compute");
    QTest::addColumn<Modify>("modify");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const Compute& compute, const Modify& modify, const char* message) {
      QTest::newRow(name) << compute << modify << QString::fromUtf8(message);
    };
    const Compute square = [](const Tensor& x) { return x * x; };
    const Compute plus = [](const Tensor& x) { return x + x; };
    const Modify filled = [](const Tensor& x) { fill(x, 1); };
    const Modify added = [](const Tensor& x) { addInto(x, x.detach()); };
    const Modify copied = [](const Tensor& x) { copyInto(x, Tensor::zeros(x.device(), x.shape())); };
    const Modify viewed = [](const Tensor& x) { copyInto(narrow(x.detach(), 0, 1, 1), narrow(x.detach(), 0, 0, 1)); };
    row("fill", square, filled, "MulBackward0 needs numbers that were modified in place by fill");
    row("addInto", square, added, "by addInto");
    row("copyInto", square, copied, "by copyInto");
    row("through a view", square, viewed, "by copyInto");
    row("not saved", plus, filled, "");
    row(
        "only its shape is saved",
        [](const Tensor& x) {
          return reshape(x, {1, 4});
        },
        filled, "");
    row(
        "a matrix",
        [](const Tensor& x) {
          return matmul(reshape(x, {2, 2}), reshape(x, {2, 2}));
        },
        filled, "MmBackward0");
    const auto activated = [](const char* name) -> Compute {
      return [name](const Tensor& x) { return activate(x, findActivation(name), {}); };
    };
    row("an activation", activated("tanh"), filled, "ActivationBackward0");
    row("ReLU, whose result is saved", activated("relu"), filled, "");
  }

  void modificationIsFound() {
    QFETCH(Compute, compute);
    QFETCH(Modify, modify);
    QFETCH(QString, message);
    Tensor x = Tensor::from(*device_, std::vector<float>{1, 2, 3, 4}, {4});
    x.requireGrad();
    const Tensor y = sum(compute(x));
    modify(x);
    const QString error = errorOf<Error>([&] { y.backward({}, true); });
    QVERIFY2(message.isEmpty() ? error == QStringLiteral("(no error)") : error.contains(message), qPrintable(error));
  }

  /// The gradient that backward is given is no saved tensor, whenever it was written.
  void theGradientMayBeWrittenLate() {
    const Tensor x = leaf(3);
    const Tensor gradient = number(0);
    const Tensor y = x * x + x;
    fill(gradient, 2);
    y.backward(gradient);
    QCOMPARE(x.grad().item(), 14.0);
  }

  void optimizersModifyInPlace() {
    Tensor p = leaf(3);
    Sgd sgd({p}, {.lr = 0.1});
    const Tensor y = p * p;
    y.backward({}, true);
    sgd.step();
    const QString error = errorOf<Error>([&] { y.backward(); });
    QVERIFY2(error.contains(QStringLiteral("an optimizer's step")), qPrintable(error));
    sgd.zeroGrad();
    (p * p).backward();
    QVERIFY(std::abs(p.grad().item() - 2 * 2.4) < 1e-6);
  }

  void ownFunctions() {
    const Tensor x = leaf(2);
    const Tensor y = applyFunction<Cube>({x});
    QCOMPARE(y.item(), 8.0);
    QCOMPARE(y.gradFn()->name, std::string("CubeBackward"));
    (y * 2.0).backward();
    QCOMPARE(x.grad().item(), 24.0);
    const auto cube = [](const std::vector<Tensor>& t) { return applyFunction<Cube>({t[0]}); };
    const std::string difference = checkGradient(cube, {Tensor::from(*device_, std::vector<double>{0.5, -1, 2}, {3})});
    QVERIFY2(difference.empty(), difference.c_str());
    const std::weak_ptr<GradFn> watched = applyFunction<Cube>({x}).gradFn();
    QVERIFY(watched.expired());
  }

  void carelessFunctionsAreNamed() {
    const Tensor x = leaf(2);
    using Gradients = std::vector<Tensor>;
    QString error = errorOf<Error>([&] { applyFunction<Careless>({x}, Gradients{}).backward(); });
    QVERIFY2(error.contains(QStringLiteral("CarelessBackward returned 0 gradients")), qPrintable(error));
    const Gradients wrong = {Tensor::zeros(*device_, {2})};
    error = errorOf<ShapeError>([&] { applyFunction<Careless>({x}, wrong).backward(); });
    QVERIFY2(error.contains(QStringLiteral("shape [2], expected []")), qPrintable(error));
    const Tensor y = applyFunction<Cube>({x});
    fill(x, 1);
    QVERIFY(errorOf<Error>([&] { y.backward(); }).contains(QStringLiteral("CubeBackward needs")));
  }

  void hooksSeeAndChangeGradients() {
    const Tensor x = leaf(3);
    const Tensor y = x * x;
    const Tensor z = y * 2.0 + y;
    std::vector<double> seen;
    y.registerHook([&](const Tensor& g) {
      seen.push_back(g.item());
      return g * 10.0;
    });
    x.registerHook([&](const Tensor& g) {
      seen.push_back(g.item());
      return Tensor();
    });
    HookHandle gone = x.registerHook([](const Tensor& g) { return g * 0.0; });
    gone.remove();
    z.backward();
    QCOMPARE(seen, (std::vector<double>{3, 180}));  // x once, with the whole sum.
    QCOMPARE(x.grad().item(), 180.0);
    QVERIFY_THROWS_EXCEPTION(Error, number(1).registerHook([](const Tensor&) { return Tensor(); }));
    x.registerHook([&](const Tensor&) { return Tensor::zeros(*device_, {2}); });
    QVERIFY_THROWS_EXCEPTION(ShapeError, (x * 2.0).backward());
  }

  void observersSeeEverything() {
    const Tensor x = leaf(3);
    Notes notes;
    {
      Notes inner;
      (x * x + x).backward();
      QCOMPARE(inner.results, notes.results);
    }
    QCOMPARE(notes.results, (QStringList{QStringLiteral("MulBackward0 9"), QStringLiteral("AddBackward0 12")}));
    QCOMPARE(notes.gradients, (QStringList{QStringLiteral("AddBackward0 1"), QStringLiteral("MulBackward0 1")}));
    const NoGrad noGrad;
    x - x;
    QCOMPARE(notes.results.back(), QStringLiteral("SubBackward0 0"));
    QCOMPARE(GraphObserver::current(), &notes);
  }

  void anomaliesAreNamed() {
    const Tensor x = leaf(1);
    const Tensor zero = leaf(0);
    const auto quotient = [&] { return (x * 2.0) / zero; };
    quotient();  // No fault without the mode.
    {
      const DetectAnomaly detect;
      const QString error = errorOf<Error>([&] { quotient(); });
      QVERIFY2(error.contains(QStringLiteral("the result of Div is inf")), qPrintable(error));
      const Tensor y = applyFunction<Careless>({x * 1.0}, std::vector<Tensor>{number(std::nan(""))});
      const QString backward = errorOf<Error>([&] { (y * 2.0).backward(); });
      QVERIFY2(backward.contains(QStringLiteral("CarelessBackward made a gradient for its input 0 that is nan")),
               qPrintable(backward));
    }
    QVERIFY(GraphObserver::current() == nullptr);
  }

 private:
  Tensor number(double value) { return Tensor::full(*device_, {}, value); }
  Tensor leaf(double value) { return number(value).requireGrad(); }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(GraphTest)
#include "graph_test.moc"
