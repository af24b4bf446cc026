// What is found of an activation as a curve: asymptotes, flat stretches, the mean of its results.
#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/nn/activation.h"
#include "core/nn/activation_curve.h"

using namespace gradus;

namespace {

using Function = double (*)(double);

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Choice choiceOf(const QString& name) {
  return {name.toStdString(), {}};
}

}  // namespace

Q_DECLARE_METATYPE(Function)

class ActivationCurveTest : public QObject {
  Q_OBJECT

 private slots:
  void isTheRow() {
    for (const Activation& row : activations()) {
      const Choice choice{row.name, {}};
      const ActivationParameters parameters = parametersOf(row, choice);
      const ActivationCurve curve = curveOf(choice);
      for (const double x : {-2.5, -0.3, 0.0, 0.7, 3.1}) {
        QCOMPARE(curve.value(x), row.evaluate(x, parameters.data()));
        QCOMPARE(curve.slope(x), row.evaluateDerivative(x, parameters.data()));
      }
    }
    QCOMPARE(curveOf({"leaky_relu", {{"negative_slope", 0.5}}}).value(-3), -1.5);
    QVERIFY_THROWS_EXCEPTION(FormatError, curveOf({"no such thing", {}}));
  }

  void findsAsymptotes_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QList<double>>("left");  // slope and intercept, or nothing
    QTest::addColumn<QList<double>>("right");
    QTest::newRow("relu") << "relu" << QList{0.0, 0.0} << QList{1.0, 0.0};
    QTest::newRow("leaky_relu") << "leaky_relu" << QList{0.01, 0.0} << QList{1.0, 0.0};
    QTest::newRow("elu") << "elu" << QList{0.0, -1.0} << QList{1.0, 0.0};
    QTest::newRow("selu") << "selu" << QList{0.0, -1.7581} << QList{1.0507, 0.0};
    QTest::newRow("gelu") << "gelu" << QList{0.0, 0.0} << QList{1.0, 0.0};
    QTest::newRow("gelu_tanh") << "gelu_tanh" << QList{0.0, 0.0} << QList{1.0, 0.0};
    QTest::newRow("mish") << "mish" << QList{0.0, 0.0} << QList{1.0, 0.0};
    QTest::newRow("tanh") << "tanh" << QList{0.0, -1.0} << QList{0.0, 1.0};
    QTest::newRow("sigmoid") << "sigmoid" << QList{0.0, 0.0} << QList{0.0, 1.0};
    QTest::newRow("softsign, slowly") << "softsign" << QList{0.0, -1.0} << QList{0.0, 1.0};
    QTest::newRow("tanhshrink") << "tanhshrink" << QList{1.0, 1.0} << QList{1.0, -1.0};
    QTest::newRow("log_sigmoid") << "log_sigmoid" << QList{1.0, 0.0} << QList{0.0, 0.0};
    QTest::newRow("identity") << "identity" << QList{1.0, 0.0} << QList{1.0, 0.0};
    QTest::newRow("gaussian") << "gaussian" << QList{0.0, 0.0} << QList{0.0, 0.0};
    QTest::newRow("sine has none") << "sine" << QList<double>{} << QList<double>{};
  }
  void findsAsymptotes() {
    QFETCH(QString, name);
    for (const Side side : {Side::Left, Side::Right}) {
      QFETCH(QList<double>, left);
      QFETCH(QList<double>, right);
      const QList<double>& expected = side == Side::Left ? left : right;
      const std::optional<Line> found = asymptoteOf(curveOf(choiceOf(name)), side);
      QCOMPARE(found.has_value(), !expected.isEmpty());
      if (!found) continue;
      QCOMPARE(found->slope, expected[0]);
      QCOMPARE(found->intercept, expected[1]);
    }
  }

  void findsNoneWhereThereIsNone_data() {
    QTest::addColumn<Function>("function");
    QTest::newRow("square") << Function([](double x) { return x * x; });
    QTest::newRow("exponential") << Function([](double x) { return std::exp(std::abs(x)); });
    QTest::newRow("logarithm") << Function([](double x) { return std::log(std::abs(x)); });
    QTest::newRow("root") << Function([](double x) { return std::sqrt(std::abs(x)); });
    QTest::newRow("a wave on a line") << Function([](double x) { return x + std::sin(3.14159265358979 * x); });
    QTest::newRow("not a number") << Function([](double) { return std::nan(""); });
  }
  void findsNoneWhereThereIsNone() {
    QFETCH(Function, function);
    const ActivationCurve curve{function, [](double) { return 0.0; }};
    QVERIFY(!asymptoteOf(curve, Side::Left));
    QVERIFY(!asymptoteOf(curve, Side::Right));
  }

  void findsFlatStretches() {
    const std::vector<Interval> relu = flatStretches(curveOf({"relu", {}}), 0.01, -4, 4);
    QCOMPARE(relu.size(), std::size_t{1});
    QCOMPARE(relu[0].low, -4.0);
    QVERIFY(std::abs(relu[0].high) < 1e-5);

    const std::vector<Interval> tanh = flatStretches(curveOf({"tanh", {}}), 0.01, -4, 4);
    QCOMPARE(tanh.size(), std::size_t{2});
    const double edge = std::atanh(std::sqrt(0.99));
    QVERIFY(std::abs(tanh[0].high + edge) < 1e-5);
    QVERIFY(std::abs(tanh[1].low - edge) < 1e-5);
    QCOMPARE(tanh[1].high, 4.0);

    QVERIFY(flatStretches(curveOf({"identity", {}}), 0.01, -4, 4).empty());
    QCOMPARE(flatStretches({[](double) { return 1.0; }, [](double) { return 0.0; }}, 0.01, -1, 1).size(),
             std::size_t{1});
  }

  void findsTheMean_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("mean");
    QTest::newRow("identity") << "identity" << 0.0;
    QTest::newRow("tanh") << "tanh" << 0.0;
    QTest::newRow("sigmoid") << "sigmoid" << 0.5;
    QTest::newRow("relu: 1/√(2π)") << "relu" << 0.3989422804;
    QTest::newRow("gelu: 1/(2√π)") << "gelu" << 0.2820947918;
    QTest::newRow("gaussian: 1/√3") << "gaussian" << 0.5773502692;
  }
  void findsTheMean() {
    QFETCH(QString, name);
    QFETCH(double, mean);
    QVERIFY(std::abs(meanForNormal(curveOf(choiceOf(name))) - mean) < 1e-6);
  }

  void keepsAMeanThatIsNoNumber() {
    QVERIFY(!std::isfinite(meanForNormal({[](double) { return kInfinity; }, [](double) { return 0.0; }})));
  }
};

QTEST_GUILESS_MAIN(ActivationCurveTest)
#include "activation_curve_test.moc"
