// Every row of the activation table against PyTorch (fixtures/make_activations.py), on the edge sizes and on inputs
// with gaps; and its gradient against differences in float64.
#include <QRegularExpression>
#include <cmath>
#include <set>

#include "core/nn/activation.h"
#include "core/tensor/comparison.h"
#include "core/tensor/logic.h"
#include "tests/elementwise_fixture.h"
#include "tests/fixture_digest.h"
#include "tests/fixture_file.h"

using namespace gradus;
using namespace gradus::test;

namespace {

QJsonArray cases() {
  return fixtureFile("activations.json").array();
}

}  // namespace

class ActivationsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void everyRowHasACase() {
    std::set<std::string> names;
    for (const QJsonValue& fixture : cases()) names.insert(choiceOf(fixture).name);
    for (const Activation& row : activations()) QVERIFY2(names.contains(row.name), row.name.c_str());
  }

  void everyRowSaysWhenToUseItAndWhoFoundIt() {
    static const QRegularExpression kYear(QStringLiteral("\\((19|20)\\d\\d\\), “"));
    for (const Activation& row : activations()) {
      QVERIFY2(row.whenToUse.size() > 60 && row.whenToUse.ends_with('.'), row.name.c_str());
      QVERIFY2(QString::fromStdString(row.source).contains(kYear), row.name.c_str());
    }
  }

  void equalPyTorch_data() { addCases(); }
  void equalPyTorch() {
    QFETCH(QJsonValue, fixture);
    const Choice choice = choiceOf(fixture);
    const Activation& row = findActivation(choice.name);
    check(choice, row, "fixture");
    const std::vector<double> inputs = numbersOf(fixture[QStringLiteral("inputs")]);
    for (const std::int64_t count : {1, 31, 32, 33, 255, 257}) {
      const std::vector<double> wide = repeated(inputs, count);
      const std::vector<float> numbers(wide.begin(), wide.end());
      for (const bool hasGaps : {false, true}) {
        Tensor x = hasGaps ? spread(*device_, numbers, {count}) : Tensor::from(*device_, numbers, {count});
        x.requireGrad();
        const Tensor y = activate(x, row, parametersOf(row, choice));
        sum(y).backward();
        compare(y, fixture[QStringLiteral("results")], "f");
        const Tensor slopes = where(isNan(x), 0, x.grad());
        compare(slopes, fixture[QStringLiteral("slopes")], "f'");
      }
    }
  }

  /// What backward then reads of the result it would have read of the input.
  void slopesOfResults() {
    const ActivationParameters none{};
    int checked = 0;
    for (const Activation& row : activations()) {
      if (!row.slopeOfResult) continue;
      ++checked;
      for (const double x : {-HUGE_VAL, -3.0, -1e-300, -0.0, 0.0, 1e-300, 0.5, 7.0, HUGE_VAL, std::nan("")}) {
        const double y = row.evaluate(x, none.data());
        QCOMPARE(row.evaluateDerivative(y, none.data()), row.evaluateDerivative(x, none.data()));
      }
    }
    QVERIFY(checked > 0);
  }

  void gradients_data() { addCases(); }
  void gradients() {
    QFETCH(QJsonValue, fixture);
    const Choice choice = choiceOf(fixture);
    const Activation& row = findActivation(choice.name);
    const auto function = [&](const std::vector<Tensor>& t) {
      return activate(t[0] * 8.0, row, parametersOf(row, choice));
    };
    const QString what = gradientError(*device_, function, {{33}});
    QVERIFY2(what.isEmpty(), qPrintable(what));
  }

 private:
  static void addCases() {
    QTest::addColumn<QJsonValue>("fixture");
    for (const QJsonValue& fixture : cases()) {
      QString name = QString::fromStdString(choiceOf(fixture).name);
      for (const auto& [parameter, value] : choiceOf(fixture).values) {
        name += QStringLiteral(" %1=%2").arg(QString::fromStdString(parameter)).arg(value);
      }
      QTest::newRow(qPrintable(name)) << fixture;
    }
  }

  static void compare(const Tensor& got, const QJsonValue& expected, const char* what) {
    const std::string fault =
        difference(numbersOf(got.detach()), repeated(numbersOf(expected), got.numel()), 1.3e-6, 1e-5);
    QVERIFY2(fault.empty(), (what + (": " + fault)).c_str());
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(ActivationsTest)
#include "activations_test.moc"
