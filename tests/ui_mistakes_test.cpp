// The card of mistakes: it shows what the predictions say, of the part that there is, and only while somebody sees it.
#include <QLabel>
#include <QSignalSpy>

#include "tests/window_driver.h"
#include "ui/shell/window_size.h"
#include "ui/train/mistake_view.h"
#include "ui/train/mistakes_card.h"
#include "ui/widgets/format.h"

using namespace gradus;
using namespace gradus::ui;

class UiMistakesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void showsImagesWithWhatTheyAreTakenFor();
  void showsRowsOfATable();
  void showsTheLargestErrorsOfARegression();
  void saysThatNothingIsWrong();
  void pointsHaveNoSuchCard();
  void aClickShowsTheWay();
  void isFreshWhileItTrains();
  void theTitleFitsItsWidth();

 private:
  MistakeView& view() const { return *driver_.find<MistakeView>("mistakeView"); }
  QString title() const { return driver_.find<QLabel>("mistakesTitle")->text(); }

  void open(const char* dataset) {
    driver_.open(withDataset(firstExperiment(), {dataset, {}}));
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->predictions != nullptr && !view().rows().empty(), kPatience);
  }

  WindowDriver driver_;
};

void UiMistakesTest::showsImagesWithWhatTheyAreTakenFor() {
  open("mnist-10k");
  const PredictionsPtr predictions = driver_.last()->predictions;
  QCOMPARE(predictions->step, 0);
  QVERIFY(predictions->mistakes.size() > 1000);  // it has learned nothing yet
  const std::vector<std::int64_t> rows = view().rows();
  QVERIFY(rows.size() >= 7);
  QCOMPARE(rows.size() % 7, std::size_t{0});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t place = predictions->mistakes[i];
    QCOMPARE(rows[i], predictions->rows[place]);
    QVERIFY(view().caption(i).endsWith(QStringLiteral(" → %1").arg(predictions->predicted[place])));
    QVERIFY(!view().caption(i).startsWith(QString::number(predictions->predicted[place])));
  }
  QVERIFY(title().contains(QStringLiteral("Mistakes on test")));
  QVERIFY(title().contains(QStringLiteral("of 2\u202F000")));
  QVERIFY(title().contains(QStringLiteral("epoch 0")));
}

void UiMistakesTest::showsRowsOfATable() {
  open("iris");
  QVERIFY(view().caption(0).contains(QStringLiteral(" → ")));
  QVERIFY(title().contains(QStringLiteral("of 30")));
}

void UiMistakesTest::showsTheLargestErrorsOfARegression() {
  open("auto-mpg");
  QVERIFY2(title().startsWith(QStringLiteral("Largest errors on test")), qPrintable(title()));
  QVERIFY2(title().contains(QStringLiteral("epoch 0")), qPrintable(title()));
  const PredictionsPtr predictions = driver_.last()->predictions;
  QCOMPARE(view().rows().front(), predictions->rows[predictions->mistakes.front()]);
}

void UiMistakesTest::saysThatNothingIsWrong() {
  MistakesCard card;
  auto dataset = std::make_shared<Dataset>();
  dataset->name = "of one's own";
  dataset->classNames = {"a", "b"};
  dataset->rows = 2;
  dataset->labels = {0, 1};
  PreparedData prepared;
  prepared.dataset = dataset;
  prepared.valid = {0, 1};
  QSignalSpy wanted(&card, &MistakesCard::predictionsWanted);
  card.setData(prepared);
  QCOMPARE(wanted.size(), 1);
  QCOMPARE(wanted.first().first().value<std::optional<DataPart>>(), DataPart::Valid);
  auto predictions = std::make_shared<Predictions>();
  predictions->rows = {0, 1};
  predictions->predicted = {0, 1};
  predictions->confidence = {0.9F, 0.8F};
  card.setPredictions(predictions);
  QVERIFY(card.findChild<QLabel*>(QStringLiteral("mistakesEmpty"))->isVisible());
  QVERIFY(!card.findChild<MistakeView*>()->isVisible());
  auto worse = std::make_shared<Predictions>(*predictions);
  worse->predicted = {1, 1};
  worse->mistakes = {0};
  card.setPredictions(worse);
  QCOMPARE(card.findChild<MistakeView*>()->caption(0), QStringLiteral("a → b"));
  QVERIFY(!card.findChild<QLabel*>(QStringLiteral("mistakesEmpty"))->isVisible());
  card.hide();
  QCOMPARE(wanted.last().first().value<std::optional<DataPart>>(), std::nullopt);
}

void UiMistakesTest::pointsHaveNoSuchCard() {
  driver_.open(firstExperiment());
  QVERIFY(!driver_.find<QWidget>("mistakesCard")->isVisible());
  QVERIFY(driver_.last()->predictions == nullptr);
}

void UiMistakesTest::aClickShowsTheWay() {
  open("mnist-10k");
  const std::int64_t second = view().rows().at(1);
  QTest::mouseClick(&view(), Qt::LeftButton, {}, QPoint(view().width() * 3 / 14, 10));
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->sample.has_value() && driver_.last()->sample->row == second, kPatience);
  QTest::keyClick(&view(), Qt::Key_Right);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->sample->row, view().rows().at(2), kPatience);
}

void UiMistakesTest::isFreshWhileItTrains() {
  Experiment experiment = withDataset(firstExperiment(), {"iris", {}});
  // Long enough for the rest after first predictions for which kernels had to be compiled.
  experiment.training.epochs = 1'000'000;
  experiment.training.batchSize = 1;
  driver_.open(experiment);
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->predictions != nullptr && driver_.last()->predictions->step > 0, kPatience);
  driver_.click("trainButton");
  // Who has paused sees what the weights say now, not half a second ago.
  QTRY_VERIFY_WITH_TIMEOUT(
      driver_.last()->state == SessionState::Paused && driver_.last()->predictions->step == driver_.last()->step,
      kPatience);
  const QString epoch = epochNumber(driver_.last()->predictions->epochs);
  QVERIFY2(title().contains(QStringLiteral("epoch ") + epoch), qPrintable(title()));
  const QString tip = driver_.find<QLabel>("mistakesTitle")->toolTip();
  QVERIFY(tip.endsWith(QStringLiteral("as of epoch ") + epoch));
  QVERIFY2(!tip.contains(u'<'), qPrintable(tip));  // tool tips show their text as it is
}

/// What stands beside the number of mistakes is left out where there is no room, but not the epoch.
void UiMistakesTest::theTitleFitsItsWidth() {
  open("mnist-10k");
  auto* label = driver_.find<QLabel>("mistakesTitle");
  for (const QSize& size : {kSmallestWindow, QSize(1280, 720), QSize(1440, 900)}) {
    driver_.window->resize(size);
    for (int round = 0; round < 6; ++round) QCoreApplication::processEvents();
    QVERIFY2(label->sizeHint().width() <= label->width(), qPrintable(title()));
    QVERIFY2(title().contains(QStringLiteral("epoch 0")), qPrintable(title()));
  }
}

QTEST_MAIN(UiMistakesTest)
#include "ui_mistakes_test.moc"
