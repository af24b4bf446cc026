// Data that were read stay for the next change of an experiment; whatever may have become other data is read anew.
#include <QTest>
#include <memory>

#include "core/base/error.h"
#include "core/data/catalog.h"
#include "core/data/last_dataset.h"
#include "core/data/prepared_data.h"
#include "core/train/prepare.h"
#include "tests/own_drawings.h"

using namespace gradus;
using namespace gradus::test;

namespace {

/// What is known, or else read and kept.
DatasetPtr load(LastDataset& last, const Choice& choice, std::uint64_t seed) {
  if (DatasetPtr known = last.find(choice, seed)) return known;
  last.forget();
  auto dataset = std::make_shared<const Dataset>(findDataset(choice.name).load(choice, seed));
  last.keep(choice, seed, dataset);
  return dataset;
}

PreparedDataPtr prepare(LastDataset& last, const Experiment& experiment) {
  return prepareData(experiment, 0, load(last, experiment.data.dataset, experiment.data.seed));
}

}  // namespace

class LastDatasetTest : public QObject {
  Q_OBJECT

 private slots:
  void sameDataAreReadOnce_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isSameWithAnotherSeed");
    QTest::newRow("images") << QStringLiteral("mnist-10k") << true;
    QTest::newRow("a table") << QStringLiteral("iris") << true;
    QTest::newRow("generated") << QStringLiteral("moons") << false;
  }
  void sameDataAreReadOnce() {
    QFETCH(QString, name);
    QFETCH(bool, isSameWithAnotherSeed);
    const Choice choice{name.toStdString(), {}};
    LastDataset last;
    const DatasetPtr first = load(last, choice, 1);
    QVERIFY(load(last, choice, 1) == first);
    QCOMPARE(load(last, choice, 2) == first, isSameWithAnotherSeed);
    QVERIFY(load(last, {"wine", {}}, 1) != first);
    QVERIFY(load(last, choice, 1) != first);  // only one is kept
  }

  void otherParametersAreOtherData() {
    LastDataset last;
    const DatasetPtr first = load(last, {"moons", {{"noise", 1}}}, 1);
    QVERIFY(load(last, {"moons", {{"noise", 2}}}, 1) != first);
  }

  void drawingsAreReadAnew() {
    const OwnDrawings drawings;
    LastDataset last;
    QCOMPARE(load(last, {"my-drawings", {}}, 0)->rows, std::int64_t{20});
    addOwnImage(ownImagesFolder(), {28, 28, std::vector<std::uint8_t>(784)}, "1", {"0", "1"});
    QCOMPARE(load(last, {"my-drawings", {}}, 0)->rows, std::int64_t{21});
  }

  void whatIsNotThereLeavesNothing() {
    LastDataset last;
    const DatasetPtr first = load(last, {"iris", {}}, 0);
    QVERIFY_THROWS_EXCEPTION(FormatError, load(last, {"irises", {}}, 0));
    QVERIFY(load(last, {"iris", {}}, 0) == first);
  }

  /// The same numbers whether they were read for this experiment or for one before.
  void anotherSplitNeedsNoFile_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"mnist-10k", "iris", "auto-mpg", "moons"})
      QTest::newRow(name) << QString::fromLatin1(name);
  }
  void anotherSplitNeedsNoFile() {
    QFETCH(QString, name);
    Experiment experiment;
    experiment.data.dataset.name = name.toStdString();
    if (name == QStringLiteral("auto-mpg")) experiment.training.loss.name = "mse";
    LastDataset last;
    const PreparedDataPtr before = prepare(last, experiment);
    const std::vector<float> values = before->dataset->values;
    experiment.data.testShare = 0.4;
    experiment.data.excluded = {before->train.front()};
    const PreparedDataPtr after = prepare(last, experiment);
    const PreparedDataPtr anew = prepareData(experiment);
    QCOMPARE(after->train, anew->train);
    QCOMPARE(after->dataset->values, anew->dataset->values);
    QCOMPARE(after->dataset->labels, anew->dataset->labels);
    QCOMPARE(before->dataset->values, values);  // who still has it sees no change
    QCOMPARE(before->dataset == after->dataset, before->dataset->isImage());
    if (before->dataset->classes() == 0) return;
    const std::int32_t label = before->dataset->labels.front();
    experiment.data.relabeled = {{0, label == 0 ? 1 : 0}};
    QVERIFY(prepare(last, experiment)->dataset->labels.front() != label);
    QCOMPARE(before->dataset->labels.front(), label);
  }
};

QTEST_GUILESS_MAIN(LastDatasetTest)
#include "last_dataset_test.moc"
