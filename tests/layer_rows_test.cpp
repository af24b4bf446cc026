// Every row of the layer registry, in training: what it computes and its gradients by the input and by every parameter,
// against PyTorch (fixtures/make_layer_rows.py) and against differences. A row without a fixture fails.
#include <set>

#include "core/base/generator.h"
#include "core/nn/layer_registry.h"
#include "core/nn/module.h"
#include "core/tensor/copy.h"
#include "core/tensor/graph.h"
#include "tests/fixture_digest.h"
#include "tests/fixture_file.h"

using namespace gradus;
using namespace gradus::test;

namespace {

constexpr std::int64_t kInputs = 5;

QJsonArray cases() {
  return fixtureFile("layer_rows.json").array();
}

/// The sum that make_layers.py takes the gradients of.
Tensor total(const Tensor& value) {
  return sum(value * someTensor(value, value.shape(), 9));
}

/// A layer of the registry with its input.
class Built {
 public:
  Built(Device& device, const Choice& choice, std::int64_t rows)
      : generator_(static_cast<std::uint64_t>(rows)),
        layer_(findLayer(choice.name).make(device, kInputs, choice, generator_)),
        drawn_(generator_),
        x_(Tensor::from(device, someNumbers(rows * kInputs), {rows, kInputs})) {
    x_.requireGrad();
  }

  /// With the random numbers of the first time, each time.
  Tensor forward() {
    generator_ = drawn_;
    return layer_.module->forward(x_);
  }

  std::vector<Tensor> leaves() const {
    std::vector<Tensor> all = layer_.module->parameters();
    all.insert(all.begin(), x_);
    return all;
  }

 private:
  Generator generator_;
  BuiltLayer layer_;
  Generator drawn_;
  Tensor x_;
};

}  // namespace

class LayerRowsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void everyRowHasACase() {
    std::set<std::string> names;
    for (const QJsonValue& fixture : cases()) names.insert(choiceOf(fixture).name);
    for (const LayerInfo& row : layers()) QVERIFY2(names.contains(row.name), row.name.c_str());
  }

  void equalPyTorch_data() { addCases(); }
  void equalPyTorch() {
    QFETCH(QJsonValue, fixture);
    const Choice choice = choiceOf(fixture);
    check(choice, findLayer(choice.name), "fixture");
    Built built(*device_, choice, fixture[QStringLiteral("rows")].toInteger());
    const Tensor value = built.forward();
    QString what = differenceFrom(value.detach(), fixture[QStringLiteral("value")]);
    QVERIFY2(what.isEmpty(), qPrintable(what));
    total(value).backward();
    const QJsonArray gradients = fixture[QStringLiteral("gradients")].toArray();
    const std::vector<Tensor> leaves = built.leaves();
    QCOMPARE(gradients.size(), static_cast<qsizetype>(leaves.size()));
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      what = differenceFrom(leaves[i].grad(), gradients[static_cast<qsizetype>(i)]);
      QVERIFY2(what.isEmpty(), qPrintable(QStringLiteral("gradient %1: ").arg(i) + what));
    }
  }

  void gradients_data() { addCases(); }
  /// Along one direction in each leaf; in float32, the dtype of the layers' parameters, to the second digit.
  void gradients() {
    QFETCH(QJsonValue, fixture);
    Built built(*device_, choiceOf(fixture), fixture[QStringLiteral("rows")].toInteger());
    total(built.forward()).backward();
    for (const Tensor& leaf : built.leaves()) {
      const Tensor direction = someTensor(leaf, leaf.shape(), 4);
      const double slope = sum(leaf.grad() * direction).item();
      const double size = std::sqrt(sum(leaf.grad() * leaf.grad()).item() * sum(direction * direction).item());
      const Tensor start = leaf.detach() + 0.0;
      const auto at = [&](double step) {
        copyInto(leaf.detach(), start + direction * step);
        return total(built.forward()).item();
      };
      constexpr double kStep = 2e-3;
      const double difference = (at(kStep) - at(-kStep)) / (2 * kStep);
      copyInto(leaf.detach(), start);
      QVERIFY2(std::abs(slope - difference) < 1e-2 * (size + 1),
               qPrintable(QStringLiteral("%1, by differences %2").arg(slope).arg(difference)));
    }
  }

 private:
  static void addCases() {
    QTest::addColumn<QJsonValue>("fixture");
    for (const QJsonValue& fixture : cases()) {
      const Choice choice = choiceOf(fixture);
      QString name = QString::fromStdString(choice.name);
      for (const auto& [parameter, value] : choice.values) {
        name += QStringLiteral(" %1=%2").arg(QString::fromStdString(parameter)).arg(value);
      }
      QTest::addRow("%s, %d rows", qPrintable(name), fixture[QStringLiteral("rows")].toInt()) << fixture;
    }
  }

  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(LayerRowsTest)
#include "layer_rows_test.moc"
