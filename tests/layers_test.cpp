// Layers: values and gradients against PyTorch's and against differences; modes, state, and the rows of the registry.
#include "core/base/error.h"
#include "core/nn/activation.h"
#include "core/nn/batch_norm.h"
#include "core/nn/dropout.h"
#include "core/nn/flatten.h"
#include "core/nn/identity.h"
#include "core/nn/layer_norm.h"
#include "core/nn/layer_registry.h"
#include "core/nn/linear.h"
#include "core/nn/noisy_linear.h"
#include "core/nn/prelu.h"
#include "core/nn/sequential.h"
#include "core/tensor/copy.h"
#include "tests/fixture_digest.h"

using namespace gradus;
using namespace gradus::test;

namespace {

using Tensors = const std::vector<Tensor>&;

/// A layer as a function of its input and its parameters; make_layers.py names it so, with sizes behind it.
struct Case {
  const char* name;
  Function apply;
  std::vector<Shape> (*shapes)(std::int64_t n, std::int64_t c);
  Tolerance tolerance = {};
};

std::vector<Shape> withColumns(std::int64_t n, std::int64_t c) {
  return {{n, c}, {c}, {c}};
}

std::vector<Case> cases() {
  return {
      {"batch_norm", [](Tensors t) { return normalizeColumns(t[0], columnStatistics(t[0]), true) * t[1] + t[2]; },
       withColumns},
      {"batch_norm eval",
       [](Tensors t) {
         const Shape columns = t[1].shape();
         const ColumnStatistics running{someTensor(t[0], columns, 5), someTensor(t[0], columns, 6) + 2};
         return normalizeColumns(t[0], running, false) * t[1] + t[2];
       },
       withColumns},
      {"prelu", [](Tensors t) { return prelu(t[0], t[1]); },
       [](std::int64_t n, std::int64_t c) {
         return std::vector<Shape>{{n, c}, {c}};
       }},
      // Of a single column PyTorch leaves rounding, times 1/√eps, where the gradient is 0.
      {"layer_norm",
       [](Tensors t) { return layerNorm(t[0], {t[0].size(1)}, t[1], t[2]); },
       [](std::int64_t n, std::int64_t) {
         return std::vector<Shape>{{5, n}, {n}, {n}};
       },
       {1.3e-6, 2e-5}},
      {"gelu_tanh", [](Tensors t) { return activate(t[0] * 5.0, findActivation("gelu_tanh"), {}); },
       [](std::int64_t n, std::int64_t) { return std::vector<Shape>{{n}}; }},
  };
}

}  // namespace

class LayersTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void equalPyTorch_data() { layerRows(); }
  void equalPyTorch() {
    QFETCH(int, which);
    const Case layer = cases().at(static_cast<std::size_t>(which));
    const QJsonObject all = fixtures("layers.json");
    const QString prefix = QLatin1String(layer.name) + QStringLiteral(", ");
    int compared = 0;
    for (auto fixture = all.begin(); fixture != all.end(); ++fixture) {
      if (!fixture.key().startsWith(prefix)) continue;
      const QStringList parts = fixture.key().split(QStringLiteral(", "));
      const std::int64_t columns = parts.size() > 2 ? parts[2].toLongLong() : 0;
      const std::vector<Shape> shapes = layer.shapes(parts[1].toLongLong(), columns);
      const QString what = differenceFrom(*device_, layer.apply, shapes, fixture.value(), layer.tolerance);
      QVERIFY2(what.isEmpty(), qPrintable(fixture.key() + QStringLiteral(": ") + what));
      ++compared;
    }
    QVERIFY(compared >= 6);
  }

  void gradients_data() { layerRows(); }
  void gradients() {
    QFETCH(int, which);
    const Case layer = cases().at(static_cast<std::size_t>(which));
    const QString what = gradientError(*device_, layer.apply, layer.shapes(5, 3));
    QVERIFY2(what.isEmpty(), qPrintable(what));
  }

  void dropoutDrawsPyTorchsMask() {
    const QJsonObject all = fixtures("layers.json");
    for (const char* p : {"0.0", "0.2", "0.5", "1.0"}) {
      for (const std::int64_t n : {1, 31, 32, 33, 255, 257}) {
        Generator generator(0);
        Dropout dropout(QByteArray(p).toDouble(), generator);
        const auto apply = [&](Tensors t) {
          generator.manualSeed(static_cast<std::uint64_t>(n));
          return dropout(t[0]);
        };
        const QString key = QStringLiteral("dropout, %1, %2").arg(n).arg(QLatin1String(p));
        const QString what = differenceFrom(*device_, apply, {{n, 3}}, all[key]);
        QVERIFY2(what.isEmpty(), qPrintable(key + QStringLiteral(": ") + what));
      }
    }
  }

  void dropoutOutsideTraining() {
    Generator generator(1);
    Dropout dropout(0.5, generator);
    dropout.eval();
    const Tensor x = Tensor::full(*device_, {3}, 2);
    QVERIFY(dropout(x).is(x));
    QVERIFY_THROWS_EXCEPTION(Error, Dropout(1.5, generator));
  }

  void batchNormKeepsRunningStatistics() {
    const QJsonObject all = fixtures("layers.json");
    for (const std::int64_t c : {1, 3, 33}) {
      BatchNorm1d layer(*device_, c);
      layer(Tensor::from(*device_, someNumbers(257 * c), {257, c}));
      const QJsonValue fixture = all[QStringLiteral("batch_norm, 257, %1").arg(c)];
      const std::vector<NamedTensor> buffers = layer.namedBuffers();
      for (const std::size_t i : {0U, 1U}) {
        const QString name = QString::fromStdString(buffers[i].name);
        const QString what = differenceFrom(buffers[i].tensor, fixture[name]);
        QVERIFY2(what.isEmpty(), qPrintable(name + QStringLiteral(": ") + what));
      }
      QCOMPARE(buffers[2].tensor.item(), 1.0);
      layer.eval();
      layer(Tensor::zeros(*device_, {1, c}));
      QCOMPARE(buffers[2].tensor.item(), 1.0);
    }
  }

  void batchNormOfSequences() {
    const QJsonObject all = fixtures("layers.json");
    for (const std::int64_t n : {1, 31, 32, 33, 255, 257}) {
      BatchNorm1d layer(*device_, 3);
      const QString key = QStringLiteral("batch_norm sequences, %1").arg(n);
      const QString what = differenceFrom(
          *device_, [&](Tensors t) { return layer(t[0]); }, {{n, 3, 5}}, all[key]);
      QVERIFY2(what.isEmpty(), qPrintable(key + QStringLiteral(": ") + what));
    }
  }

  void batchNormRefusesOneRow() {
    BatchNorm1d layer(*device_, 3);
    const auto forward = [&](const Shape& shape) {
      return errorOf<ShapeError>([&] { layer(Tensor::zeros(*device_, shape)); });
    };
    QVERIFY(forward({1, 3}).contains(u"drop the last batch"));
    QVERIFY(forward({2, 4}).contains(u"[2, 4]"));
  }

  void noisyLinearIsTheTextbooks() {
    const QJsonObject all = fixtures("layers.json");
    for (const std::int64_t n : {1, 31, 32, 33, 255, 257}) {
      const auto apply = [&](Tensors t) {
        Generator generator(static_cast<std::uint64_t>(n));
        NoisyLinear layer(*device_, 4, 3, generator, 0.3);
        return layer(t[0]);
      };
      const QString key = QStringLiteral("noisy_linear, %1").arg(n);
      const QString what = differenceFrom(*device_, apply, {{n, 4}}, all[key]);
      QVERIFY2(what.isEmpty(), qPrintable(key + QStringLiteral(": ") + what));
    }
  }

  void noisyLinearIsNoisyInTraining() {
    Generator generator(123);
    NoisyLinear layer(*device_, 4, 2, generator, 0.1);
    const Tensor x = Tensor::full(*device_, {3, 4}, 1);
    QVERIFY(layer(x).detach().toVector<float>() != layer(x).detach().toVector<float>());
    layer.eval();
    QCOMPARE(layer(x).detach().toVector<float>(), layer(x).detach().toVector<float>());
    QCOMPARE(layer.weightMatrix().shape(), (Shape{2, 4}));
    QCOMPARE(layer.namedParameters()[0].tensor.shape(), (Shape{4, 2}));
  }

  void flattenAndIdentity() {
    const Tensor x = Tensor::zeros(*device_, {2, 3, 4, 5});
    QCOMPARE(Flatten()(x).shape(), (Shape{2, 60}));
    QCOMPARE(Flatten(0, 1)(x).shape(), (Shape{6, 4, 5}));
    QVERIFY_THROWS_EXCEPTION(ShapeError, Flatten(2, 1)(x));
    QVERIFY(Identity()(x).is(x));
  }

  void stateHasPyTorchsNames() {
    Sequential model;
    fillModel(model, 1);
    const QJsonArray expected = fixtures("layers.json")[QStringLiteral("state_dict")].toArray();
    const std::vector<NamedTensor> state = model.stateDict();
    QCOMPARE(static_cast<qsizetype>(state.size()), expected.size());
    for (std::size_t i = 0; i < state.size(); ++i) {
      const QJsonArray row = expected[static_cast<qsizetype>(i)].toArray();
      QCOMPARE(QString::fromStdString(state[i].name), row[0].toString());
      QCOMPARE(state[i].tensor.shape(), shapeOf(row[1]));
    }
    QCOMPARE(model.parameters().size(), std::size_t{7});
    QCOMPARE(model.namedBuffers().size(), std::size_t{3});
  }

  void stateIsLoaded() {
    Sequential model;
    Sequential other;
    fillModel(model, 1);
    fillModel(other, 2);
    model(Tensor::from(*device_, someNumbers(6), {2, 3}));
    other.loadStateDict(model.stateDict());
    for (std::size_t i = 0; i < model.stateDict().size(); ++i) {
      const NamedTensor mine = model.stateDict()[i];
      const NamedTensor theirs = other.stateDict()[i];
      if (mine.tensor.dtype() != Dtype::Float32) continue;
      QCOMPARE(mine.tensor.toVector<float>(), theirs.tensor.toVector<float>());
    }
    QCOMPARE(other.namedBuffers()[2].tensor.item(), 1.0);
  }

  void unfitStateChangesNothing() {
    Sequential model;
    fillModel(model, 1);
    const std::vector<float> before = model.parameters()[0].toVector<float>();
    std::vector<NamedTensor> state = {{"0.weight", Tensor::zeros(*device_, {4, 3})},
                                      {"0.bias", Tensor::zeros(*device_, {5})},
                                      {"9.weight", Tensor::zeros(*device_, {1})}};
    const QString message = errorOf<FormatError>([&] { model.loadStateDict(state); });
    for (const char* part :
         {"missing: 1.weight 1.bias", "unexpected: 9.weight", "0.bias is [5] float32", "[4] float32"}) {
      QVERIFY2(message.contains(QLatin1String(part)), qPrintable(message));
    }
    QVERIFY(errorOf<FormatError>([&] { model.loadStateDict(state, false); }).contains(u"0.bias"));
    QCOMPARE(model.parameters()[0].toVector<float>(), before);
    state.erase(state.begin() + 1);
    model.loadStateDict(state, false);
    QCOMPARE(model.parameters()[0].toVector<float>(), std::vector<float>(12));
  }

  void modeReachesAllModules() {
    Sequential outer;
    auto inner = std::make_unique<Sequential>();
    const Module& leaf = inner->add(std::make_unique<Identity>());
    outer.add(std::move(inner));
    QVERIFY(leaf.isTraining());
    outer.eval();
    QVERIFY(!leaf.isTraining());
    outer.train();
    QVERIFY(leaf.isTraining());
  }

  void registryRowsMakeLayers_data() {
    QTest::addColumn<QString>("name");
    for (const LayerInfo& row : layers()) QTest::newRow(row.name.c_str()) << QString::fromStdString(row.name);
  }
  void registryRowsMakeLayers() {
    QFETCH(QString, name);
    Generator generator(1);
    const LayerInfo& row = findLayer(name.toStdString());
    const Choice choice{row.name, {}};
    QVERIFY(!row.title.empty() && !row.summary.empty());
    check(choice, row, "here");
    const BuiltLayer layer = row.make(*device_, 5, choice, generator);
    QCOMPARE(layer.outputs, row.outputs(5, choice));
    const Tensor output = layer.module->forward(Tensor::from(*device_, someNumbers(20), {4, 5}));
    QCOMPARE(output.shape(), (Shape{4, layer.outputs}));
  }

 private:
  static void layerRows() {
    QTest::addColumn<int>("which");
    int which = 0;
    for (const Case& layer : cases()) QTest::newRow(layer.name) << which++;
  }

  void fillModel(Sequential& model, std::uint64_t seed) {
    Generator generator(seed);
    model.add(std::make_unique<Linear>(*device_, 3, 4, generator));
    model.add(std::make_unique<BatchNorm1d>(*device_, 4));
    auto inner = std::make_unique<Sequential>();
    inner->add(std::make_unique<PRelu>(*device_));
    inner->add(std::make_unique<LayerNorm>(*device_, Shape{4}));
    model.add(std::move(inner));
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(LayersTest)
#include "layers_test.moc"
