// The scores beside the curves: what they say of a run, of one that was edited and of one that broke down, and that a
// click on a column or on an entry of a legend shows and hides a curve.
#include <QHelpEvent>
#include <QLabel>
#include <QSignalSpy>
#include <cmath>

#include "tests/window_driver.h"
#include "ui/plots/curve_graphs.h"
#include "ui/plots/custom_plot.h"
#include "ui/plots/legend_entry.h"
#include "ui/theme/style.h"
#include "ui/train/score_table.h"
#include "ui/train/scores_card.h"
#include "ui/widgets/dimming.h"
#include "ui/widgets/tabular.h"

using namespace gradus;
using namespace gradus::ui;

class UiScoresTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() {
    driver_.close();
    QSettings().clear();
  }

  void saysTheScoresOfTheNewestEpoch();
  void namesTheMetric_data();
  void namesTheMetric();
  void emptyBeforeTheFirstEpoch();
  void tellsTheBestAndItsEpoch();
  void saysThatItDiverged();
  void dimsWhatIsOfTheNetworkBeforeTheEdit();
  void aColumnTogglesItsCurve();
  void aLegendEntryTogglesItsCurve();
  void remembersWhatIsHidden();
  void partsWithoutSamplesHaveNoCurve();
  void numbersKeepTheirPlace_data();
  void numbersKeepTheirPlace();
  void digitsAreEquallyWide();

 private:
  void trainEpochs(const char* dataset, int epochs) {
    Experiment experiment = withDataset(firstExperiment(), {dataset, {}});
    experiment.training.epochs = epochs;
    driver_.open(experiment);
    driver_.click("trainButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->state == SessionState::Finished, kPatience);
  }

  ScoresCard& card() const { return *driver_.find<ScoresCard>("scoresCard"); }
  ScoreTable& table() const { return *driver_.find<ScoreTable>("scoreTable"); }
  const ScoreCell& cell(DataPart part, std::size_t row) const { return table().column(part).cells().at(row); }

  /// How many points of that curve are drawn.
  qsizetype drawn(const char* plot, const char* graph) const {
    auto* curves = driver_.find<CurvePlot>(plot);
    curves->refresh();
    const auto* below = curves->findChild<QCustomPlot*>();
    for (int i = 0; i < below->graphCount(); ++i) {
      if (below->graph(i)->name() == QLatin1String(graph)) return below->graph(i)->data()->size();
    }
    return -1;
  }

  WindowDriver driver_;
};

void UiScoresTest::saysTheScoresOfTheNewestEpoch() {
  trainEpochs("iris", 3);
  QTRY_COMPARE_WITH_TIMEOUT(card().words(), QStringLiteral("as of epoch 3"), kPatience);
  const Score& test = driver_.last()->test;  // measured by itself, with the same weights
  QCOMPARE(cell(DataPart::Test, 0).number, QString::number(test.loss, 'f', 4));
  QCOMPARE(cell(DataPart::Test, 1).number, QString::number(100 * test.metric, 'f', 2));
  QCOMPARE(cell(DataPart::Test, 1).unit, QStringLiteral("%"));
  for (const DataPart part : kAllParts) {
    QVERIFY(cell(part, 0).number != QStringLiteral("–"));
    QVERIFY(table().column(part).accessibleName().startsWith(nameOf(part) + QStringLiteral(": loss ")));
  }
  QVERIFY(!isDimmed(table()));
}

void UiScoresTest::namesTheMetric_data() {
  QTest::addColumn<QString>("dataset");
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("unit");
  QTest::newRow("classes") << "iris"
                           << "accuracy"
                           << "%";
  QTest::newRow("numbers") << "auto-mpg"
                           << "MAE"
                           << "";
}

void UiScoresTest::namesTheMetric() {
  QFETCH(QString, dataset);
  QFETCH(QString, name);
  QFETCH(QString, unit);
  trainEpochs(dataset.toLatin1().constData(), 1);
  QTRY_COMPARE_WITH_TIMEOUT(card().words(), QStringLiteral("as of epoch 1"), kPatience);
  QCOMPARE(table().rows().last(), name);
  QCOMPARE(cell(DataPart::Valid, 1).unit, unit);
}

void UiScoresTest::emptyBeforeTheFirstEpoch() {
  driver_.open(firstExperiment());
  for (const DataPart part : kAllParts) {
    QCOMPARE(cell(part, 0).number, QStringLiteral("–"));
    QCOMPARE(cell(part, 1).number, QStringLiteral("–"));
  }
  QCOMPARE(card().words(), QStringLiteral("measured after each epoch"));
}

void UiScoresTest::tellsTheBestAndItsEpoch() {
  trainEpochs("iris", 3);
  QTRY_COMPARE_WITH_TIMEOUT(card().words(), QStringLiteral("as of epoch 3"), kPatience);
  const QString tip = table().column(DataPart::Valid).toolTip();
  QVERIFY2(tip.startsWith(QStringLiteral("Best loss: ")) && tip.contains(QStringLiteral(" in epoch ")),
           qPrintable(tip));
  QVERIFY2(tip.contains(QStringLiteral("Best accuracy: ")), qPrintable(tip));
}

void UiScoresTest::saysThatItDiverged() {
  Experiment experiment = withDataset(firstExperiment(), {"auto-mpg", {}});
  experiment.network.hidden.front().activation.name = "relu";
  experiment.training.optimizer = {"sgd", {{"lr", 50}}};
  driver_.open(experiment);
  driver_.click("trainButton");
  QTRY_COMPARE_WITH_TIMEOUT(card().words(), QStringLiteral("diverged in epoch 1"), kPatience);
  QCOMPARE(cell(DataPart::Train, 0).number, QStringLiteral("diverged"));
  QVERIFY(cell(DataPart::Train, 0).isWord);
  QCOMPARE(cell(DataPart::Test, 0).number, QStringLiteral("–"));
  driver_.click("rewindButton");
  QTRY_COMPARE_WITH_TIMEOUT(card().words(), QStringLiteral("measured after each epoch"), kPatience);
}

void UiScoresTest::dimsWhatIsOfTheNetworkBeforeTheEdit() {
  trainEpochs("iris", 2);
  QTRY_COMPARE_WITH_TIMEOUT(card().words(), QStringLiteral("as of epoch 2"), kPatience);
  const auto* curves = &driver_.find<CurvePlot>("lossPlot")->curves();
  QTRY_VERIFY_WITH_TIMEOUT(!isDimmed(table()) && !isDimmed(*curves), kPatience);
  driver_.click("addLayerButton");
  QVERIFY(isDimmed(table()) && isDimmed(*curves));
  QCOMPARE(card().words(), QStringLiteral("epoch 2 of the network before the edit"));
  driver_.click("undoButton");
  QTRY_COMPARE_WITH_TIMEOUT(card().words(), QStringLiteral("as of epoch 2"), kPatience);
  QVERIFY(!isDimmed(table()));
  QTRY_VERIFY_WITH_TIMEOUT(!isDimmed(*curves), kPatience);
  driver_.click("redoButton");
  QTRY_VERIFY_WITH_TIMEOUT(isDimmed(table()), kPatience);
  driver_.session->stepEpoch();
  QTRY_COMPARE_WITH_TIMEOUT(card().words(), QStringLiteral("as of epoch 3"), kPatience);
  QVERIFY(!isDimmed(table()) && !isDimmed(*curves));
}

void UiScoresTest::aColumnTogglesItsCurve() {
  trainEpochs("iris", 3);
  QTRY_COMPARE_WITH_TIMEOUT(drawn("lossPlot", "test"), 3, kPatience);
  QCOMPARE(drawn("metricPlot", "test"), 3);
  QTest::mouseClick(&table().column(DataPart::Test), Qt::LeftButton);
  for (const char* plot : {"lossPlot", "metricPlot"}) {
    QCOMPARE(drawn(plot, "test"), 0);
    QCOMPARE(drawn(plot, "valid"), 3);
  }
  QVERIFY(table().column(DataPart::Test).toolTip().contains(QStringLiteral("shows the curve")));
  QVERIFY(driver_.find<QWidget>("scoresCard")->isVisible());
  QTest::keyClick(&table().column(DataPart::Train), Qt::Key_Space);  // and not the Train button
  QCOMPARE(drawn("lossPlot", "train"), 0);
  QCOMPARE(drawn("lossPlot", "batches") + drawn("lossPlot", "lowest") + drawn("lossPlot", "smoothed"), 0);
  QCOMPARE(driver_.last()->state, SessionState::Finished);
}

void UiScoresTest::aLegendEntryTogglesItsCurve() {
  trainEpochs("iris", 3);
  QTRY_COMPARE_WITH_TIMEOUT(drawn("lossPlot", "valid"), 3, kPatience);
  auto* entry = driver_.find<CurvePlot>("lossPlot")->findChild<LegendEntry*>(QStringLiteral("legend:valid"));
  auto* other = driver_.find<CurvePlot>("metricPlot")->findChild<LegendEntry*>(QStringLiteral("legend:valid"));
  QVERIFY(entry->words().isOn);
  QTest::mouseClick(entry, Qt::LeftButton);
  QVERIFY(!entry->words().isOn && !other->words().isOn);
  QVERIFY(!table().column(DataPart::Valid).isChecked());
  QCOMPARE(drawn("metricPlot", "valid"), 0);
  QCOMPARE(drawn("lossPlot", "best"), 0);  // it was the best of that curve
  QTest::mouseClick(&table().column(DataPart::Valid), Qt::LeftButton);
  QVERIFY(entry->words().isOn && other->words().isOn);
  QCOMPARE(drawn("lossPlot", "valid"), 3);
}

void UiScoresTest::remembersWhatIsHidden() {
  driver_.open(firstExperiment());
  QTest::mouseClick(&table().column(DataPart::Test), Qt::LeftButton);
  driver_.close();
  driver_.open(firstExperiment());
  QVERIFY(!table().column(DataPart::Test).isChecked());
  QVERIFY(table().column(DataPart::Valid).isChecked());
  QVERIFY(!driver_.find<CurvePlot>("lossPlot")->look().shows(DataPart::Test));
}

void UiScoresTest::partsWithoutSamplesHaveNoCurve() {
  Experiment experiment = withDataset(firstExperiment(), {"iris", {}});
  experiment.data.validShare = 0;
  experiment.training.epochs = 2;
  driver_.open(experiment);
  driver_.click("trainButton");
  QTRY_COMPARE_WITH_TIMEOUT(card().words(), QStringLiteral("as of epoch 2"), kPatience);
  QCOMPARE(cell(DataPart::Valid, 0).number, QStringLiteral("–"));
  QVERIFY(!table().column(DataPart::Valid).isEnabled());
  QVERIFY(cell(DataPart::Test, 0).number != QStringLiteral("–"));
  auto* plot = driver_.find<CurvePlot>("lossPlot");
  QVERIFY(!plot->findChild<LegendEntry*>(QStringLiteral("legend:valid"))->isVisible());
  QVERIFY(plot->findChild<LegendEntry*>(QStringLiteral("legend:test"))->isVisible());
  QTRY_COMPARE_WITH_TIMEOUT(drawn("lossPlot", "test"), 2, kPatience);
  QCOMPARE(plot->curve().bestPart(), DataPart::Train);  // the test part chooses nothing
}

void UiScoresTest::numbersKeepTheirPlace_data() {
  QTest::addColumn<int>("width");
  QTest::addColumn<int>("size");
  QTest::newRow("window of 1440") << 368 << 20;
  QTest::newRow("window of 1280") << 322 << 18;
  QTest::newRow("the narrowest") << 276 << 18;
}

/// Whatever the numbers are, no column moves, and each number has room.
void UiScoresTest::numbersKeepTheirPlace() {
  QFETCH(int, width);
  QFETCH(int, size);
  ScoresCard shown;
  auto dataset = std::make_shared<Dataset>();
  dataset->classNames = {"a", "b"};
  PreparedData prepared;
  prepared.dataset = dataset;
  prepared.valid = prepared.test = {0};
  shown.setData(prepared);
  shown.resize(width, 120);
  shown.show();
  auto* numbers = shown.findChild<ScoreTable*>();
  const auto places = [&] {
    std::vector<QRect> found;
    for (const DataPart part : kAllParts) found.push_back(numbers->column(part).geometry());
    return found;
  };
  const std::vector<QRect> before = places();
  QVERIFY(numbers->numberSize() <= size && numbers->numberSize() >= size - 2);
  Snapshot snapshot;
  for (const double loss : {0.11321, 0.0, 9.99996, 12.34567, 123.4567, 1234.567, 99999.4, 1e7, 4.2e-4, 1e-12}) {
    EpochPoint point;
    point.epoch = static_cast<int>(++snapshot.run);
    point.train = point.valid = point.test = {loss, loss < 1 ? 1.0 : 0.8765};
    snapshot.epochs = {point};
    shown.setSnapshot(snapshot);
    QVERIFY(places() == before);
    const std::vector<ScoreCell>& cells = numbers->column(DataPart::Train).cells();
    QVERIFY2(cells[0].number.size() <= 6, qPrintable(cells[0].number));
    const QFont font = textFont(numbers->numberSize(), QFont::DemiBold);
    QVERIFY2(tabularWidth(font, cells[0].number) <= before[0].width(), qPrintable(cells[0].number));
    QVERIFY2(cells[1].number.size() <= 5, qPrintable(cells[1].number));
  }
}

void UiScoresTest::digitsAreEquallyWide() {
  const QFont font = textFont(20, QFont::DemiBold);
  QCOMPARE(tabularWidth(font, QStringLiteral("0.1111")), tabularWidth(font, QStringLiteral("0.8888")));
}

QTEST_MAIN(UiScoresTest)
#include "ui_scores_test.moc"
