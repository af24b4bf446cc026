// What is computed number by number, against PyTorch and against finite differences: one list of cases
// (elementwise_cases.h) drives values, gradients, sizes, non-contiguous inputs and dtypes.
#include <QTest>
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/autograd/gradient_check.h"
#include "core/base/error.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/cast.h"
#include "core/tensor/comparison.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/graph.h"
#include "core/tensor/reduction.h"
#include "core/tensor/views.h"
#include "tests/elementwise_cases.h"
#include "tests/elementwise_fixture.h"
#include "tests/test_device.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

double relativeFor(Dtype dtype) {
  return dtype == Dtype::Float64 ? 1e-7 : dtype == Dtype::Float32 ? 1.3e-6 : 0;
}
double absoluteFor(Dtype dtype) {
  return dtype == Dtype::Float64 ? 1e-7 : dtype == Dtype::Float32 ? 1e-5 : 0;
}

/// The same numbers as every other column of a wider matrix.
Tensor withGaps(const Tensor& x) {
  if (x.dim() == 0) return x;
  const Tensor pairs = expand(reshape(x, {x.numel(), 1}), {x.numel(), 2});
  return slice(reshape(pairs, {x.numel() * 2}), 0, 0, x.numel() * 2, 2);
}

}  // namespace

class ElementwiseTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    device_ = openTestDevice();
    operations_ = operations();
  }

  void everyUnaryRowHasACase() {
    const QJsonArray cases = elementwiseFixture("operations");
    for (const UnaryFunction& row : unaryFunctions()) {
      const bool known = std::any_of(cases.begin(), cases.end(), [&row](const QJsonValue& value) {
        return value[QStringLiteral("name")].toString() == QLatin1String(row.name);
      });
      QVERIFY2(known, row.name);
    }
  }

  void saturates() {
    const std::vector<float> far = {9.5F, 20, INFINITY, -9.5F, -INFINITY};
    Tensor x = Tensor::from(*device_, far, {5});
    x.requireGrad();
    const Tensor y = tanh(x);
    sum(y).backward();
    QCOMPARE(y.toVector<float>(), (std::vector<float>{1, 1, 1, -1, -1}));
    QCOMPARE(x.grad().toVector<float>(), (std::vector<float>{0, 0, 0, 0, 0}));
  }

  void agreesWithPyTorch_data() { addCases(); }
  void agreesWithPyTorch() {
    QFETCH(QJsonValue, fixture);
    const QJsonValue expected = fixture[QStringLiteral("result")];
    const Dtype dtype = dtypeNamed(expected[QStringLiteral("dtype")]);
    const std::vector<double> numbers = numbersOf(expected[QStringLiteral("numbers")]);
    for (const bool gaps : {false, true}) {
      for (const std::int64_t count : sizesFor(fixture)) {
        Inputs inputs = inputsOf(fixture, count);
        if (gaps) std::transform(inputs.begin(), inputs.end(), inputs.begin(), withGaps);
        const Tensor result = operationOf(fixture)(inputs);
        QCOMPARE(nameOf(result.dtype()), nameOf(dtype));
        const std::string fault =
            difference(numbersOf(result), repeated(numbers, count), relativeFor(dtype), absoluteFor(dtype));
        QVERIFY2(fault.empty(), (fault + ", of " + std::to_string(count) + (gaps ? " with gaps" : "")).c_str());
      }
    }
  }

  void gradientsAgreeWithPyTorch_data() { addCases("gradients"); }
  void gradientsAgreeWithPyTorch() {
    QFETCH(QJsonValue, fixture);
    Inputs inputs = inputsOf(fixture, sizesFor(fixture).back());
    for (Tensor& input : inputs) {
      if (isFloating(input.dtype())) input.requireGrad();
    }
    const Tensor result = operationOf(fixture)(inputs);
    QCOMPARE(QString::fromStdString(result.gradFn()->name), fixture[QStringLiteral("gradFn")].toString());
    sum(result).backward();
    const QJsonArray gradients = fixture[QStringLiteral("gradients")].toArray();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const std::vector<double> expected = numbersOf(gradients[static_cast<qsizetype>(i)]);
      if (expected.empty()) continue;
      const std::string fault = difference(numbersOf(inputs[i].grad()),
                                           inputs[i].dim() == 0 ? expected : repeated(expected, inputs[i].numel()),
                                           relativeFor(inputs[i].dtype()), absoluteFor(inputs[i].dtype()));
      QVERIFY2(fault.empty(), ("input " + std::to_string(i) + ": " + fault).c_str());
    }
  }

  void gradientsAgreeWithDifferences_data() { addCases("smooth"); }
  void gradientsAgreeWithDifferences() {
    QFETCH(QJsonValue, fixture);
    Inputs inputs;
    for (const QJsonValue& numbers : fixture[QStringLiteral("smooth")].toArray()) {
      const std::vector<double> values = numbersOf(numbers);
      inputs.push_back(Tensor::from(*device_, values, {static_cast<std::int64_t>(values.size())}));
    }
    const Operation& operation = operationOf(fixture);
    if (!isFloating(operation(inputs).dtype())) return;  // a comparison
    const std::string fault = checkGradient(operation, inputs);
    QVERIFY2(fault.empty(), fault.c_str());
    const std::string withGapsFault = checkGradient(
        [&operation](Inputs in) {
          std::transform(in.begin(), in.end(), in.begin(), withGaps);
          return operation(in);
        },
        inputs);
    QVERIFY2(withGapsFault.empty(), withGapsFault.c_str());
  }

  void ranks_data() {
    QTest::addColumn<int>("rank");
    for (int rank = 0; rank <= kMaxRank; ++rank) QTest::addRow("%d", rank) << rank;
  }
  void ranks() {
    QFETCH(int, rank);
    const std::vector<std::int64_t> sizes(static_cast<std::size_t>(rank), 2);
    const Shape shape{std::span<const std::int64_t>(sizes)};
    const std::vector<float> numbers = someNumbers(shape.numel());
    const Tensor x = Tensor::from(*device_, numbers, shape);
    const Tensor flipped = rank > 1 ? transpose(x, 0, rank - 1) : x;
    QCOMPARE(exp(flipped).shape(), shape);
    QCOMPARE(numbersOf(clamp(flipped, -2, 2)), numbersOf(flipped));
    QCOMPARE(numbersOf(where(gt(flipped, 0), flipped, -flipped)), numbersOf(abs(flipped)));
    QCOMPARE(numbersOf(to(to(flipped, Dtype::Float64), Dtype::Float32)), numbersOf(flipped));
  }

  void broadcasts() {
    const Tensor rows = tensor(*device_, {{1, 2, 3}, {4, 5, 6}});
    const Tensor row = tensor(*device_, {3, 2, 1});
    const Tensor column = tensor(*device_, {{2}, {5}});
    QCOMPARE(numbersOf(rows + row), (std::vector<double>{4, 4, 4, 7, 7, 7}));
    QCOMPARE(numbersOf(ge(rows, column)), (std::vector<double>{0, 1, 1, 0, 1, 1}));
    QCOMPARE(numbersOf(where(gt(row, 1), column, rows)), (std::vector<double>{2, 2, 3, 5, 5, 6}));

    Tensor base = to(column, Dtype::Float32);
    base.requireGrad();
    sum(pow(base, to(row, Dtype::Float32))).backward();  // Σ 3b² + 2b + 1
    QCOMPARE(numbersOf(base.grad()), (std::vector<double>{17, 86}));
  }

  void emptyTensorsWork() {
    Tensor none = zeros(*device_, {0, 3});
    for (const auto& [name, operation] : operations_) {
      QVERIFY2(operation({none, none}).shape() == none.shape(), name.c_str());
    }
    none.requireGrad();
    sum(exp(none)).backward();
    QCOMPARE(none.grad().shape(), none.shape());
  }

  void largeIntegersStayExact() {
    constexpr std::int64_t kLarge = (1LL << 62) + 1;
    const Tensor x = full(*device_, {3}, kLarge);
    QCOMPARE((x - 1).toVector<std::int64_t>(), std::vector<std::int64_t>(3, kLarge - 1));
    QCOMPARE(numbersOf(gt(x, x - 1)), (std::vector<double>{1, 1, 1}));
    QCOMPARE(clamp(x, {}, kLarge - 2).toVector<std::int64_t>(), std::vector<std::int64_t>(3, kLarge - 2));
  }

  void faultsNameShapesAndDtypes() {
    const Tensor a = zeros(*device_, {2, 3});
    const Tensor b = zeros(*device_, {4, 5});
    const auto namesBoth = [](const QString& text) {
      return text.contains(QStringLiteral("[2, 3]")) && text.contains(QStringLiteral("[4, 5]"));
    };
    for (const char* name : {"add", "sub", "mul", "div", "pow", "eq", "where"}) {
      QVERIFY2(namesBoth(errorOf<ShapeError>([&] { operations_.at(name)({a, b}); })), name);
    }
    const Tensor truth = eq(a, a);
    QVERIFY(errorOf<ShapeError>([&] { truth - truth; }).contains(QStringLiteral("bool")));
    QVERIFY(errorOf<ShapeError>([&] { where(a, a, a); }).contains(QStringLiteral("float32 [2, 3]")));
    QVERIFY(errorOf<ShapeError>([&] { pow(tensor(*device_, {1, 2}), -1); }).contains(QStringLiteral("int64 [2]")));
    QVERIFY(errorOf<ShapeError>([&] { tensor(*device_, {1, 2}).requireGrad(); }).contains(QStringLiteral("int64")));
    QVERIFY(errorOf<Error>([&] { clamp(a, {}, {}); }).contains(QStringLiteral("limit")));
  }

 private:
  static void addCases(const char* having = nullptr) {
    QTest::addColumn<QJsonValue>("fixture");
    int number = 0;
    for (const QJsonValue& fixture : elementwiseFixture("operations")) {
      ++number;
      if (having && fixture[QLatin1String(having)].toArray().isEmpty()) continue;
      QString name = fixture[QStringLiteral("name")].toString();
      for (const QJsonValue& input : fixture[QStringLiteral("inputs")].toArray()) {
        name += QLatin1Char(' ') + input[QStringLiteral("dtype")].toString();
      }
      QTest::addRow("%d %s", number, qPrintable(name)) << fixture;
    }
  }

  const Operation& operationOf(const QJsonValue& fixture) const {
    return operations_.at(fixture[QStringLiteral("name")].toString().toStdString());
  }

  /// The fixture's own size and, in float32 and without numbers of rank 0, the edge sizes of vectors and groups.
  static std::vector<std::int64_t> sizesFor(const QJsonValue& fixture) {
    const std::int64_t own = fixture[QStringLiteral("result")][QStringLiteral("numbers")].toArray().size();
    return {1, 31, 32, 33, 255, 257, own};
  }

  Inputs inputsOf(const QJsonValue& fixture, std::int64_t count) const {
    Inputs inputs;
    for (const QJsonValue& input : fixture[QStringLiteral("inputs")].toArray()) {
      const Dtype dtype = dtypeNamed(input[QStringLiteral("dtype")]);
      const std::vector<double> numbers = numbersOf(input[QStringLiteral("numbers")]);
      const bool rank0 = input[QStringLiteral("rank0")].toBool();
      inputs.push_back(rank0 ? fromNumbers(*device_, numbers, {}, dtype)
                             : fromNumbers(*device_, repeated(numbers, count), {count}, dtype));
    }
    return inputs;
  }

  std::unique_ptr<Device> device_;
  std::map<std::string, Operation> operations_;
};

QTEST_GUILESS_MAIN(ElementwiseTest)
#include "elementwise_test.moc"
