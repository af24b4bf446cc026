// What nobody has foreseen: a slot that throws, and a memory of former starts that is broken. Neither costs a person
// the window.
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <new>
#include <stdexcept>
#include <utility>

#include "tests/window_driver.h"
#include "ui/document/page.h"
#include "ui/shell/guarded_application.h"
#include "ui/widgets/banner.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

enum class Where { Click, Timer, Queued, Painting };

/// Throws at its first painting.
class BrokenView : public QWidget {
 public:
  using QWidget::QWidget;

 protected:
  void paintEvent(QPaintEvent*) override {
    if (std::exchange(isBroken_, false)) throw std::runtime_error("<h1>the picture</h1>\033[31m");
  }

 private:
  bool isBroken_ = true;
};

}  // namespace

class FaultTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void whatThrowsEndsNothing_data();
  void whatThrowsEndsNothing();
  void everyKindIsNamed();
  void brokenSettingsAreForgotten_data();
  void brokenSettingsAreForgotten();

 private:
  QString said() const { return driver_.find<QLabel>("bannerMessage")->text(); }
  bool isSaid(const QString& words) const { return driver_.find<Banner>("banner")->isVisible() && said() == words; }

  WindowDriver driver_;
};

void FaultTest::whatThrowsEndsNothing_data() {
  QTest::addColumn<Where>("where");
  QTest::newRow("a click") << Where::Click;
  QTest::newRow("a timer") << Where::Timer;
  QTest::newRow("a queued call") << Where::Queued;
  QTest::newRow("painting") << Where::Painting;
}

void FaultTest::whatThrowsEndsNothing() {
  QFETCH(Where, where);
  driver_.open(longExperiment());
  const QString words =
      where == Where::Painting ? QStringLiteral("<h1>the picture</h1>\033[31m") : QStringLiteral("<b>x</b> < 1");
  const auto fail = [] { throw std::runtime_error("<b>x</b> < 1"); };
  QPushButton button(driver_.window.get());
  BrokenView view(driver_.window.get());
  view.hide();
  switch (where) {
    case Where::Click:
      connect(&button, &QPushButton::clicked, &button, fail);
      button.show();
      QTest::mouseClick(&button, Qt::LeftButton);
      break;
    case Where::Timer:
      QTimer::singleShot(0, driver_.window.get(), fail);
      break;
    case Where::Queued:
      QMetaObject::invokeMethod(driver_.window.get(), fail, Qt::QueuedConnection);
      break;
    case Where::Painting:
      view.resize(20, 20);
      view.show();
      break;
  }
  QTRY_VERIFY_WITH_TIMEOUT(isSaid(words), kPatience);
  QCOMPARE(driver_.find<QLabel>("bannerMessage")->textFormat(), Qt::PlainText);
  view.hide();
  button.hide();

  // The window goes on.
  driver_.click("trainButton");
  QTRY_COMPARE_WITH_TIMEOUT(driver_.trainLabel(), QStringLiteral("Pause"), kPatience);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.lossPoints() > 0, kPatience);
}

void FaultTest::everyKindIsNamed() {
  driver_.open(longExperiment());
  QTimer::singleShot(0, driver_.window.get(), [] { throw std::bad_alloc(); });
  QTRY_VERIFY_WITH_TIMEOUT(isSaid(QStringLiteral("There is not enough memory for this.")), kPatience);
  QTimer::singleShot(0, driver_.window.get(), [] { throw 7; });
  QTRY_VERIFY_WITH_TIMEOUT(isSaid(QStringLiteral("Something went wrong that says nothing of itself.")), kPatience);
}

void FaultTest::brokenSettingsAreForgotten_data() {
  QTest::addColumn<QVariant>("value");
  QTest::newRow("a number that none can hold") << QVariant(QStringLiteral("1e999"));
  QTest::newRow("brackets") << QVariant(QString(100'000, u'['));
  QTest::newRow("parentheses") << QVariant(QString(16'000, u'('));
  QTest::newRow("a book") << QVariant(QString(1 << 20, u'x'));
  QTest::newRow("bytes") << QVariant(QByteArray(70'000, '\xff'));
  QTest::newRow("a list") << QVariant(QStringList(1000, QStringLiteral("x")));
  QTest::newRow("a number out of range") << QVariant(-1e300);
}

void FaultTest::brokenSettingsAreForgotten() {
  QFETCH(QVariant, value);
  QSettings().clear();
  driver_.open(firstExperiment());
  driver_.window->close();
  driver_.close();
  // What a window leaves behind, and what it writes only where somebody has chosen something.
  QStringList keys = QSettings().allKeys();
  QVERIFY(keys.contains(QStringLiteral("window/geometry")));
  keys << QStringLiteral("activations/ownFunction") << QStringLiteral("window/theme")
       << QStringLiteral("training/speed") << QStringLiteral("training/moreOptions")
       << QStringLiteral("curves/smoothing") << QStringLiteral("curves/logarithmicLoss")
       << QStringLiteral("train/columns/left") << QStringLiteral("train/columns/right");
  for (const QString& key : keys) QSettings().setValue(key, value);

  driver_.open(firstExperiment());
  QVERIFY(!driver_.find<Banner>("banner")->isVisible());
  QCOMPARE(driver_.window->page().title().name, QStringLiteral("Train"));
  const bool isLong = value.toByteArray().size() > 16'384;
  for (const QString& key : keys) QVERIFY2(!isLong || !QSettings().contains(key), qPrintable(key));
  driver_.window->close();
  QSettings().clear();
}

int main(int count, char** words) {
  const GuardedApplication application(count, words);
  FaultTest test;
  return QTest::qExec(&test, count, words);
}
#include "ui_fault_test.moc"
