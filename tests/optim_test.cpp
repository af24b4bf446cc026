// Optimizers: the arena, and 20 steps against the formulas written out in double.
#include <QTest>
#include <cmath>
#include <functional>

#include "core/base/error.h"
#include "core/optim/adam.h"
#include "core/optim/sgd.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

/// One parameter of the reference: its value and the state of its optimizer.
struct Reference {
  double p = 0;
  double first = 0;
  double second = 0;
};

using Rule = std::function<void(Reference& r, double g, int step)>;

Rule sgdRule(double lr, double momentum, double dampening, double decay, bool nesterov) {
  return [=](Reference& r, double gradient, int step) {
    const double g = gradient + decay * r.p;
    r.first = step == 1 ? g : momentum * r.first + (1 - dampening) * g;
    const double direction = momentum == 0 ? g : (nesterov ? g + momentum * r.first : r.first);
    r.p -= lr * direction;
  };
}

Rule adamRule(double lr, double beta1, double beta2, double eps, double decay) {
  return [=](Reference& r, double gradient, int step) {
    const double g = gradient + decay * r.p;
    r.first = beta1 * r.first + (1 - beta1) * g;
    r.second = beta2 * r.second + (1 - beta2) * g * g;
    const double spread = std::sqrt(r.second) / std::sqrt(1 - std::pow(beta2, step)) + eps;
    r.p -= lr / (1 - std::pow(beta1, step)) * r.first / spread;
  };
}

}  // namespace

Q_DECLARE_METATYPE(Rule)
Q_DECLARE_METATYPE(gradus::Choice)

class OptimTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void parametersShareOneArena() {
    Tensor a = Tensor::from(*device_, std::vector<float>{1, 2, 3}, {3});
    Tensor b = Tensor::from(*device_, std::vector<float>{4, 5, 6, 7}, {2, 2});
    a.requireGrad();
    b.requireGrad();
    ParameterArena arena({a, b});
    QCOMPARE(arena.data().toVector<float>(), (std::vector<float>{1, 2, 3, 4, 5, 6, 7}));
    QCOMPARE(b.toVector<float>(), (std::vector<float>{4, 5, 6, 7}));

    (sum(a * 2.0) + sum(b)).backward();
    QCOMPARE(arena.grad().toVector<float>(), (std::vector<float>{2, 2, 2, 1, 1, 1, 1}));
    (sum(a)).backward();
    QCOMPARE(arena.grad().toVector<float>(), (std::vector<float>{3, 3, 3, 1, 1, 1, 1}));
    arena.zeroGrad();
    QCOMPARE(a.grad().toVector<float>(), (std::vector<float>{0, 0, 0}));
  }

  void followsTheFormula_data() {
    QTest::addColumn<Choice>("choice");
    QTest::addColumn<Rule>("rule");
    QTest::newRow("sgd") << Choice{"sgd", {{"lr", 0.1}}} << sgdRule(0.1, 0, 0, 0, false);
    QTest::newRow("sgd, default rate") << Choice{"sgd", {}} << sgdRule(0.01, 0, 0, 0, false);
    QTest::newRow("sgd, momentum") << Choice{"sgd", {{"lr", 0.1}, {"momentum", 0.9}}} << sgdRule(0.1, 0.9, 0, 0, false);
    QTest::newRow("sgd, everything")
        << Choice{"sgd", {{"lr", 0.1}, {"momentum", 0.8}, {"dampening", 0.3}, {"weight_decay", 0.1}}}
        << sgdRule(0.1, 0.8, 0.3, 0.1, false);
    QTest::newRow("sgd, Nesterov") << Choice{"sgd", {{"lr", 0.05}, {"momentum", 0.9}, {"nesterov", 1}}}
                                   << sgdRule(0.05, 0.9, 0, 0, true);
    QTest::newRow("adam") << Choice{"adam", {}} << adamRule(0.001, 0.9, 0.999, 1e-8, 0);
    QTest::newRow("adam, everything")
        << Choice{"adam", {{"lr", 0.05}, {"beta1", 0.8}, {"beta2", 0.95}, {"eps", 1e-3}, {"weight_decay", 0.2}}}
        << adamRule(0.05, 0.8, 0.95, 1e-3, 0.2);
  }

  /// Minimises Σ (c − p)² for 20 steps, two parameters of odd sizes in one arena.
  void followsTheFormula() {
    QFETCH(Choice, choice);
    QFETCH(Rule, rule);
    constexpr int kFirst = 33;
    constexpr int kSecond = 5;
    const std::vector<float> start = someNumbers(kFirst + kSecond, 1);
    const std::vector<float> goal = someNumbers(kFirst + kSecond, 2);
    const Tensor all = Tensor::from(*device_, start, {kFirst + kSecond});
    const Tensor target = Tensor::from(*device_, goal, {kFirst + kSecond});
    std::vector<Tensor> parameters = {narrow(all, 0, 0, kFirst), narrow(all, 0, kFirst, kSecond)};
    for (Tensor& parameter : parameters) parameter.requireGrad();
    const auto optimizer = findOptimizer(choice.name).make(parameters, choice);

    std::vector<Reference> references;
    for (const float value : start) references.push_back({static_cast<double>(value), 0, 0});
    for (int step = 1; step <= 20; ++step) {
      optimizer->zeroGrad();
      const Tensor d0 = narrow(target, 0, 0, kFirst) - parameters[0];
      const Tensor d1 = narrow(target, 0, kFirst, kSecond) - parameters[1];
      (sum(d0 * d0) + sum(d1 * d1)).backward();
      optimizer->step();
      for (std::size_t i = 0; i < references.size(); ++i) {
        rule(references[i], 2 * (references[i].p - static_cast<double>(goal[i])), step);
      }
    }
    std::vector<float> result = parameters[0].toVector<float>();
    const std::vector<float> rest = parameters[1].toVector<float>();
    result.insert(result.end(), rest.begin(), rest.end());
    for (std::size_t i = 0; i < references.size(); ++i) {
      const double difference = std::abs(static_cast<double>(result[i]) - references[i].p);
      QVERIFY2(difference <= 1e-5 + 1.3e-6 * std::abs(references[i].p),
               qPrintable(QStringLiteral("%1: off by %2").arg(i).arg(difference)));
    }
  }

  void learningRateCanChange() {
    Tensor p = Tensor::full(*device_, {1}, 1);
    p.requireGrad();
    Sgd sgd({p}, {.lr = 0.1});
    sgd.setLearningRate(0.5);
    sum(p).backward();
    sgd.step();
    QCOMPARE(p.item(), 0.5);
  }

  void everyRowHasALearningRate() {
    for (const OptimizerInfo& row : optimizers()) {
      QVERIFY2(valueOf({row.name, {}}, row, "lr") > 0, row.name.c_str());
    }
  }

  void misuseIsRefused() {
    Tensor p = Tensor::full(*device_, {1}, 1);
    QVERIFY_EXCEPTION_THROWN(Sgd({}, {}), Error);
    QVERIFY_EXCEPTION_THROWN(Sgd({p}, {.nesterov = true}), Error);
    QVERIFY_EXCEPTION_THROWN(findOptimizer("adamax"), FormatError);
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(OptimTest)
#include "optim_test.moc"
