// Every row of the activation table and its slope over the whole range of float32, against PyTorch: see
// fixtures/make_activation_range.py for what is taken for the truth, and for how far a number may be off and why.
#include <QTest>

#include "core/nn/activation.h"
#include "core/tensor/reduction.h"
#include "tests/elementwise_fixture.h"
#include "tests/fixture_file.h"
#include "tests/test_device.h"

using namespace gradus;
using namespace gradus::test;

namespace {

QJsonObject fixtures() {
  return fixtureFile("activation_range.json").object();
}

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

/// All numbers that are further from PyTorch's than allowed.
QString faults(const std::vector<float>& inputs, const std::vector<float>& got, const QJsonValue& expected) {
  const std::vector<double> truth = numbersOf(expected[QStringLiteral("truth")]);
  const std::vector<double> allowed = numbersOf(expected[QStringLiteral("allowed")]);
  const std::vector<double> limits = numbersOf(expected[QStringLiteral("limits")]);
  QString text;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto value = static_cast<double>(got[i]);
    const bool isLimit = std::isinf(inputs[i]) && std::isnan(truth[i]) && same(value, limits[inputs[i] > 0 ? 1 : 0]);
    if (same(value, truth[i]) || isLimit || std::abs(value - truth[i]) <= allowed[i]) continue;
    text += QStringLiteral("of %1: %2 instead of %3 ± %4\n").arg(inputs[i]).arg(value).arg(truth[i]).arg(allowed[i]);
  }
  return text;
}

}  // namespace

class ActivationRangeTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void equalsPyTorchEverywhere_data() {
    QTest::addColumn<QJsonValue>("fixture");
    std::map<std::string, int> cases;
    for (const QJsonValue& fixture : fixtures()[QStringLiteral("cases")].toArray()) {
      const std::string name = choiceOf(fixture).name;
      QTest::addRow("%s %d", name.c_str(), ++cases[name]) << fixture;
    }
    for (const Activation& row : activations()) QVERIFY2(cases.contains(row.name), row.name.c_str());
  }
  void equalsPyTorchEverywhere() {
    QFETCH(QJsonValue, fixture);
    const Choice choice = choiceOf(fixture);
    const Activation& row = findActivation(choice.name);
    const std::vector<double> wide = numbersOf(fixtures()[QStringLiteral("inputs")]);
    const std::vector<float> inputs(wide.begin(), wide.end());
    Tensor x = Tensor::from(*device_, inputs, {static_cast<std::int64_t>(inputs.size())});
    x.requireGrad();
    const Tensor y = activate(x, row, parametersOf(row, choice));
    sum(y).backward();
    const QString values = faults(inputs, y.toVector<float>(), fixture[QStringLiteral("f")]);
    const QString slopes = faults(inputs, x.grad().toVector<float>(), fixture[QStringLiteral("slope")]);
    QVERIFY2(values.isEmpty() && slopes.isEmpty(),
             qPrintable(QStringLiteral("f ") + values + QStringLiteral("f' ") + slopes));
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(ActivationRangeTest)
#include "activation_range_test.moc"
