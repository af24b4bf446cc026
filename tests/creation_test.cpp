// Creation against PyTorch: nested lists, ranges, and random numbers draw for draw.
#include <QTest>
#include <functional>
#include <numeric>

#include "core/base/error.h"
#include "core/nn/linear.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/creation.h"
#include "core/tensor/matmul.h"
#include "core/tensor/views.h"
#include "tests/elementwise_fixture.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

using Make = std::function<void()>;

/// The number of values, their ends, and a sum that weights each place, as `excerpt` of make_elementwise.py.
std::string differenceFromExcerpt(const std::vector<double>& values, const QJsonValue& excerpt, double tolerance) {
  if (values.size() != static_cast<std::size_t>(excerpt[QStringLiteral("count")].toInteger())) return "another count";
  const auto shown = static_cast<std::ptrdiff_t>(std::min<std::size_t>(4, values.size()));
  std::string fault =
      difference({values.begin(), values.begin() + shown}, numbersOf(excerpt[QStringLiteral("first")]), 0, tolerance);
  if (!fault.empty()) return "first: " + fault;
  fault = difference({values.end() - shown, values.end()}, numbersOf(excerpt[QStringLiteral("last")]), 0, tolerance);
  if (!fault.empty()) return "last: " + fault;
  double weighted = 0;
  for (std::size_t i = 0; i < values.size(); ++i) weighted += static_cast<double>(i % 97 + 1) * values[i];
  const double expected = excerpt[QStringLiteral("weighted")].toDouble();
  return difference({weighted}, {expected}, 0, tolerance * 49 * static_cast<double>(values.size()));
}

}  // namespace

class CreationTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void nestedLists() {
    const Tensor matrix = tensor(*device_, {{1, 2, 3}, {4, 5, 6}});
    QCOMPARE(matrix.shape(), (Shape{2, 3}));
    QCOMPARE(matrix.toVector<std::int64_t>(), (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6}));
    QCOMPARE(tensor(*device_, {1.5, 2.5}).toVector<float>(), (std::vector<float>{1.5F, 2.5F}));
    QCOMPARE(tensor(*device_, {true, false}).dtype(), Dtype::Bool);
    QCOMPARE(tensor(*device_, {{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}).shape(), (Shape{2, 2, 2}));
    QCOMPARE(tensor(*device_, {{1, 2}, {3, 4}}, Dtype::Float64).toVector<double>(), (std::vector<double>{1, 2, 3, 4}));
    QCOMPARE(tensor(*device_, {-1, 256, 257}, Dtype::UInt8).toVector<std::uint8_t>(),
             (std::vector<std::uint8_t>{255, 0, 1}));
    QCOMPARE(tensor(*device_, 2.5).shape(), Shape{});
    QCOMPARE(tensor(*device_, 7).item(), 7.0);

    const QString fault = errorOf<ShapeError>([this] { tensor(*device_, {{1, 2, 3}, {4, 5}}); });
    QVERIFY(fault.contains(QStringLiteral("[3]")) && fault.contains(QStringLiteral("[2]")));
    QVERIFY(errorOf<ShapeError>([this] {
              tensor(*device_, {{{1}, {2}}, {{3}}});
            }).contains(QStringLiteral("[2] and [1]")));
  }

  void textbookProduct() {
    const Tensor x = tensor(*device_, {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}});
    QCOMPARE(matmul(x, transpose(x, 0, 1)).toVector<float>(), (std::vector<float>{14, 32, 32, 77}));
  }

  void constants_data() {
    QTest::addColumn<int>("dtype");
    for (const Dtype dtype : {Dtype::Float32, Dtype::Float64, Dtype::Int64, Dtype::Int32, Dtype::UInt8, Dtype::Bool}) {
      QTest::newRow(nameOf(dtype)) << static_cast<int>(dtype);
    }
  }
  void constants() {
    QFETCH(int, dtype);
    const auto wanted = static_cast<Dtype>(dtype);
    for (const std::int64_t count : {0, 1, 31, 32, 33, 255, 257}) {
      const auto same = [count](double value) { return repeated({value}, count); };
      QCOMPARE(numbersOf(zeros(*device_, {count}, wanted)), same(0));
      QCOMPARE(numbersOf(ones(*device_, {count}, wanted)), same(1));
      QCOMPARE(numbersOf(full(*device_, {count}, 7, wanted)), same(wanted == Dtype::Bool ? 1 : 7));
      QCOMPARE(ones(*device_, {count}, wanted).dtype(), wanted);
    }
    QCOMPARE(numbersOf(eye(*device_, 2, 3, wanted)), (std::vector<double>{1, 0, 0, 0, 1, 0}));
    QCOMPARE(eye(*device_, 0).shape(), (Shape{0, 0}));
    QCOMPARE(full(*device_, {2}, 7).dtype(), Dtype::Int64);
    QCOMPARE(full(*device_, {2}, 7.0).dtype(), Dtype::Float32);
    QCOMPARE(full(*device_, {2}, true).dtype(), Dtype::Bool);
  }

  void ranges_data() { addCases({"arange", "linspace"}); }
  void ranges() {
    QFETCH(QJsonValue, fixture);
    const std::vector<double> arguments = numbersOf(fixture[QStringLiteral("arguments")]);
    const QJsonValue expected = fixture[QStringLiteral("result")];
    const Dtype dtype = dtypeNamed(expected[QStringLiteral("dtype")]);
    const auto number = [&](std::size_t i) -> Scalar {
      if (fixture[QStringLiteral("whole")].toBool()) return static_cast<std::int64_t>(arguments[i]);
      return arguments[i];
    };
    Tensor result;
    if (fixture[QStringLiteral("name")].toString() == QLatin1String("linspace")) {
      result = linspace(*device_, arguments[0], arguments[1], static_cast<std::int64_t>(arguments[2]), dtype);
    } else if (arguments.size() == 1) {
      result = arange(*device_, number(0));
    } else {
      result = arange(*device_, number(0), number(1), arguments.size() == 3 ? number(2) : Scalar(1));
    }
    QCOMPARE(nameOf(result.dtype()), nameOf(dtype));
    const std::string fault = difference(numbersOf(result), numbersOf(expected[QStringLiteral("numbers")]), 1.3e-7, 0);
    QVERIFY2(fault.empty(), fault.c_str());
  }

  void draws_data() { addCases({"random"}); }
  void draws() {
    QFETCH(QJsonValue, fixture);
    Generator generator(seedOf(fixture));
    for (const QJsonValue& draw : fixture[QStringLiteral("draws")].toArray()) {
      const std::int64_t count = draw[QStringLiteral("rand")][QStringLiteral("count")].toInteger();
      const auto check = [&](const char* name, const Tensor& actual, double scale, double tolerance) {
        std::vector<double> numbers = numbersOf(actual);
        for (double& number : numbers) number = scale == 1 ? number : std::floor(number * scale);
        const std::string fault = differenceFromExcerpt(numbers, draw[QLatin1String(name)], tolerance);
        QVERIFY2(fault.empty(), (name + std::string(" of ") + std::to_string(count) + ": " + fault).c_str());
      };
      check("rand", rand(*device_, {count}, generator), 1 << 24, 0);
      check("rand64", rand(*device_, {count}, generator, Dtype::Float64), 1, 1e-15);
      check("randn", randn(*device_, {count}, generator), 1, 2e-6);
      check("randn64", randn(*device_, {count}, generator, Dtype::Float64), 1, 1e-13);
      check("randint", randint(*device_, -5, 10, {count}, generator), 1, 0);
      check("randint wide", randint(*device_, -(1LL << 40), 1LL << 61, {count}, generator), 1.0 / (1 << 30), 0);
      check("randperm", randperm(*device_, count, generator), 1, 0);
    }
  }

  void shapesOfDraws() {
    Generator generator(1);
    QCOMPARE(rand(*device_, {2, 0, 3}, generator).shape(), (Shape{2, 0, 3}));
    QCOMPARE(randn(*device_, {}, generator).shape(), Shape{});
    QCOMPARE(randint(*device_, 0, 2, {2, 3}, generator, Dtype::Float32).dtype(), Dtype::Float32);
    QCOMPARE(randperm(*device_, 0, generator).shape(), (Shape{0}));
  }

  void sizesThatCannotBe_data() {
    QTest::addColumn<Make>("make");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const Make& make, const char* shape, const char* fault) {
      QTest::newRow(name) << make << QStringLiteral("%1 %2").arg(QLatin1String(shape), QLatin1String(fault));
    };
    const auto addRows = [&](const Shape& shape, const char* text, const char* fault) {
      const std::string at = std::string(" ") + text;
      row(("empty" + at).c_str(), [=, this] { Tensor::empty(*device_, shape); }, text, fault);
      row(("ones" + at).c_str(), [=, this] { ones(*device_, shape); }, text, fault);
      row(("zeros" + at).c_str(), [=, this] { zeros(*device_, shape); }, text, fault);
      row(("full" + at).c_str(), [=, this] { full(*device_, shape, 2.5); }, text, fault);
      row(("rand" + at).c_str(), [=, this] { rand(*device_, shape, generator_); }, text, fault);
      row(("randn" + at).c_str(), [=, this] { randn(*device_, shape, generator_); }, text, fault);
      row(("randint" + at).c_str(), [=, this] { randint(*device_, 0, 9, shape, generator_); }, text, fault);
    };
    const char* const negative = "has a negative size";
    addRows({-1}, "[-1]", negative);
    addRows({-3}, "[-3]", negative);
    addRows({-2, 3}, "[-2, 3]", negative);
    addRows({-1, -1}, "[-1, -1]", negative);
    addRows({std::int64_t{1} << 40, std::int64_t{1} << 40}, "[1099511627776, 1099511627776]", "would be too large");
    row(
        "Linear(-3, 2)", [this] { Linear(*device_, -3, 2, generator_); }, "[2, -3]", negative);
    row(
        "Linear(2, -3)", [this] { Linear(*device_, 2, -3, generator_); }, "[-3, 2]", negative);
    QTest::newRow("eye(-1)") << Make([this] { eye(*device_, -1); })
                             << QStringLiteral("eye: [-1, -1] has a negative size");
    QTest::newRow("eye(2, -3)") << Make([this] { eye(*device_, 2, -3); })
                                << QStringLiteral("eye: [2, -3] has a negative");
    QTest::newRow("eye(-7, 42)") << Make([this] { eye(*device_, -7, 42); })
                                 << QStringLiteral("eye: [-7, 42] has a neg");
  }
  void sizesThatCannotBe() {
    QFETCH(Make, make);
    QFETCH(QString, message);
    const QString error = errorOf<ShapeError>(make);
    QVERIFY2(error.contains(message), qPrintable(error));
  }

  void faultsAreNamed() {
    Generator generator(1);
    QVERIFY(
        errorOf<ShapeError>([&] { rand(*device_, {2}, generator, Dtype::Int64); }).contains(QStringLiteral("int64")));
    QVERIFY(
        errorOf<ShapeError>([&] { randn(*device_, {2}, generator, Dtype::Bool); }).contains(QStringLiteral("bool")));
    QVERIFY(errorOf<Error>([&] { randint(*device_, 3, 3, {2}, generator); }).contains(QStringLiteral("low is 3")));
    QVERIFY(errorOf<Error>([&] { arange(*device_, 0, 1e30); }).contains(QStringLiteral("too many")));
    QVERIFY(errorOf<ShapeError>([&] { -ones(*device_, {2}, Dtype::Bool); }).contains(QStringLiteral("no opposite")));
    QVERIFY(errorOf<Error>([&] { arange(*device_, 0, 5, -1); }).contains(QStringLiteral("arange")));
    QVERIFY(errorOf<Error>([&] { arange(*device_, 0, 5, 0); }).contains(QStringLiteral("arange")));
    QVERIFY(errorOf<Error>([&] { linspace(*device_, 0, 5, -2); }).contains(QStringLiteral("-2")));
  }

 private:
  static void addCases(std::initializer_list<const char*> names) {
    QTest::addColumn<QJsonValue>("fixture");
    int number = 0;
    for (const QJsonValue& fixture : elementwiseFixture("creation")) {
      const QString name = fixture[QStringLiteral("name")].toString();
      for (const char* wanted : names) {
        if (name == QLatin1String(wanted)) QTest::addRow("%s %d", wanted, ++number) << fixture;
      }
    }
  }

  std::unique_ptr<Device> device_;
  Generator generator_{1};
};

QTEST_GUILESS_MAIN(CreationTest)
#include "creation_test.moc"
