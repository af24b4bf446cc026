// The words for what makes two experiments differ.
#include <QTest>
#include <functional>

#include "core/base/error.h"
#include "core/experiment/describe_difference.h"
#include "core/nn/activation.h"
#include "core/optim/optimizer_registry.h"

using namespace gradus;

namespace {

LayerSpec linear(double units, const std::string& activation = "tanh") {
  return {{"linear", {{"units", units}}}, {activation, {}}};
}

Experiment present() {
  Experiment experiment;
  experiment.network.hidden = {linear(8), linear(8)};
  experiment.training.optimizer = {"adam", {{"lr", 0.03}}};
  return experiment;
}

using Edit = std::function<void(Experiment&)>;

}  // namespace

class DescribeDifferenceTest : public QObject {
  Q_OBJECT

 private slots:
  void saysWhatDiffers_data();
  void saysWhatDiffers();
  void namesEveryRow();
  void describesTrainingAlone();
};

void DescribeDifferenceTest::saysWhatDiffers_data() {
  QTest::addColumn<Experiment>("other");
  QTest::addColumn<QString>("words");
  const auto row = [](const char* words, const Edit& edit) {
    Experiment other = present();
    edit(other);
    QTest::newRow(words) << other << QString::fromUtf8(words);
  };
  QTest::newRow("no difference") << present() << QStringLiteral("same settings");
  row("same settings", [](Experiment& e) {
    e.name = "another";
    e.training.epochs = 7;
  });
  row("ReLU instead of Tanh, same initial weights", [](Experiment& e) {
    for (LayerSpec& spec : e.network.hidden) spec.activation.name = "relu";
  });
  row("ReLU instead of Tanh in Linear 2, same initial weights",
      [](Experiment& e) { e.network.hidden[1].activation.name = "relu"; });
  row("ReLU instead of Tanh in Linear 1, GELU instead of Tanh in Linear 2, same initial weights", [](Experiment& e) {
    e.network.hidden[0].activation.name = "relu";
    e.network.hidden[1].activation.name = "gelu";
  });
  row("Xavier uniform instead of PyTorch's default initialisation", [](Experiment& e) {
    for (LayerSpec& spec : e.network.hidden) spec.initialization.name = "xavier_uniform";
  });
  row("Xavier uniform instead of PyTorch's default initialisation in Linear 1",
      [](Experiment& e) { e.network.hidden[0].initialization.name = "xavier_uniform"; });
  row("Orthogonal instead of PyTorch's default initialisation in the output",
      [](Experiment& e) { e.network.outputInitialization.name = "orthogonal"; });
  row("16 instead of 8-8 hidden units", [](Experiment& e) { e.network.hidden = {linear(16)}; });
  row("8-16 instead of 8-8 hidden units", [](Experiment& e) { e.network.hidden[1] = linear(16); });
  row("no instead of 8-8 hidden units", [](Experiment& e) { e.network.hidden.clear(); });
  row("ReLU instead of Tanh, 4-4-4 instead of 8-8 hidden units", [](Experiment& e) {
    e.network.hidden = {linear(4, "relu"), linear(4, "relu"), linear(4, "relu")};
  });
  row("with Dropout", [](Experiment& e) {
    e.network.hidden.insert(e.network.hidden.begin() + 1, LayerSpec{{"dropout", {}}, {"identity", {}}});
  });
  row("learning rate 0.01 instead of 0.03, same initial weights",
      [](Experiment& e) { e.training.optimizer.values["lr"] = 0.01; });
  row("SGD instead of Adam, same initial weights", [](Experiment& e) {
    e.training.optimizer = {"sgd", {{"lr", 0.03}}};
  });
  row("SGD instead of Adam, learning rate 0.5 instead of 0.03, same initial weights", [](Experiment& e) {
    e.training.optimizer = {"sgd", {{"lr", 0.5}}};
  });
  row("batch size 100 instead of 32, same initial weights", [](Experiment& e) { e.training.batchSize = 100; });
  row("Cosine instead of constant schedule, same initial weights", [](Experiment& e) {
    e.training.schedule = {"cosine_annealing", {}};
  });
  row("L1 0.001 instead of 0, without shuffling, same initial weights", [](Experiment& e) {
    e.training.l1 = 0.001;
    e.training.shuffle = false;
  });
  row("noise 10 instead of 0, same initial weights", [](Experiment& e) { e.data.dataset.values["noise"] = 10; });
  row("with x₁² and x₂²", [](Experiment& e) { e.data.features = {"x1", "x2", "x1_squared", "x2_squared"}; });
  row("with x₁x₂, without x₂", [](Experiment& e) { e.data.features = {"x1", "x1_x2"}; });
  row("Two moons instead of Two spirals", [](Experiment& e) { e.data.dataset = {"moons", {}}; });
  row("other initial weights (seed 7)", [](Experiment& e) { e.seed = 7; });
  row("ReLU instead of Tanh, other initial weights (seed 7)", [](Experiment& e) {
    e.seed = 7;
    for (LayerSpec& spec : e.network.hidden) spec.activation.name = "relu";
  });
}

void DescribeDifferenceTest::saysWhatDiffers() {
  QFETCH(Experiment, other);
  QFETCH(QString, words);
  QCOMPARE(QString::fromStdString(describeDifference(other, present())), words);
}

void DescribeDifferenceTest::namesEveryRow() {
  const auto contains = [](const Experiment& other, const std::string& title) {
    return describeDifference(other, present()).find(title) != std::string::npos;
  };
  for (const Activation& row : activations()) {
    Experiment other = present();
    other.network.hidden[0].activation.name = row.name;
    QVERIFY2(row.name == "tanh" || contains(other, row.title), row.name.c_str());
  }
  for (const OptimizerInfo& row : optimizers()) {
    Experiment other = present();
    other.training.optimizer.name = row.name;
    QVERIFY2(row.name == "adam" || contains(other, row.title), row.name.c_str());
  }
  Experiment other = present();
  other.network.hidden[0].activation.name = "no such thing";
  QVERIFY_THROWS_EXCEPTION(FormatError, describeDifference(other, present()));
}

void DescribeDifferenceTest::describesTrainingAlone() {
  TrainingSpec before;
  TrainingSpec after = before;
  QCOMPARE(describeDifference(after, before), std::string());
  after.optimizer.values["lr"] = 0.01;
  QCOMPARE(describeDifference(after, before), std::string("learning rate 0.01 instead of 0.001"));
}

QTEST_GUILESS_MAIN(DescribeDifferenceTest)
#include "describe_difference_test.moc"
