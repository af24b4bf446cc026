// The way of the Tab key: as the eye goes, and to the network before all that is seldom used.
#include <set>

#include "tests/window_driver.h"
#include "ui/network/network_canvas.h"
#include "ui/train/data_card.h"
#include "ui/train/plane_settings.h"

using namespace gradus;
using namespace gradus::ui;

class UiTabsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void theNetworkIsNearToTheKeyboard_data() { sizes(); }
  void theNetworkIsNearToTheKeyboard();
  void tabGoesThroughTheHeaders();
  void tabGoesDownTheDataCard_data();
  void tabGoesDownTheDataCard();
  void featuresAreBehindAButtonWhereItIsLow_data();
  void featuresAreBehindAButtonWhereItIsLow();

 private:
  static void sizes() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("laptop") << QSize(1440, 900);
    QTest::newRow("small") << QSize(1280, 720);
    QTest::newRow("smallest") << QSize(1024, 600);
  }

  void open(const Experiment& experiment, const QSize& size) {
    driver_.open(experiment);
    driver_.window->resize(size);
    // Layouts follow from one another.
    for (int round = 0; round < 6; ++round) QCoreApplication::processEvents();
  }

  QWidget* pressTab() const {
    QWidget* now = QApplication::focusWidget();
    QTest::keyClick(now == nullptr ? driver_.window.get() : now, Qt::Key_Tab);
    return QApplication::focusWidget();
  }

  FeatureChip& chip(const std::string& name) const { return *driver_.find<FeatureChip>(("feature:" + name).c_str()); }

  WindowDriver driver_;
};

void UiTabsTest::theNetworkIsNearToTheKeyboard() {
  QFETCH(QSize, size);
  open(firstExperiment(), size);
  driver_.window->centralWidget()->setFocus();
  int presses = 0;
  while (presses < 11 && pressTab() != driver_.find<NetworkCanvas>("networkCanvas")) ++presses;
  QVERIFY2(presses < 10, qPrintable(QString::number(presses)));
}

void UiTabsTest::tabGoesThroughTheHeaders() {
  driver_.open(firstExperiment());
  auto* canvas = driver_.find<NetworkCanvas>("networkCanvas");
  driver_.click("addLayerButton");  // whose header is made last
  QCoreApplication::processEvents();
  canvas->selectLayer(-1);
  canvas->setFocus();
  QStringList inserts;
  int last = -1;
  for (QWidget* now = pressTab(); now != nullptr && canvas->isAncestorOf(now); now = pressTab()) {
    if (now->objectName().startsWith(QStringLiteral("insert"))) inserts << now->objectName();
    const int x = now->mapTo(canvas, QPoint()).x();
    QVERIFY2(x > last, qPrintable(now->objectName()));
    last = x;
  }
  QCOMPARE(inserts.join(u' '), QStringLiteral("insert0 insert1 insert2 insert3"));
}

void UiTabsTest::tabGoesDownTheDataCard_data() {
  QTest::addColumn<QString>("dataset");
  QTest::addColumn<QSize>("size");
  for (const char* dataset : {"two-spirals", "mnist-10k", "iris"}) {
    for (const QSize& size : {QSize(1440, 900), QSize(1280, 720), QSize(1024, 600)}) {
      QTest::addRow("%s, %d", dataset, size.height()) << dataset << size;
    }
  }
}

/// From row to row and in each from left to right, also what was made or shown later.
void UiTabsTest::tabGoesDownTheDataCard() {
  QFETCH(QString, dataset);
  QFETCH(QSize, size);
  open(firstExperiment(), size);
  driver_.choose("datasetCombo", dataset.toUtf8().constData());
  QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady() && driver_.last()->sample.has_value(), kPatience);
  for (int round = 0; round < 6; ++round) QCoreApplication::processEvents();
  auto* card = driver_.window->findChild<DataCard*>();
  std::set<const FeatureChip*> chips;
  driver_.find<QWidget>("datasetCombo")->setFocus(Qt::TabFocusReason);
  const auto placeOf = [card](const QWidget* widget) { return QRect(widget->mapTo(card, QPoint()), widget->size()); };
  QRect last = placeOf(QApplication::focusWidget());
  QStringList names;
  QWidget* now = pressTab();
  for (; now != nullptr && card->isAncestorOf(now); now = pressTab()) {
    const QRect place = placeOf(now);
    const bool isBelow = place.top() >= last.bottom();
    const bool isBeside = !isBelow && place.bottom() > last.top() && place.left() >= last.left();
    QVERIFY2(isBelow || isBeside, qPrintable(now->objectName() + now->accessibleName()));
    QVERIFY(!now->visibleRegion().isEmpty());  // what has the keyboard is scrolled into view
    if (const auto* feature = qobject_cast<FeatureChip*>(now)) chips.insert(feature);
    last = place;
    names << now->objectName() + now->accessibleName();
  }
  QVERIFY(names.size() >= 3);
  std::set<const FeatureChip*> shown;
  for (const auto* feature : card->findChildren<FeatureChip*>()) {
    if (feature->isVisible()) shown.insert(feature);
  }
  names << QStringLiteral("then") << (now == nullptr ? QString() : now->objectName() + now->accessibleName());
  QVERIFY2(chips == shown, qPrintable(names.join(u' ')));
}

void UiTabsTest::featuresAreBehindAButtonWhereItIsLow_data() {
  sizes();
}

void UiTabsTest::featuresAreBehindAButtonWhereItIsLow() {
  QFETCH(QSize, size);
  open(firstExperiment(), size);
  auto* more = driver_.find<Button>("moreFeatures");
  const bool isLow = size.height() < 800;
  QCOMPARE(more->isVisible(), isLow);
  QVERIFY(chip("x1").isVisible() && chip("x2").isVisible());
  QCOMPARE(chip("sin_x1").isVisible(), !isLow);
  if (!isLow) return;
  QCOMPARE(more->text(), QStringLiteral("+5"));
  QCOMPARE(more->accessibleName(), QStringLiteral("More features"));
  QCOMPARE(more->y() + more->height() / 2, chip("x1").y() + chip("x1").height() / 2);
  // By the keyboard, from the chip before it; the first of those that are not in use then has it.
  chip("x2").setFocus(Qt::TabFocusReason);
  QVERIFY(pressTab() == more);
  QTest::keyClick(more, Qt::Key_Return);
  QTRY_VERIFY_WITH_TIMEOUT(!more->isVisible(), kPatience);
  QVERIFY(QApplication::focusWidget() == &chip("x1_squared"));
  for (const PlaneFeature& feature : planeFeatures()) QVERIFY(chip(feature.name).isVisible());
  // Three in use have no room beside the name; they stay seen when the window was high meanwhile.
  chip("x1_squared").click();
  driver_.window->resize(1440, 900);
  QCoreApplication::processEvents();
  driver_.window->resize(size);
  QCoreApplication::processEvents();
  QVERIFY(!more->isVisible() && chip("sin_x1").isVisible());
}

QTEST_MAIN(UiTabsTest)
#include "ui_tabs_test.moc"
