// Optimizers: the arena, 20 steps against PyTorch (fixtures/make_optim.py), and saved state.
#include <QJsonObject>
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/optim/sgd.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"
#include "tests/optim_fixture.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

constexpr int kFirst = 33;
constexpr int kSecond = 5;

std::vector<float> floats(const QJsonValue& list) {
  std::vector<float> numbers;
  for (const QJsonValue& value : list.toArray()) numbers.push_back(static_cast<float>(value.toDouble()));
  return numbers;
}

/// Two parameters of odd sizes that an optimizer draws towards a goal: it minimises Σ (goal − p)².
class Problem {
 public:
  Problem(Device& device, const QJsonObject& fixtures, const Choice& choice)
      : goal_(Tensor::from(device, floats(fixtures[QStringLiteral("goal")]), {kFirst + kSecond})) {
    const Tensor all = Tensor::from(device, floats(fixtures[QStringLiteral("start")]), {kFirst + kSecond});
    parameters_ = {narrow(all, 0, 0, kFirst), narrow(all, 0, kFirst, kSecond)};
    for (Tensor& parameter : parameters_) parameter.requireGrad();
    optimizer_ = findOptimizer(choice.name).make(parameters_, choice);
  }

  Optimizer& optimizer() { return *optimizer_; }
  std::vector<float> weights() const { return optimizer_->arena().data().toVector<float>(); }
  void setWeights(const std::vector<float>& weights) {
    const Tensor& data = optimizer_->arena().data();
    copyInto(data, Tensor::from(data.device(), weights, data.shape()));
  }

  void step() {
    optimizer_->zeroGrad();
    const Tensor d0 = narrow(goal_, 0, 0, kFirst) - parameters_[0];
    const Tensor d1 = narrow(goal_, 0, kFirst, kSecond) - parameters_[1];
    (sum(d0 * d0) + sum(d1 * d1)).backward();
    optimizer_->step();
  }

 private:
  Tensor goal_;
  std::vector<Tensor> parameters_;
  std::unique_ptr<Optimizer> optimizer_;
};

}  // namespace

Q_DECLARE_METATYPE(gradus::Choice)

class OptimTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    device_ = openTestDevice();
    fixtures_ = test::fixture("optim.json");
  }

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

  void followsPyTorch_data() {
    QTest::addColumn<Choice>("choice");
    QTest::addColumn<QJsonObject>("weights");
    for (const QJsonValue& row : fixtures_[QStringLiteral("optimizers")].toArray()) {
      const Choice choice = test::choiceOf(row[QStringLiteral("name")], row[QStringLiteral("values")]);
      QTest::newRow(qPrintable(test::rowName(choice))) << choice << row[QStringLiteral("weights")].toObject();
    }
  }

  void followsPyTorch() {
    QFETCH(Choice, choice);
    QFETCH(QJsonObject, weights);
    Problem problem(*device_, fixtures_, choice);
    check(choice, findOptimizer(choice.name), "fixture");
    for (int step = 1; step <= 20; ++step) {
      problem.step();
      const QString key = QString::number(step);
      if (!weights.contains(key)) continue;
      const std::vector<float> expected = floats(weights[key]);
      const std::vector<float> result = problem.weights();
      QCOMPARE(result.size(), expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i) {
        const double off = std::abs(static_cast<double>(result[i]) - static_cast<double>(expected[i]));
        QVERIFY2(off <= 1e-5 + 1.3e-6 * std::abs(static_cast<double>(expected[i])),
                 qPrintable(QStringLiteral("step %1, weight %2: off by %3").arg(step).arg(i).arg(off)));
      }
    }
  }

  void goesOnFromSavedState_data() { followsPyTorch_data(); }

  void goesOnFromSavedState() {
    QFETCH(Choice, choice);
    Problem whole(*device_, fixtures_, choice);
    Problem resumed(*device_, fixtures_, choice);
    for (int step = 0; step < 10; ++step) whole.step();
    whole.optimizer().setLearningRate(0.03);
    resumed.step();  // A state of its own, to be forgotten.
    resumed.setWeights(whole.weights());
    resumed.optimizer().loadState(whole.optimizer().state());
    QVERIFY(resumed.optimizer().state() == whole.optimizer().state());
    for (int step = 0; step < 10; ++step) {
      whole.step();
      resumed.step();
    }
    QCOMPARE(resumed.weights(), whole.weights());
    QVERIFY(resumed.optimizer().state() == whole.optimizer().state());
  }

  void foreignStateIsRefused() {
    Problem sgd(*device_, fixtures_, {"sgd", {{"momentum", 0.9}}});
    Problem adam(*device_, fixtures_, {"adam", {}});
    sgd.step();
    adam.step();
    const OptimizerState before = sgd.optimizer().state();
    QVERIFY_EXCEPTION_THROWN(sgd.optimizer().loadState(adam.optimizer().state()), FormatError);
    QVERIFY_EXCEPTION_THROWN(sgd.optimizer().loadState({}), FormatError);
    OptimizerState tooShort = before;
    tooShort.tensors["momentum_buffer"].pop_back();
    QVERIFY_EXCEPTION_THROWN(sgd.optimizer().loadState(tooShort), FormatError);
    QVERIFY(sgd.optimizer().state() == before);
    Problem adagrad(*device_, fixtures_, {"adagrad", {}});
    QVERIFY(!adagrad.optimizer().hasMomentum());
    QVERIFY_EXCEPTION_THROWN(adagrad.optimizer().setMomentum(0.5), Error);
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
  QJsonObject fixtures_;
};

QTEST_GUILESS_MAIN(OptimTest)
#include "optim_test.moc"
