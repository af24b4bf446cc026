// Where nothing trains and nothing moves, nothing runs: no timer goes off, nothing is painted, and an answer of the
// engine leads to no other.
#include <QSignalSpy>

#include "tests/window_driver.h"
#include "ui/document/page.h"
#include "ui/widgets/tabbed_panel.h"

using namespace gradus;
using namespace gradus::ui;

class IdleTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    driver_.prepare();
    QApplication::setCursorFlashTime(0);  // the blinking of a caret is Qt's, and what lies below is painted with it
    qApp->installEventFilter(this);
  }
  void cleanup() { driver_.close(); }

  void nothingRuns_data();
  void nothingRuns();
  void anAnswerLeadsToNoOther();

 private:
  void pauseAfterTraining();
  bool comesToRest();
  bool eventFilter(QObject* watched, QEvent* event) override;

  WindowDriver driver_;
  QStringList events_;  ///< who had some
};

void IdleTest::pauseAfterTraining() {
  driver_.open(longExperiment());
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->epoch >= 2, kPatience);
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->state == SessionState::Paused, kPatience);
}

/// A timer that goes off again and again can only be seen by waiting for it: longer than any pause in the window.
bool IdleTest::comesToRest() {
  constexpr int kLongerThanAnyPause = 1000;
  constexpr int kRounds = 20;
  for (int round = 0; round < kRounds; ++round) {
    events_.clear();
    if (!QTest::qWaitFor([this] { return !events_.isEmpty(); }, kLongerThanAnyPause)) return true;
  }
  qInfo("still at work: %s", qPrintable(events_.join(u' ')));
  return false;
}

/// What runs: timers, and paintings.
bool IdleTest::eventFilter(QObject* watched, QEvent* event) {
  const bool isWork = event->type() == QEvent::Timer || event->type() == QEvent::Paint;
  if (isWork) events_ << QString::fromLatin1(watched->metaObject()->className());
  return false;
}

void IdleTest::nothingRuns_data() {
  QTest::addColumn<QString>("page");
  QTest::addColumn<int>("tab");
  QTest::addColumn<QString>("focus");
  QTest::newRow("network") << "train" << 0 << QString();
  QTest::newRow("code") << "train" << 1 << QString();
  QTest::newRow("summary") << "train" << 2 << QString();
  QTest::newRow("histograms") << "train" << 3 << QString();
  QTest::newRow("inspect") << "inspect" << 0 << QString();
  QTest::newRow("activations") << "activations" << 0 << QString();
  QTest::newRow("a field that has the keyboard") << "train" << 0 << QStringLiteral("epochsField");
}

void IdleTest::nothingRuns() {
  QFETCH(QString, page);
  QFETCH(int, tab);
  QFETCH(QString, focus);
  pauseAfterTraining();
  QVERIFY(driver_.window->showPage(page));
  driver_.find<TabbedPanel>("centreTabs")->setCurrent(tab);
  if (!focus.isEmpty()) driver_.find<QWidget>(focus.toLatin1().constData())->setFocus();
  QTest::mouseMove(driver_.window->centralWidget());
  QVERIFY(comesToRest());
}

/// Whoever asked again at each answer would keep both threads busy without any timer.
void IdleTest::anAnswerLeadsToNoOther() {
  pauseAfterTraining();
  QVERIFY(comesToRest());
  const QSignalSpy answers(driver_.session.get(), &TrainingSession::snapshotReady);
  for (int asked = 1; asked <= 5; ++asked) {
    driver_.lookAtNetwork();
    QCOMPARE(answers.size(), asked);
  }
}

QTEST_MAIN(IdleTest)
#include "ui_idle_test.moc"
