// Optimizers: the arena, 20 steps against PyTorch (fixtures/make_optim.py), and saved state.
#include <QJsonObject>
#include <QTest>
#include <cmath>
#include <numeric>
#include <set>

#include "core/base/error.h"
#include "core/optim/gradient_rules.h"
#include "core/optim/sgd.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/copy.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/joining.h"
#include "core/tensor/reduction.h"
#include "tests/optim_fixture.h"
#include "tests/test_device.h"

using namespace gradus;

namespace {

using Sizes = std::vector<std::int64_t>;

/// Those of make_optim.py.
const Sizes kSizes = {33, 5, 219};

std::vector<float> floats(const QJsonValue& list) {
  std::vector<float> numbers;
  for (const QJsonValue& value : list.toArray()) numbers.push_back(static_cast<float>(value.toDouble()));
  return numbers;
}

bool isClose(double result, double expected, double rounding = 0) {
  return std::abs(result - expected) <= 1e-5 + rounding + 1.3e-6 * std::abs(expected);
}

/// Parameters that an optimizer draws towards a goal: it minimises Σ (goal − p)². They are the first ones of the
/// fixture, cut into `sizes`.
class Problem {
 public:
  Problem(Device& device, const QJsonObject& fixtures, const Choice& choice, const Sizes& sizes = kSizes) {
    const std::int64_t count = std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
    const auto cut = [&](const char* key) {
      std::vector<float> numbers = floats(fixtures[QLatin1String(key)]);
      numbers.resize(static_cast<std::size_t>(count));
      return split(Tensor::from(device, numbers, {count}), sizes);
    };
    goals_ = cut("goal");
    parameters_ = cut("start");
    for (Tensor& parameter : parameters_) parameter.requireGrad();
    optimizer_ = findOptimizer(choice.name).make(parameters_, choice);
  }

  const ParameterArena& arena() const { return optimizer_->arena(); }
  Optimizer& optimizer() { return *optimizer_; }
  std::vector<float> weights() const { return optimizer_->arena().data().toVector<float>(); }
  void setWeights(const std::vector<float>& weights) {
    const Tensor& data = optimizer_->arena().data();
    copyInto(data, Tensor::from(data.device(), weights, data.shape()));
  }

  void step() {
    optimizer_->zeroGrad();
    Tensor loss = Tensor::zeros(goals_[0].device(), {});
    for (std::size_t i = 0; i < goals_.size(); ++i) loss = loss + sum(square(goals_[i] - parameters_[i]));
    loss.backward();
    optimizer_->step();
  }

 private:
  std::vector<Tensor> goals_;
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

  void everyRowHasAFixture() {
    std::set<std::string> names;
    for (const QJsonValue& row : fixtures_[QStringLiteral("optimizers")].toArray()) {
      names.insert(row[QStringLiteral("name")].toString().toStdString());
    }
    for (const OptimizerInfo& row : optimizers()) QVERIFY2(names.contains(row.name), row.name.c_str());
  }

  void followsPyTorch_data() {
    QTest::addColumn<Choice>("choice");
    QTest::addColumn<QJsonObject>("weights");
    QTest::addColumn<double>("rounding");
    for (const QJsonValue& row : fixtures_[QStringLiteral("optimizers")].toArray()) {
      const Choice choice = test::choiceOf(row[QStringLiteral("name")], row[QStringLiteral("values")]);
      QTest::newRow(qPrintable(test::rowName(choice)))
          << choice << row[QStringLiteral("weights")].toObject() << row[QStringLiteral("rounding")].toDouble();
    }
  }

  void followsPyTorch() {
    QFETCH(Choice, choice);
    QFETCH(QJsonObject, weights);
    QFETCH(double, rounding);
    check(choice, findOptimizer(choice.name), "fixture");
    for (const Sizes& sizes : {Sizes{1}, {31}, {32}, {33}, {255}, {257}, kSizes}) {
      Problem problem(*device_, fixtures_, choice, sizes);
      for (int step = 1; step <= 20; ++step) {
        problem.step();
        const QString key = QString::number(step);
        if (!weights.contains(key)) continue;
        const std::vector<float> expected = floats(weights[key]);
        const std::vector<float> result = problem.weights();
        QVERIFY(result.size() <= expected.size());
        for (std::size_t i = 0; i < result.size(); ++i) {
          const auto number = static_cast<double>(result[i]);
          QVERIFY2(isClose(number, static_cast<double>(expected[i]), rounding),
                   qPrintable(QStringLiteral("step %1, weight %2: %3").arg(step).arg(i).arg(number)));
        }
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
    QVERIFY_THROWS_EXCEPTION(FormatError, sgd.optimizer().loadState(adam.optimizer().state()));
    QVERIFY_THROWS_EXCEPTION(FormatError, sgd.optimizer().loadState({}));
    OptimizerState tooShort = before;
    tooShort.tensors["momentum_buffer"].pop_back();
    QVERIFY_THROWS_EXCEPTION(FormatError, sgd.optimizer().loadState(tooShort));
    QVERIFY(sgd.optimizer().state() == before);
    Problem adagrad(*device_, fixtures_, {"adagrad", {}});
    QVERIFY(!adagrad.optimizer().hasMomentum());
    QVERIFY_THROWS_EXCEPTION(Error, adagrad.optimizer().setMomentum(0.5));
  }

  void clipsAsPyTorch() {
    for (const QJsonValue& row : fixtures_[QStringLiteral("clips")].toArray()) {
      const Problem problem(*device_, fixtures_, {"sgd", {}});
      const ParameterArena& arena = problem.arena();
      copyInto(arena.grad(), arena.data());  // The fixture's gradients are its start.
      const double type = row[QStringLiteral("type")].toDouble();
      const double most = row[QStringLiteral("most")].toDouble();
      if (type == 0) {
        clipGradValue(arena, most);
      } else {
        const double norm = clipGradNorm(arena, most, type < 0 ? HUGE_VAL : type).item();
        QVERIFY(isClose(norm, row[QStringLiteral("norm")].toDouble()));
      }
      const std::vector<float> expected = floats(row[QStringLiteral("gradients")]);
      const std::vector<float> result = arena.grad().toVector<float>();
      for (std::size_t i = 0; i < expected.size(); ++i) {
        QVERIFY(isClose(static_cast<double>(result[i]), static_cast<double>(expected[i])));
      }
    }
  }

  /// More gradients than one work-item sums up, and not a multiple of it.
  void clipsLargeArenas() {
    constexpr int kCount = 10001;
    const Tensor p = Tensor::zeros(*device_, {kCount});
    const ParameterArena arena({p});
    fill(arena.grad(), 2);
    QVERIFY(isClose(clipGradNorm(arena, 1).item(), 2 * std::sqrt(kCount)));
    QVERIFY(isClose(clipGradNorm(arena, 1).item(), 1));
    QCOMPARE(clipGradNorm(arena, 1, HUGE_VAL).item(), static_cast<double>(arena.grad().toVector<float>().back()));
    fill(arena.grad(), std::nan(""));
    QVERIFY(std::isnan(clipGradNorm(arena, 1).item()));
    QVERIFY(std::isnan(clipGradNorm(arena, 1, HUGE_VAL).item()));
    QVERIFY_THROWS_EXCEPTION(Error, clipGradNorm(arena, 1, 0));
  }

  void hooksChangeGradientsInOrder() {
    Tensor p = Tensor::from(*device_, std::vector<float>{2, -3, 0}, {3});
    Sgd sgd({p}, {.lr = 1});
    addL1Penalty(sgd, 0.5);
    sgd.step();
    QCOMPARE(p.toVector<float>(), (std::vector<float>{1.5, -2.5, 0}));
    addClipGradValue(sgd, 0.25);
    sgd.zeroGrad();
    sgd.step();
    QCOMPARE(p.toVector<float>(), (std::vector<float>{1.25, -2.25, 0}));
    addClipGradNorm(sgd, 0.125, HUGE_VAL);
    sgd.zeroGrad();
    sgd.step();
    QVERIFY(isClose(static_cast<double>(p.toVector<float>().front()), 1.125));
  }

  /// Equal gradients leave nothing of the centred square but rounding, which may be below 0.
  void centredRmsPropStaysFinite() {
    for (const double momentum : {0.0, 0.5}) {
      std::vector<float> gradients(257);
      for (std::size_t i = 0; i < gradients.size(); ++i) gradients[i] = 0.1F + 0.01F * static_cast<float>(i);
      const Tensor p = Tensor::zeros(*device_, {257});
      const auto rule = findOptimizer("rmsprop").make(
          {p}, {"rmsprop", {{"lr", 1e-6}, {"centered", 1}, {"alpha", 0.5}, {"momentum", momentum}}});
      copyInto(rule->arena().grad(), Tensor::from(*device_, gradients, {257}));
      for (int step = 0; step < 100; ++step) rule->step();
      for (const float weight : p.toVector<float>()) QVERIFY(std::isfinite(weight));
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
    QVERIFY_THROWS_EXCEPTION(Error, Sgd({}, {}));
    QVERIFY_THROWS_EXCEPTION(Error, Sgd({p}, {.nesterov = true}));
    QVERIFY_THROWS_EXCEPTION(Error, Sgd({p, p}, {}));
    QVERIFY_THROWS_EXCEPTION(Error, Sgd({p}, {.momentum = -0.5}));
    const auto refused = [&](const char* name, const char* value, double number) {
      QVERIFY_THROWS_EXCEPTION(Error, findOptimizer(name).make({p}, {name, {{value, number}}}));
    };
    for (const char* name : {"adam", "adamw", "nadam"}) {
      refused(name, "beta1", 1);
      refused(name, "beta2", 1);
    }
    for (const OptimizerInfo& row : optimizers()) {
      refused(row.name.c_str(), "lr", -1);
      refused(row.name.c_str(), "lr", std::nan(""));
      refused(row.name.c_str(), "weight_decay", -1);
    }
    refused("adagrad", "lr_decay", -0.5);
    refused("adagrad", "initial_accumulator_value", -1);
    refused("rmsprop", "alpha", -0.1);
    refused("adam", "eps", -1);
    QVERIFY_THROWS_EXCEPTION(FormatError, findOptimizer("adamax"));
  }

 private:
  std::unique_ptr<Device> device_;
  QJsonObject fixtures_;
};

QTEST_GUILESS_MAIN(OptimTest)
#include "optim_test.moc"
