// A person's own functions: what is typed is read as on paper or refused at the right character, its derivative equals
// differences, its kernels compute what it says, and nothing of the text itself goes into a kernel.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <vector>

#include "core/experiment/describe_difference.h"
#include "core/experiment/experiment_json.h"
#include "core/nn/formula/formula.h"
#include "core/nn/formula/functions.h"
#include "core/nn/formula/printer.h"
#include "core/nn/own_activation.h"
#include "core/step/network.h"
#include "core/tensor/cast.h"
#include "core/tensor/reduction.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

Choice own(const std::string& formula, const std::map<std::string, double>& values = {}) {
  return {kOwnFunction, values, formula};
}

bool near(double got, double expected, double tolerance) {
  if (std::isnan(expected)) return std::isnan(got);
  return got == expected || std::abs(got - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

double valueAt(const std::string& formula, double x, const ActivationParameters& parameters = {}) {
  return Formula(formula).evaluate(x, parameters.data());
}

double slopeAt(const std::string& formula, double x, const ActivationParameters& parameters = {}) {
  return Formula(formula).evaluateDerivative(x, parameters.data());
}

Experiment experimentWith(const Choice& activation) {
  Experiment experiment;
  experiment.network.hidden = {{{"linear", {{"units", 6}}}, activation}};
  return experiment;
}

}  // namespace

Q_DECLARE_METATYPE(gradus::Choice)

class FormulaTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void readsAsOnPaper_data() {
    QTest::addColumn<QString>("formula");
    QTest::addColumn<double>("at");
    QTest::addColumn<double>("expected");
    const auto row = [](const char* formula, double at, double expected) {
      QTest::newRow(formula) << QString::fromUtf8(formula) << at << expected;
    };
    row("-x^2", 3, -9);
    row("2^3^2 + 0*x", 1, 512);
    row("x - 2 - 3", 10, 5);
    row("x / 2 / 5", 100, 10);
    row("2 + 3 * x", 4, 14);
    row("(2 + 3) * x", 4, 20);
    row("2^-x", 2, 0.25);
    row("- -x", 3, 3);
    row("+x", 3, 3);
    row("x > 1", 2, 1);
    row("x > 1", 1, 0);
    row("x >= 1", 1, 1);
    row("x ≤ 1", 1, 1);
    row("x == 2", 2, 1);
    row("x != 2", 2, 0);
    row("(x > 0) * (x < 5)", 3, 1);
    row("where(x > 0, x, 0.1 * x)", -2, -0.2);
    row("where(x, 7, 8)", 0, 8);
    row("min(x, 3) + max(x, 4)", 5, 8);
    row("2 · x − 1", 3, 5);
    row("2 × x", 3, 6);
    row("2 ⋅ x ÷ 4", 3, 1.5);
    row("-x²", 3, -9);
    row("2 * x⁰", 3, 2);
    row("x¹² − x⁻¹", 2, 4095.5);
    row("(x²)^3", 2, 64);
    row("cos(pi)^x + e^x - e^x", 3, -1);
    row("(0 * -1)^x", -2, INFINITY);
    row("1 - 3 + x", 3, 1);
    row(".5*x + 1e1 + 2.5e-1", 1, 10.75);
    row("cos(pi * x)", 1, -1);
    row("log(e^x)", 2, 2);
    row("sign(x)", -3, -1);
    row("abs(x)", -3, 3);
    row("x^3", -2, -8);
    row("x^-1", 4, 0.25);
    row("sqrt(x) * tan(0 * x)", 4, 0);
  }
  void readsAsOnPaper() {
    QFETCH(QString, formula);
    QFETCH(double, at);
    QFETCH(double, expected);
    const Formula read(formula.toStdString());
    QVERIFY2(near(read.evaluate(at, nullptr), expected, 1e-15),
             qPrintable(QString::number(read.evaluate(at, nullptr))));
    // Printed and read again it is the same.
    QCOMPARE(Formula(read.text()).text(), read.text());
    QVERIFY(near(valueAt(read.text(), at), expected, 1e-15));
  }

  void printsNoMoreParenthesesThanNeeded_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char* typed, const char* printed) {
      QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(printed);
    };
    row("((x))*(sigmoid((1.702*x)))", "x * sigmoid(1.702 * x)");
    row("x-(2-x)", "x - (2 - x)");
    row("(x-2)-x", "x - 2 - x");
    row("(-x)^2", "(-x)^2");
    row("-(x^2)", "-x^2");
    row("(x^2)^3", "(x^2)^3");
    row("x^(2^x)", "x^2^x");
    row("x/(2*x)", "x / (2 * x)");
    row("where((x>0), x, (2+3)*x)", "where(x > 0, x, 5 * x)");
    row("x*-2", "x * -2");
    row("(-2)^x", "(-2)^x");
    row("(x>0)*x", "(x > 0) * x");
  }
  void printsNoMoreParenthesesThanNeeded() {
    QFETCH(QString, typed);
    QFETCH(QString, printed);
    QCOMPARE(QString::fromStdString(Formula(typed.toStdString()).text()), printed);
  }

  void refusesAtTheRightCharacter_data() {
    QTest::addColumn<QByteArray>("formula");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QString>("words");
    const auto row = [](const QByteArray& formula, int offset, const char* words) {
      QTest::newRow(formula.left(40).toPercentEncoding(" *+()=;\"").constData())
          << formula << offset << QString::fromUtf8(words);
    };
    row("x *", 3, "instead of the end");
    row("x x", 2, "expected an operator such as * before 'x'");
    row("2x", 1, "expected an operator");
    row("foo(x)", 0, "there is no function 'foo'; there are exp, log");
    row("x + exp x", 4, "exp(a)");
    row("exp(x, 2)", 5, "too many arguments: exp(a)");
    row("min(x)", 5, "an argument is missing: min(a, b)");
    row("where(x > 0, x)", 14, "where(a, b, c)");
    row("2 * (x + 1", 4, "never closed");
    row("x)", 1, "closes nothing");
    row("x, 1", 1, "comma");
    row("0 < x < 1", 6, "only two sides");
    row("x = 1", 2, "==");
    row("x ** 2", 3, "x^2");
    row("²x", 0, "instead of '^'");
    row("x²^3", 3, "(x²)^3");
    row("x⁻", 1, "raised digits");
    row("x² ²", 4, "(x²)^3");
    row("x * 1.2e-38 ^ 1.01", 12, "no number");
    row("1.2.3 * x", 3, "expected an operator");
    row("x + .", 4, "digits");
    row("α * x", 0, "'α' is no part");
    row("x + α", 4, "Character 5: 'α'");
    row("x · ?", 5, "Character 5: '?'");
    row("a*x + b*x + c*x + d*x + f*x", 24, "at most 4");
    row("name * x", 0, "take another");
    row("X + 1", 0, "small x");
    row("a_ * x", 0, "underscore");
    row("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa * x", 0, "at most 16");
    row("a + 1", 0, "x does not occur");
    row("x / (1 - 1) + 1 / 0", 16, "no number that the device holds");
    row("log(-1) + x", 0, "no number");
    row("x * 1e39", 4, "too large");
    row("x * 1e-60", 4, "too small");

    // What somebody with bad intentions, or a broken file, may send.
    row("", 0, "type a formula");
    row("   ", 3, "type a formula");
    row("+-*/^", 2, "instead of '*'");
    row("x\"); system(\"rm -rf ~", 1, "'\"' is no part");
    row("__kernel void f() {}", 0, "'_' is no part");
    row("x; return 0", 1, "';' is no part");
    row("x /* comment */", 3, "instead of '*'");
    row("x // y", 3, "instead of '/'");
    row("#include </etc/passwd>", 0, "'#' is no part");
    row("x\n#define x 1", 1, "byte 0x0A");
    row("1e99999 * x", 0, "too large");
    row(QByteArray(300, '9') + "9999999999999 * x", 0, "too large");
    row(QByteArray("x\0 + 1", 6), 1, "byte 0x00");
    row("x + \xFF\xFE", 4, "byte 0xFF");
    row("x + \xC3", 4, "byte 0xC3");
    row("x + 😀", 4, "byte 0xF0");
    row("get_global_id(0) * x", 0, "no function 'get_global_id'");
    row("__import__('os')", 0, "'_' is no part");
    row("x.__class__", 1, "digits");
    row("%s%n{0}{1}", 0, "'%' is no part");
    row("«EXPRESSION»", 0, "is no part");
    row(QByteArray(200, '(') + "x" + QByteArray(199, ')'), 32, "too deep");
    row(QByteArray(399, '-') + "x", 32, "too deep");
    row("x" + QByteArray("^x").repeated(190), 64, "too deep");
    row("x" + QByteArray("+x").repeated(190), 127, "too long: at most 128");
    row(QByteArray(100000, 'x'), 4096, "at most 4096");
    row(QByteArray("exp(").repeated(90) + "x", 128, "too deep");
  }
  void refusesAtTheRightCharacter() {
    QFETCH(QByteArray, formula);
    QFETCH(int, offset);
    QFETCH(QString, words);
    try {
      const Formula read(formula.toStdString());
      QFAIL(qPrintable(QStringLiteral("no error, but ") + QString::fromStdString(read.text())));
    } catch (const FormulaError& error) {
      const QString what = QString::fromUtf8(error.what());
      QVERIFY2(what.contains(words), qPrintable(what));
      QVERIFY2(what.startsWith(QStringLiteral("Character ")), qPrintable(what));
      QCOMPARE(static_cast<int>(error.offset()), offset);
    }
    // The same in a file.
    const QString what = errorOf<FormatError>([&] { check(experimentWith(own(formula.toStdString())), "file"); });
    QVERIFY2(what.startsWith(QStringLiteral("file: network.hidden[0].activation.formula: Character ")),
             qPrintable(what));
  }

  void longestFormulasAreTaken() {
    std::string deep = "x";
    for (int i = 0; i < 31; ++i) deep.insert(0, "(").append(")");
    QCOMPARE(Formula(deep).text(), std::string("x"));
    std::string wide = "x";
    for (int i = 0; i < 63; ++i) wide += "*x";
    QVERIFY(near(valueAt(wide, 1.01), std::pow(1.01, 64), 1e-12));
    QVERIFY(near(slopeAt(wide, 1.01), 64 * std::pow(1.01, 63), 1e-12));
    std::string nested = "x";
    for (int i = 0; i < 31; ++i) nested = "sin(" + nested + ")";
    QVERIFY(std::abs(slopeAt(nested, 0) - 1) < 1e-12);
    // Computed step by step: the derivative of a nest grows with its depth, not with the square of it or worse.
    std::string powers = "x";
    for (int i = 0; i < 30; ++i) powers = "(" + powers + ")^2";
    QVERIFY(std::abs(valueAt(powers, 1) - 1) < 1e-12);
    QCOMPARE(slopeAt(powers, 1), std::pow(2.0, 30));
  }

  /// A choice in a choice in a choice: what each level adds, not what it doubles.
  void derivativesOfNestedChoicesStaySmall_data() {
    QTest::addColumn<QString>("level");
    QTest::addColumn<double>("at");
    QTest::addColumn<double>("slope");
    QTest::newRow("max of a number") << "max(%1, 1)" << 2.0 << 1.0;
    QTest::newRow("below it") << "max(%1, 1)" << 0.5 << 0.0;
    QTest::newRow("min of x") << "min(%1, x)" << 2.0 << 1.0;
    QTest::newRow("sums") << "max(%1, 2*x)" << 3.0 << 2.0;
    QTest::newRow("where") << "where(x, %1, x)" << 3.0 << 1.0;
    QTest::newRow("max or sine") << "max(sin(x), %1)" << 3.0 << 1.0;
  }
  void derivativesOfNestedChoicesStaySmall() {
    QFETCH(QString, level);
    QFETCH(double, at);
    QFETCH(double, slope);
    QString nested = QStringLiteral("x");
    for (int i = 0; i < 22; ++i) nested = level.arg(nested);
    const Formula formula(nested.toStdString());
    QVERIFY(near(formula.evaluateDerivative(at, nullptr), slope, 1e-12));
    const std::string text = formula.derivativeText();
    QVERIFY2(text.size() <= Formula::kMostShown + 3 && (text.size() < Formula::kMostShown || text.ends_with("…")),
             text.c_str());
    // Written whole, it is long and no more; so is what a kernel computes.
    const auto parsed = formula::parse(nested.toStdString());
    const auto whole = formula::print(formula::derivativeOf(parsed.expression), {}, formula::Language::Formula);
    QVERIFY2(whole.size() < 50000, qPrintable(QString::number(whole.size())));
    QVERIFY(formula.openclFunctions("f").size() < 20000);
  }

  /// What is taken is printed as what is taken, whatever its length, depth and numbers.
  void printedFormulasAreReadAgain_data() {
    QTest::addColumn<QByteArray>("formula");
    QTest::newRow("spaces") << "a234567890123456*x" + QByteArray("+a234567890123456*x").repeated(19);
    QTest::newRow("e") << "x" + QByteArray("*e").repeated(63);
    QTest::newRow("pi") << "x" + QByteArray("*pi").repeated(63);
    QTest::newRow("small numbers") << "x" + QByteArray("*21e-38").repeated(49);
    QTest::newRow("small powers") << "x" + QByteArray("^21e-38^x").repeated(15);
    QTest::newRow("long numbers") << "x" + QByteArray("+(1/3)").repeated(31);
    QTest::newRow("deep negative sum") << QByteArray("exp(").repeated(31) + "1-3+x" + QByteArray(31, ')');
    QTest::newRow("deep negative base") << QByteArray("exp(").repeated(30) + "cos(pi)^x" + QByteArray(30, ')');
    QTest::newRow("negative zero") << QByteArray("(0 * -1)^x");
  }
  void printedFormulasAreReadAgain() {
    QFETCH(QByteArray, formula);
    const Formula typed(formula.toStdString());
    const Formula again(typed.text());
    QCOMPARE(again.text(), typed.text());
    QCOMPARE(again.openclFunctions("f"), typed.openclFunctions("f"));
  }

  void derivativesEqualDifferences_data() { addFunctions(); }
  void derivativesEqualDifferences() {
    QFETCH(Choice, choice);
    const Activation row = activationOf(choice);
    const DerivativeCheck result = checkDerivative(row, parametersOf(row, choice));
    QVERIFY2(result.places > 100, qPrintable(QString::number(result.places)));
    QVERIFY2(result.isGood(), qPrintable(QStringLiteral("%1 at %2").arg(result.worst).arg(result.worstPlace)));
  }

  void theCheckFindsAWrongDerivative() {
    Activation row = activationOf(own("x^2"));
    row.evaluateDerivative = [](double x, const double*) { return 2.001 * x; };
    const DerivativeCheck result = checkDerivative(row, {});
    QVERIFY(!result.isGood());
    QVERIFY(result.worst > 1e-4 && std::abs(result.worstPlace) > 0.4);
  }

  void equalRowsOfTheTable_data() {
    QTest::addColumn<Choice>("choice");
    QTest::addColumn<Choice>("row");
    const auto row = [](const char* formula, const Choice& choice, const std::map<std::string, double>& values = {}) {
      QTest::newRow(choice.name.c_str()) << own(formula, values) << choice;
    };
    row("x * sigmoid(x)", {"silu", {}});
    row("x / (1 + exp(-x))", {"silu", {}});
    row("1 / (1 + exp(-x))", {"sigmoid", {}});
    row("max(0, x)", {"relu", {}});
    row("where(x > 0, x, a * x)", {"leaky_relu", {{"negative_slope", 0.2}}}, {{"a", 0.2}});
    row("where(x > 0, x, a * (exp(x) - 1))", {"elu", {{"alpha", 1.5}}}, {{"a", 1.5}});
    row("x * (1 + erf(x / sqrt(2))) / 2", {"gelu", {}});
    row("0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))", {"gelu_tanh", {}});
    row("tanh(x)", {"tanh", {}});
    row("x * tanh(log(1 + exp(x)))", {"mish", {}});
    row("log(1 + exp(b * x)) / b", {"softplus", {{"beta", 2}, {"threshold", 100}}}, {{"b", 2}});
    row("x / (1 + abs(x))", {"softsign", {}});
    row("min(max(x, 0), 6)", {"relu6", {}});
    row("log(sigmoid(x))", {"log_sigmoid", {}});
    row("x - tanh(x)", {"tanhshrink", {}});
    row("where(abs(x) > l, x, 0)", {"hardshrink", {{"lambd", 0.7}}}, {{"l", 0.7}});
    row("sin(x)", {"sine", {}});
    row("exp(-x^2)", {"gaussian", {}});
    row("x", {"identity", {}});
  }
  void equalRowsOfTheTable() {
    QFETCH(Choice, choice);
    QFETCH(Choice, row);
    const std::vector<double> at = {-80.5, -21, -6.25, -2.5, -1, -0.6, -0.01, 0.3, 0.75, 1.5, 4.25, 9, 30, 80.5};
    const auto [values, slopes] = onDevice(choice, at);
    const auto [expected, expectedSlopes] = onDevice(row, at);
    for (std::size_t i = 0; i < at.size(); ++i) {
      QVERIFY2(near(values[i], expected[i], 4e-6), qPrintable(told("f", at[i], values[i], expected[i])));
      QVERIFY2(near(slopes[i], expectedSlopes[i], 4e-6), qPrintable(told("f'", at[i], slopes[i], expectedSlopes[i])));
    }
  }

  void kernelsComputeTheSame_data() { addFunctions(); }
  void kernelsComputeTheSame() {
    QFETCH(Choice, choice);
    const Activation row = activationOf(choice);
    const ActivationParameters parameters = parametersOf(row, choice);
    const std::vector<double> at = {-5.25, -3, -1.5, -1, -0.5, -0.125, 0, 0.125, 0.5, 1, 1.5, 2.25, 3, 4.75};
    for (const Dtype dtype : {Dtype::Float32, Dtype::Float64}) {
      const double tolerance = dtype == Dtype::Float64 ? 1e-12 : 5e-6;
      const auto [values, slopes] = onDevice(choice, at, dtype);
      for (std::size_t i = 0; i < at.size(); ++i) {
        const double value = row.evaluate(at[i], parameters.data());
        const double slope = row.evaluateDerivative(at[i], parameters.data());
        QVERIFY2(near(values[i], value, tolerance), qPrintable(told("f", at[i], values[i], value)));
        QVERIFY2(near(slopes[i], slope, tolerance), qPrintable(told("f'", at[i], slopes[i], slope)));
      }
    }
  }

  /// As PyTorch: 0 for |x| at 0, half of each for equal ones, the chosen branch alone.
  void kinksTakePyTorchsSide() {
    QCOMPARE(slopeAt("abs(x)", 0), 0.0);
    QCOMPARE(slopeAt("max(x, 0)", 0), 0.5);
    QCOMPARE(slopeAt("min(2 * x, 4 * x)", 0), 3.0);
    QCOMPARE(slopeAt("sign(x) + (x > 1)", 1), 0.0);
    QCOMPARE(slopeAt("where(x > 0, log(x), 3 * x)", -2), 3.0);
    QCOMPARE(slopeAt("where(x > 0, sqrt(x), 0)", 0), 0.0);
    QCOMPARE(slopeAt("x^2", 0), 0.0);
    QCOMPARE(slopeAt("x^a", 0, {2}), 0.0);
    QCOMPARE(slopeAt("2^x", 3), 8 * std::log(2.0));
  }

  void farOutIsFiniteWhereItCanBe() {
    QCOMPARE(valueAt("log(1 + exp(x))", 1000), 1000.0);
    QCOMPARE(slopeAt("log(1 + exp(x))", 1000), 1.0);
    QCOMPARE(valueAt("x / (1 + exp(-x))", -1000), 0.0);
    QCOMPARE(slopeAt("x / (1 + exp(-x))", -1000), 0.0);
    QCOMPARE(valueAt("log(sigmoid(x))", -1000), -1000.0);
    QVERIFY(near(valueAt("exp(x) - 1", 1e-12) / 1e-12, 1, 1e-9));
    QVERIFY(near(slopeAt("sigmoid(x)", 40) * std::exp(40), 1, 1e-9));
  }

  void notANumberGoesThrough() {
    for (const char* formula :
         {"min(x, 1)", "max(1, x)", "min(1, x)", "max(x, 1)", "abs(x)", "log(1 + exp(x))", "x^2"}) {
      QVERIFY2(std::isnan(valueAt(formula, std::nan(""))), formula);
      QVERIFY2(std::isnan(onDevice(own(formula), {std::nan("")}).first[0]), formula);
    }
  }

  /// Names are replaced by p0 … p3, numbers are printed anew.
  void nothingTypedReachesTheCompiler() {
    const Activation row = activationOf(own("width * x^2.50 + exp(barrier*x)*0.10000000000000000001"));
    const std::string source = row.openclFunctions + row.forward + row.derivative;
    for (const char* typed : {"width", "barrier", "2.50", "^", "0.100000000"}) {
      QVERIFY2(source.find(typed) == std::string::npos, source.c_str());
    }
    for (const char* ours : {"p0", "p1", "(T)(2.5)", "(T)(0.1)", "powerOf("}) {
      QVERIFY2(source.find(ours) != std::string::npos, source.c_str());
    }
  }

  void parametersAreRowsOfAForm() {
    const Choice choice = own("b * x + tanh(a * x) + b", {{"a", 0.5}});
    const Activation row = activationOf(choice);
    QCOMPARE(row.parameters.size(), std::size_t{2});
    QCOMPARE(row.parameters[0].name, std::string("b"));
    QCOMPARE(parametersOf(row, choice), (ActivationParameters{1, 0.5, 0, 0}));
    QVERIFY(errorOf<FormatError>([&] {
              check(experimentWith(own("a * x", {{"b", 1}})), "e");
            }).contains(QStringLiteral("own has no parameter 'b' (it has: a)")));
    QVERIFY(errorOf<FormatError>([&] {
              check(experimentWith(own("a * x", {{"a", 11}})), "e");
            }).contains(QStringLiteral("own.a is 11, expected a number from -10 to 10")));
    QVERIFY(errorOf<FormatError>([&] {
              check(experimentWith({"relu", {}, "x"}), "e");
            }).contains(QStringLiteral("relu takes no formula")));
  }

  void isSavedWithTheExperiment() {
    Experiment experiment = experimentWith(own("x * sigmoid(a*x)  ", {{"a", 1.702}}));
    experiment.network.outputActivation = own("tanh(x)");
    const std::string json = toJson(experiment);
    QVERIFY(json.find(R"("formula": "x * sigmoid(a*x)  ")") != std::string::npos);
    const Experiment again = experimentFromJson(json, "again");
    QVERIFY(again == experiment);
    check(again, "again");
    const std::vector<LayerSpec> layers = layersFromJson(layersToJson(experiment.network.hidden), "clipboard");
    QVERIFY(layers == experiment.network.hidden);
    // Other experiments are written as they were.
    QVERIFY(toJson(Experiment()).find("formula") == std::string::npos);
    QVERIFY(errorOf<FormatError>([&] {
              std::string broken = json;
              broken.replace(broken.find("\"tanh(x)\""), 9, "7");
              experimentFromJson(broken, "file");
            }).contains(QStringLiteral("output_activation.formula is 7, expected text in quotes")));
  }

  void differencesAreDescribed() {
    const Experiment relu = experimentWith({"relu", {}});
    const Experiment swish = experimentWith(own("x * sigmoid(a * x)"));
    Experiment steep = swish;
    steep.network.hidden[0].activation.values["a"] = 3;
    QCOMPARE(describeDifference(relu.network, swish.network), std::string("ReLU instead of x * sigmoid(a * x)"));
    QCOMPARE(describeDifference(steep.network, swish.network), std::string("a 3 instead of 1"));
    QCOMPARE(describeDifference(experimentWith(own("b * x")).network, swish.network),
             std::string("b * x instead of x * sigmoid(a * x)"));
  }

  void everyFunctionIsExplainedAndTested() {
    addFunctionTexts();
    for (const formula::Function& function : formula::functions()) {
      if (function.use != formula::Function::Use::Called) continue;
      QVERIFY2(!function.explanation.empty(), function.name.c_str());
      const bool isTested = std::ranges::any_of(
          texts_, [&](const std::string& text) { return text.find(function.name + "(") != std::string::npos; });
      QVERIFY2(isTested, function.name.c_str());
    }
  }

 private:
  void addFunctionTexts() {
    texts_ = {"x * sigmoid(1.702 * x)",
              "exp(-x^2 / 2)",
              "log(1 + exp(x))",
              "log(abs(x) + 1)",
              "sqrt(x^2 + 1) - x",
              "abs(x)^1.5",
              "sign(x) * x^2",
              "sin(3 * x) + cos(x)",
              "tan(x / 10)",
              "tanh(x)^3",
              "erf(x) / (2 + x^4)",
              "min(x, 1) * max(x, -1)",
              "where(x > 0, x, 0.1 * x^3)",
              "where(x * x - 4, x, 1)",
              "(x > 1) * x",
              "(x <= 1) + (x < 2) + (x >= 3) + (x == 4) + (x != 5)",
              "2^x",
              "(abs(x) + 1)^x",
              "1 / (1 + x^2)",
              "x^-2",
              "exp(x) - 1",
              "log(sigmoid(x))",
              "-x * -x",
              "max(0, 1 - abs(x))",
              "x^5 - 3*x^3 + x",
              "sigmoid(sigmoid(sigmoid(x)))",
              "sinh(x / 2) / cosh(x)",
              "(x + 20)^(x / 20)",
              "min(abs(x), 2 * x + 1)"};
  }

  void addFunctions() {
    QTest::addColumn<Choice>("choice");
    addFunctionTexts();
    for (const std::string& text : texts_) QTest::newRow(text.c_str()) << own(text);
    QTest::newRow("parameters") << own("a * x^2 + b * tanh(c * x) - d", {{"a", 0.5}, {"b", -2}, {"c", 3}});
    QTest::newRow("power of a parameter") << own("abs(x)^a", {{"a", 2.5}});
  }

  /// f and f′ by the engine.
  std::pair<std::vector<double>, std::vector<double>> onDevice(const Choice& choice, const std::vector<double>& at,
                                                               Dtype dtype = Dtype::Float32) {
    const Activation row = activationOf(choice);
    Tensor x = to(Tensor::from(*device_, at, {static_cast<std::int64_t>(at.size())}), dtype);
    x.requireGrad();
    const Tensor y = activate(x, row, parametersOf(row, choice));
    sum(y).backward();
    return {to(y.detach(), Dtype::Float64).toVector<double>(), to(x.grad(), Dtype::Float64).toVector<double>()};
  }

  static QString told(const char* which, double at, double got, double expected) {
    return QStringLiteral("%1(%2) = %3, expected %4")
        .arg(QLatin1String(which))
        .arg(at)
        .arg(got, 0, 'g', 12)
        .arg(expected, 0, 'g', 12);
  }

  std::unique_ptr<Device> device_;
  std::vector<std::string> texts_;
};

QTEST_GUILESS_MAIN(FormulaTest)
#include "formula_test.moc"
