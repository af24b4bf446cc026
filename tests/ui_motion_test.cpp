// Less motion: who asks for it, what stands still then, and that it is remembered.
#include <QAction>
#include <QStyle>

#include "tests/window_driver.h"
#include "ui/theme/motion.h"

using namespace gradus;
using namespace gradus::ui;

class MotionTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup();

  void eitherCanAskForLess();
  void qtsOwnEffectsStop();
  void theWindowOffersIt();

 private:
  WindowDriver driver_;
};

void MotionTest::cleanup() {
  driver_.close();
  setSystemReducesMotion(false);
  setReducesMotion(false);
}

void MotionTest::eitherCanAskForLess() {
  QVERIFY(!isMotionReduced());
  setSystemReducesMotion(true);
  QVERIFY(isMotionReduced());
  setReducesMotion(true);
  setSystemReducesMotion(false);
  QVERIFY(isMotionReduced());
  setReducesMotion(false);
  QVERIFY(!isMotionReduced());
}

void MotionTest::qtsOwnEffectsStop() {
  const int blinking = QApplication::cursorFlashTime();
  const bool hasEffects = QApplication::isEffectEnabled(Qt::UI_General);
  const int animation = QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration);
  QVERIFY(blinking > 0);
  QVERIFY(animation > 0);
  setSystemReducesMotion(true);
  QCOMPARE(QApplication::cursorFlashTime(), 0);
  QVERIFY(!QApplication::isEffectEnabled(Qt::UI_General));
  QCOMPARE(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
  setSystemReducesMotion(false);
  QCOMPARE(QApplication::cursorFlashTime(), blinking);
  QCOMPARE(QApplication::isEffectEnabled(Qt::UI_General), hasEffects);
  QCOMPARE(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration), animation);
}

void MotionTest::theWindowOffersIt() {
  driver_.open(firstExperiment());
  QVERIFY(!isMotionReduced());
  driver_.find<QAction>("reduceMotion")->trigger();
  QVERIFY(isMotionReduced());
  driver_.close();
  setReducesMotion(false);
  driver_.open(firstExperiment());
  QVERIFY(driver_.find<QAction>("reduceMotion")->isChecked());
  QVERIFY(isMotionReduced());
  driver_.find<QAction>("reduceMotion")->trigger();
  QVERIFY(!isMotionReduced());
}

QTEST_MAIN(MotionTest)
#include "ui_motion_test.moc"
