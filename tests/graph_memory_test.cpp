// What the graph holds: what its backward functions read, and nothing else.
#include <QTest>

#include "core/autograd/grad.h"
#include "core/nn/activation.h"
#include "core/nn/dropout.h"
#include "core/nn/layer_norm.h"
#include "core/nn/pointwise_losses.h"
#include "core/nn/softmax.h"
#include "core/tensor/arithmetic.h"
#include "core/tensor/cast.h"
#include "core/tensor/comparison.h"
#include "core/tensor/copy.h"
#include "core/tensor/elementwise.h"
#include "core/tensor/extremum.h"
#include "core/tensor/graph.h"
#include "core/tensor/indexing.h"
#include "core/tensor/joining.h"
#include "core/tensor/matmul.h"
#include "core/tensor/reduction.h"
#include "core/tensor/sorting.h"
#include "core/tensor/views.h"
#include "tests/test_device.h"

using namespace gradus;

using Compute = std::function<Tensor(const Tensor& a, const Tensor& b)>;
Q_DECLARE_METATYPE(Compute)

namespace {

constexpr std::int64_t kSide = 64;
constexpr std::size_t kTensorBytes = kSide * kSide * sizeof(float);  ///< a size that the pool does not round

}  // namespace

class GraphMemoryTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    qunsetenv("GRADUS_MEMORY");  // Guarded memory is not counted.
    device_ = std::make_unique<Device>(chooseDevice(listDevices(), "cpu"));
    data_ = square();
    left_ = square().requireGrad();
    right_ = square().requireGrad();
  }

  /// How many of the large tensors live on when only the graph is held.
  void keeps_data() {
    QTest::addColumn<Compute>("compute");
    QTest::addColumn<int>("kept");
    const auto row = [](const char* name, int kept, const Compute& compute) { QTest::newRow(name) << compute << kept; };
    // For one of a.
    const auto unary = [&](const char* name, int kept, const std::function<Tensor(const Tensor&)>& compute) {
      row(name, kept, [compute](const Tensor& a, const Tensor&) { return compute(a); });
    };

    // Shapes and numbers alone.
    row("a + b", 0, [](const Tensor& a, const Tensor& b) { return a + b; });
    row("a - b", 0, [](const Tensor& a, const Tensor& b) { return a - b; });
    row("a + a row of b", 0, [](const Tensor& a, const Tensor& b) { return a + narrow(b, 0, 0, 1); });
    unary("a + 1", 0, [](const Tensor& a) { return a + 1; });
    unary("1 - a", 0, [](const Tensor& a) { return 1 - a; });
    unary("a * 2", 0, [](const Tensor& a) { return a * 2; });
    unary("-a", 0, [](const Tensor& a) { return -a; });
    unary("to", 0, [](const Tensor& a) { return to(to(a, Dtype::Float64), Dtype::Float32); });
    unary("sum", 0, [](const Tensor& a) { return sum(a); });
    unary("sum over one dimension", 0, [](const Tensor& a) { return sum(a, 1); });
    unary("mean", 0, [](const Tensor& a) { return mean(a); });
    unary("view", 0, [](const Tensor& a) { return view(a, {kSide * kSide}); });
    unary("reshape", 0, [](const Tensor& a) { return reshape(transpose(a, 0, 1), {kSide * kSide}); });
    unary("transpose", 0, [](const Tensor& a) { return transpose(a, 0, 1); });
    unary("permute", 0, [](const Tensor& a) { return permute(a, {1, 0}); });
    unary("unsqueeze and squeeze", 0, [](const Tensor& a) { return squeeze(unsqueeze(a, 0), 0); });
    unary("expand", 0, [](const Tensor& a) { return expand(a, {2, kSide, kSide}); });
    unary("slice", 0, [](const Tensor& a) { return slice(a, 0, 0, kSide, 2); });
    unary("select", 0, [](const Tensor& a) { return select(a, 0, 3); });
    unary("contiguous", 0, [](const Tensor& a) { return contiguous(transpose(a, 0, 1)); });
    row("cat", 0, [](const Tensor& a, const Tensor& b) { return cat({a, b}, 1); });
    row("stack", 0, [](const Tensor& a, const Tensor& b) { return stack({a, b}, 0); });
    unary("sign", 0, [](const Tensor& a) { return sign(a); });
    unary("floor", 0, [](const Tensor& a) { return floor(a); });
    unary("norm 0", 0, [](const Tensor& a) { return norm(a, 0); });

    // Small ones: the condition, places, what was dropped.
    row("where", 0, [](const Tensor& a, const Tensor& b) { return where(gt(a.detach(), 0), a, b); });
    unary("max over one dimension", 0, [](const Tensor& a) { return max(a, 1).values; });
    unary("topk", 2, [](const Tensor& a) { return topk(a, 3, 1).values; });  // Places take twice the memory.
    unary("indexSelect", 0, [this](const Tensor& a) {
      return indexSelect(a, 0, Tensor::from(*device_, std::vector<std::int64_t>{1, 5}, {2}));
    });
    unary("dropout", 0, [](const Tensor& a) {
      Generator generator(1);
      return Dropout(0.5, generator).forward(a);
    });

    // Numbers only of the other one, which needs no gradient here.
    unary("a * data", 0, [this](const Tensor& a) { return a * data_; });
    unary("data * a", 0, [this](const Tensor& a) { return data_ * a; });
    unary("a / data", 0, [this](const Tensor& a) { return a / data_; });
    unary("matmul with data", 0, [this](const Tensor& a) { return matmul(a, data_); });
    unary("data times weight", 0, [this](const Tensor& a) { return linear(data_, a, {}); });

    // The result.
    for (const char* name : {"exp", "expm1", "sqrt", "rsqrt", "reciprocal", "tan", "tanh", "sigmoid"}) {
      unary(name, 1, applyOf(name));
    }
    unary("softmax", 1, [](const Tensor& a) { return softmax(a, 1); });
    // That of ReLU, which the product that follows keeps anyway.
    unary("ReLU and its square", 1, [](const Tensor& a) {
      const Tensor y = activate(a, findActivation("relu"), {});
      return y * y;
    });
    unary("layer norm", 1, [](const Tensor& a) { return layerNorm(a, {kSide}, {}, {}, 1e-5); });

    // The input, where the result does not tell.
    for (const char* name : {"abs", "log", "sin", "cos", "square", "atan", "erf"}) unary(name, 1, applyOf(name));
    unary("clamp", 1, [](const Tensor& a) { return clamp(a, 0, 1); });
    unary("power of 3", 1, [](const Tensor& a) { return pow(a, 3); });
    unary("amax", 1, [](const Tensor& a) { return amax(a); });
    unary("norm 1", 1, [](const Tensor& a) { return norm(a, 1); });
    unary("norm 2", 1, [](const Tensor& a) { return norm(a, 2); });
    unary("norm 3", 1, [](const Tensor& a) { return norm(a, 3); });
    unary("var", 1, [](const Tensor& a) { return var(a); });
    unary("softplus", 1, [](const Tensor& a) { return activate(a, findActivation("softplus"), {1, 20, 0, 0}); });

    // Both inputs.
    row("a * b", 2, [](const Tensor& a, const Tensor& b) { return a * b; });
    row("a / b", 2, [](const Tensor& a, const Tensor& b) { return a / b; });
    row("a to the power of b", 2, [](const Tensor& a, const Tensor& b) { return pow(a, b); });
    row("maximum", 2, [](const Tensor& a, const Tensor& b) { return maximum(a, b); });
    row("matmul", 2, [](const Tensor& a, const Tensor& b) { return matmul(a, b); });
    row("linear", 2, [](const Tensor& a, const Tensor& b) { return linear(a, b, {}); });
    row("mean squared error", 2, [](const Tensor& a, const Tensor& b) { return mseLoss(a, b, Reduction::Mean); });
  }

  void keeps() {
    QFETCH(Compute, compute);
    QFETCH(int, kept);
    const std::size_t before = held();
    std::shared_ptr<GradFn> graph;
    {
      const Tensor a = left_ * 1.5;
      const Tensor b = right_ * 0.5;
      graph = compute(a, b).gradFn();
      QVERIFY(graph != nullptr);
    }
    QCOMPARE(static_cast<int>((held() - before) / kTensorBytes), kept);
    graph.reset();
    QCOMPARE(held(), before);
  }

  /// As far as backward has come, nothing is held any more.
  void backwardFreesAsItGoes() {
    const std::size_t before = held();
    std::size_t atTheStart = 0;
    const Tensor a = left_ * 1.5;
    a.registerHook([&](const Tensor&) {
      atTheStart = held();
      return Tensor();
    });
    const Tensor loss = sum(sin(exp(a) * exp(a)));
    const std::size_t whole = held();
    grad({loss}, {left_});
    QVERIFY2(whole - before >= 4 * kTensorBytes, qPrintable(QString::number(whole - before)));
    QVERIFY2(atTheStart < whole, qPrintable(QString::number(atTheStart)));
    QCOMPARE((held() - before) / kTensorBytes, 1U);  // a, by its handle
  }

  /// A gradient passes through results that nobody holds, and their hooks see it.
  void aGraphOutlivesItsHandles() {
    Tensor x = Tensor::full(*device_, {}, 3).requireGrad();
    double seen = 0;
    Tensor loss;
    {
      const Tensor middle = x * 2.0;
      middle.registerHook([&](const Tensor& gradient) {
        seen = gradient.item();
        return gradient * 10.0;
      });
      loss = middle + middle;
    }
    loss.backward();
    QCOMPARE(seen, 2.0);
    QCOMPARE(x.grad().item(), 40.0);
  }

  /// As in PyTorch: what had no gradient when it was used gets none, nor does what has been told since to need none.
  void aLeafIsAskedAtBothTimes() {
    Tensor early = Tensor::full(*device_, {}, 3).requireGrad();
    Tensor late = Tensor::full(*device_, {}, 5);
    Tensor always = Tensor::full(*device_, {}, 7).requireGrad();
    const Tensor product = early * late * always;
    early.requireGrad(false);
    late.requireGrad();
    product.backward();
    QVERIFY(!early.grad().defined());
    QVERIFY(!late.grad().defined());
    QCOMPARE(always.grad().item(), 15.0);
  }

 private:
  Tensor square() { return Tensor::from(*device_, someNumbers(kSide * kSide), {kSide, kSide}); }

  static Tensor (*applyOf(const std::string& name))(const Tensor&) {
    const auto rows = unaryFunctions();
    return std::find_if(rows.begin(), rows.end(), [&](const UnaryFunction& row) { return row.name == name; })->apply;
  }

  /// The bytes of all tensors that somebody holds.
  std::size_t held() {
    device_->pool().trim();
    return device_->pool().reservedBytes();
  }

  std::unique_ptr<Device> device_;
  Tensor data_;
  Tensor left_;
  Tensor right_;
};

QTEST_GUILESS_MAIN(GraphMemoryTest)
#include "graph_memory_test.moc"
