// The window while a large data set is read: it says how far that is, and goes back on demand to what was there before.
#include <QTest>

#include "core/experiment/first_experiment.h"
#include "ui/shell/epoch_progress.h"
#include "window_driver.h"

using namespace gradus;
using namespace gradus::ui;

class ReadingTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    driver_.prepare();
    driver_.open(firstExperiment());
  }
  void cleanupTestCase() { driver_.close(); }

  void isSaidInTheTopBar() {
    EpochProgress progress;
    progress.resize(progress.sizeHint());
    progress.show();
    progress.setState(SessionState::Preparing);
    QVERIFY(progress.accessibleName().endsWith(QStringLiteral("preparing…")));
    progress.setReading(0.404, true);
    QVERIFY2(progress.accessibleName().endsWith(QStringLiteral("reading 40 %")), qPrintable(progress.accessibleName()));
    auto* cross = progress.findChild<Button*>(QStringLiteral("cancelReadingButton"));
    QVERIFY(cross->isVisible());
    QVERIFY(progress.rect().contains(cross->geometry()));
    progress.setReading(0.5, false);  // nothing to go back to
    QVERIFY(!cross->isVisible());
    progress.setReading(0.6, true);
    progress.setReading(1, true);
    QVERIFY(progress.accessibleName().endsWith(QStringLiteral("preparing…")));
    QVERIFY(!cross->isVisible());
    progress.setReading(0.6, true);
    progress.setState(SessionState::Ready);
    QVERIFY(!cross->isVisible());
  }

  void goesBackToWhatWasTrained() {
    driver_.press(Qt::Key_S);
    QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->step, std::int64_t{1}, kPatience);
    const SnapshotPtr before = driver_.last();
    const Experiment experiment = driver_.experiment();
    auto* cross = driver_.find<Button>("cancelReadingButton");
    // In the middle of the reading, and of whatever else is changed meanwhile.
    bool isCancelled = false;
    connect(driver_.session.get(), &TrainingSession::readingProgressed, cross, [&](double share) {
      if (share < 0.2 || isCancelled) return;
      isCancelled = true;
      QVERIFY(cross->isVisible());
      driver_.choose("optimizerCombo", "sgd");
      QTest::mouseClick(cross, Qt::LeftButton);
    });
    driver_.choose("datasetCombo", "fashion-mnist");
    QTRY_VERIFY_WITH_TIMEOUT(isCancelled, kPatience);
    QVERIFY(driver_.experiment() == experiment);
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->run != before->run, kPatience);  // its history is told anew
    QCOMPARE(driver_.last()->revision, driver_.window->document().revision());
    QCOMPARE(driver_.last()->step, before->step);
    QCOMPARE(driver_.last()->origin, before->origin);
    QVERIFY(!cross->isVisible());
  }

 private:
  WindowDriver driver_;
};

QTEST_MAIN(ReadingTest)
#include "ui_reading_test.moc"
