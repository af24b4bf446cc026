// Reductions: PyTorch's numbers and gradients over everything, one dimension and lists, ties and NaN, and the errors.
#include "core/tensor/reduction.h"
#include "core/base/error.h"
#include "core/opencl/kernel_library.h"
#include "core/tensor/extremum.h"
#include "shaping_cases.h"

using namespace gradus;
using namespace gradus::test;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Tensors both(const ValuesAndIndices& result) {
  return {result.values, result.indices};
}

/// The forms in which a reduction is tried: over everything, dimension 0, the last kept, and two of three.
void addForms(Operations& operations, const std::string& name,
              const std::function<Tensor(const Tensor&, const Dims&, bool)>& reduce) {
  operations[name] = [reduce](const Tensors& t) { return Tensors{reduce(t[0], {}, false)}; };
  operations[name + " 0"] = [reduce](const Tensors& t) { return Tensors{reduce(t[0], 0, false)}; };
  operations[name + " -1 kept"] = [reduce](const Tensors& t) { return Tensors{reduce(t[0], -1, true)}; };
}

Operations makeOperations() {
  Operations operations = {
      {"max", [](const Tensors& t) { return Tensors{max(t[0])}; }},
      {"min", [](const Tensors& t) { return Tensors{min(t[0])}; }},
      {"max 0", [](const Tensors& t) { return both(max(t[0], 0)); }},
      {"max -1 kept", [](const Tensors& t) { return both(max(t[0], -1, true)); }},
      {"min 0", [](const Tensors& t) { return both(min(t[0], 0)); }},
      {"min -1 kept", [](const Tensors& t) { return both(min(t[0], -1, true)); }},
      {"argmax", [](const Tensors& t) { return Tensors{argmax(t[0])}; }},
      {"argmin", [](const Tensors& t) { return Tensors{argmin(t[0])}; }},
      {"argmax 0", [](const Tensors& t) { return Tensors{argmax(t[0], 0)}; }},
      {"argmin -1 kept", [](const Tensors& t) { return Tensors{argmin(t[0], -1, true)}; }},
      {"sum [0, 2]",
       [](const Tensors& t) {
         return Tensors{sum(t[0], {0, 2})};
       }},
      {"mean [0, 2]",
       [](const Tensors& t) {
         return Tensors{mean(t[0], {2, 0})};
       }},
      {"var [0, 2]",
       [](const Tensors& t) {
         return Tensors{var(t[0], {0, -1}, false)};
       }},
      {"std [0, 2]",
       [](const Tensors& t) {
         return Tensors{stdDev(t[0], {0, 2}, false)};
       }},
      {"norm [0, 2]",
       [](const Tensors& t) {
         return Tensors{norm(t[0], 2, {0, 2})};
       }},
      {"amax [0, 2]",
       [](const Tensors& t) {
         return Tensors{amax(t[0], {0, 2})};
       }},
  };
  addForms(operations, "sum", [](const Tensor& x, const Dims& dims, bool keep) { return sum(x, dims, keep); });
  addForms(operations, "mean", [](const Tensor& x, const Dims& dims, bool keep) { return mean(x, dims, keep); });
  addForms(operations, "var", [](const Tensor& x, const Dims& dims, bool keep) { return var(x, dims, true, keep); });
  addForms(operations, "std", [](const Tensor& x, const Dims& dims, bool keep) { return stdDev(x, dims, true, keep); });
  addForms(operations, "norm", [](const Tensor& x, const Dims& dims, bool keep) { return norm(x, 2, dims, keep); });
  const std::map<std::string, double> powers = {{"0", 0},   {"1", 1},           {"1.5", 1.5},        {"3", 3},
                                                {"-1", -1}, {"inf", kInfinity}, {"-inf", -kInfinity}};
  for (const auto& [name, p] : powers) {
    addForms(operations, "norm p=" + name,
             [p = p](const Tensor& x, const Dims& dims, bool keep) { return norm(x, p, dims, keep); });
  }
  addForms(operations, "amax", [](const Tensor& x, const Dims& dims, bool keep) { return amax(x, dims, keep); });
  addForms(operations, "amin", [](const Tensor& x, const Dims& dims, bool keep) { return amin(x, dims, keep); });
  return operations;
}

const Operations kOperations = makeOperations();

}  // namespace

class ReductionTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void cases_data() { addCases("reductions", kOperations); }
  void cases() {
    QFETCH(QJsonValue, fixture);
    const QString fault = check(*device_, fixture, kOperations);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
  }

  void sameBitsTwice() {
    const Tensor x = Tensor::from(*device_, someNumbers(20'000), {40, 500});
    QVERIFY(var(x).toVector<float>() == var(x).toVector<float>());
    QVERIFY(norm(x, 2, 1).toVector<float>() == norm(x, 2, 1).toVector<float>());
  }

  void aNumberIsCopied() {
    const Tensor x = Tensor::full(*device_, {}, 3);
    for (const Tensor& result : {sum(x), mean(x), max(x), norm(x, kInfinity)}) {
      QCOMPARE(result.item(), 3.0);
      QVERIFY(&result.buffer() != &x.buffer());
    }
  }

  /// The first training waits for the build of the library alone.
  void rareKernelsAreNotInTheLibrary() {
    QVERIFY(kernelLibrary().find("sum_rows") != std::string::npos);
    QVERIFY(kernelLibrary().find("sum_integers") == std::string::npos);
    QVERIFY(onDemandKernels("reduction").find("sum_integers") != std::string::npos);
    QVERIFY(errorOf<DeviceError>([] { onDemandKernels("nothing"); }).contains(QLatin1String("nothing.cl")));
  }

  void faults() {
    const Tensor x = Tensor::zeros(*device_, {2, 3});
    const Tensor none = Tensor::zeros(*device_, {0, 3});
    const Tensor whole = Tensor::zeros(*device_, {2, 3}, Dtype::Int64);
    const QString shape = QStringLiteral("[2, 3]");
    QVERIFY(errorOf<ShapeError>([&] { sum(x, 2); }).contains(shape));
    QVERIFY(errorOf<ShapeError>([&] { sum(x, {0, -2}); }).contains(shape));
    QVERIFY(errorOf<ShapeError>([&] { mean(whole); }).contains(shape));
    QVERIFY(errorOf<ShapeError>([&] { max(none); }).contains(QLatin1String("[0, 3]")));
    QVERIFY(errorOf<ShapeError>([&] { max(none, 0); }).contains(QLatin1String("[0, 3]")));
    QVERIFY(errorOf<ShapeError>([&] { argmin(none); }).contains(QLatin1String("[0, 3]")));
    QCOMPARE(max(none, 1).values.shape(), Shape{0});
    QVERIFY(errorOf<Error>([&] { norm(x, std::nan("")); }).contains(QLatin1String("norm")));
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(ReductionTest)
#include "reduction_test.moc"
