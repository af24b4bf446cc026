// A batch in slow motion: the same bits as training it at once, the right numbers on the way, whatever interrupts it.
#include <QTest>
#include <cmath>

#include "core/train/prepare.h"
#include "core/train/trainer.h"
#include "tests/test_device.h"

using namespace gradus;
using Phase = StepFocus::Phase;

namespace {

Experiment iris() {
  Experiment experiment;
  experiment.data.dataset.name = "iris";
  const Choice none{"identity", {}};
  experiment.network.hidden = {{.layer = {"linear", {{"units", 8}}}, .activation = {"tanh", {}}},
                               {.layer = {"dropout", {{"p", 0.25}}}, .activation = none}};
  experiment.training.optimizer = {"adam", {{"lr", 0.01}}};
  experiment.training.batchSize = 16;
  return experiment;
}

}  // namespace

class BatchWalkTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { device_ = openTestDevice(); }

  void goesThroughThePhasesInOrder() {
    Trainer trainer(*device_, iris(), prepareData(iris()));
    const std::vector<std::pair<Phase, int>> expected = {
        {Phase::Forward, 0},  {Phase::Forward, 1},  {Phase::Forward, 2},  {Phase::Loss, -1},
        {Phase::Backward, 2}, {Phase::Backward, 1}, {Phase::Backward, 0}, {Phase::Update, -1}};
    for (std::int64_t batch = 0; batch < 2; ++batch) {
      for (const auto& [phase, layer] : expected) {
        QCOMPARE(trainer.step(), batch);
        const std::optional<StepFocus> focus = trainer.stepPhase();
        QVERIFY(focus.has_value());
        QCOMPARE(focus->phase, phase);
        QCOMPARE(focus->layer, layer);
        QVERIFY(!focus->text.empty());
      }
      QCOMPARE(trainer.step(), batch + 1);
    }
  }

  void hasTheSameBitsAsTrainingAtOnce() {
    Trainer walked(*device_, iris(), prepareData(iris()));
    Trainer trained(*device_, iris(), prepareData(iris()));
    trained.finishEpoch();
    // By phases, by samples, and what is left at once: a whole epoch and its evaluation.
    for (int i = 0; i < 11; ++i) walked.stepPhase();
    for (int i = 0; i < 25; ++i) walked.stepSample();
    walked.finishEpoch();
    QCOMPARE(walked.batchHistory().size(), trained.batchHistory().size());
    for (std::size_t i = 0; i < trained.batchHistory().size(); ++i) {
      QCOMPARE(walked.batchHistory()[i].loss, trained.batchHistory()[i].loss);
    }
    QCOMPARE(walked.epochHistory().back().valid.loss, trained.epochHistory().back().valid.loss);
    QCOMPARE(walked.look(-1).layers[0].weight, trained.look(-1).layers[0].weight);
  }

  void showsEverySampleOfTheBatch() {
    Experiment experiment = iris();
    experiment.training.shuffle = false;
    Trainer trainer(*device_, experiment, prepareData(experiment));
    for (std::size_t i = 0; i < 16; ++i) {
      const std::optional<StepFocus> focus = trainer.stepSample();
      QCOMPARE(focus->phase, Phase::Sample);
      QCOMPARE(focus->row, trainer.data().train[i]);
      QCOMPARE(trainer.step(), 0);
    }
    QCOMPARE(trainer.stepSample()->phase, Phase::Update);
    QCOMPARE(trainer.step(), 1);
    QCOMPARE(trainer.stepSample()->row, trainer.data().train[16]);
  }

  void saysTheLossThatTheHistoryHas() {
    Trainer trainer(*device_, iris(), prepareData(iris()));
    std::string text;
    for (int i = 0; i < 8; ++i) {
      const std::optional<StepFocus> focus = trainer.stepPhase();
      if (focus->phase == Phase::Loss) text = focus->text;
    }
    trainer.collect();
    const double said = QString::fromStdString(text.substr(text.rfind(' ') + 1)).toDouble();
    QVERIFY2(std::abs(said / static_cast<double>(trainer.batchHistory().back().loss) - 1) < 1e-3, text.c_str());
  }

  void otherSettingsFinishTheBatchFirst() {
    Trainer trainer(*device_, iris(), prepareData(iris()));
    trainer.stepPhase();
    Experiment other = iris();
    other.training.optimizer.values["lr"] = 0.1;
    trainer.setTraining(other.training);
    QCOMPARE(trainer.step(), 1);
    trainer.stepSample();
    NetworkSpec network = other.network;
    network.hidden.pop_back();
    trainer.setNetwork(network);
    QCOMPARE(trainer.step(), 2);
    trainer.stepPhase();
    trainer.rewind();
    QCOMPARE(trainer.step(), 0);
    QCOMPARE(trainer.stepPhase()->layer, 0);
  }

 private:
  std::unique_ptr<Device> device_;
};

QTEST_GUILESS_MAIN(BatchWalkTest)
#include "batch_walk_test.moc"
