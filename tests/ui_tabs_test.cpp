// The way of the Tab key: as the eye goes, and to the network before all that is seldom used.
#include <QBoxLayout>
#include <set>

#include "core/experiment/first_experiment.h"
#include "core/train/prepare.h"
#include "tests/window_driver.h"
#include "ui/activations/own_function_card.h"
#include "ui/inspect/what_if_panel.h"
#include "ui/network/layer_popover.h"
#include "ui/network/network_canvas.h"
#include "ui/shell/window_size.h"
#include "ui/train/data_card.h"
#include "ui/train/plane_settings.h"
#include "ui/train/training_card.h"

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
  void tabGoesDownTheTrainingCard_data();
  void tabGoesDownTheTrainingCard();
  void tabGoesDownTheLayer_data();
  void tabGoesDownTheLayer();
  void tabGoesDownTheFunction_data();
  void tabGoesDownTheFunction();
  void tabGoesDownTheWhatIf_data();
  void tabGoesDownTheWhatIf();
  void featuresAreBehindAButtonWhereItIsLow_data();
  void featuresAreBehindAButtonWhereItIsLow();

 private:
  static void sizes() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("laptop") << QSize(1440, 900);
    QTest::newRow("small") << QSize(1280, 720);
    QTest::newRow("smallest") << kSmallestWindow;
  }

  void open(const Experiment& experiment, const QSize& size) {
    driver_.open(experiment);
    driver_.window->resize(size);
    settle();
  }

  /// Layouts follow from one another.
  static void settle() {
    for (int round = 0; round < 6; ++round) QCoreApplication::processEvents();
  }

  QWidget* pressTab() const {
    QWidget* now = QApplication::focusWidget();
    QTest::keyClick(now == nullptr ? driver_.window.get() : now, Qt::Key_Tab);
    return QApplication::focusWidget();
  }

  /// From `first` on Tab goes from row to row of `part`, in each from left to right, and leaves nothing out.
  void tabGoesDown(const QWidget& part, QWidget& first) const {
    const auto placeOf = [&part](const QWidget* widget) {
      return QRect(widget->mapTo(&part, QPoint()), widget->size());
    };
    first.setFocus(Qt::TabFocusReason);
    QStringList names;
    const QWidget* firstReached = QApplication::focusWidget();
    std::set<const QWidget*> reached{firstReached};
    QRect last = placeOf(QApplication::focusWidget());
    QWidget* now = pressTab();
    for (; now != nullptr && part.isAncestorOf(now) && !reached.contains(now); now = pressTab()) {
      const QRect place = placeOf(now);
      const bool isBelow = place.top() >= last.bottom();
      const bool isBeside = !isBelow && place.bottom() > last.top() && place.left() >= last.left();
      names << now->objectName() + now->accessibleName();
      QVERIFY2(isBelow || isBeside, qPrintable(names.join(u' ')));
      QVERIFY(!now->visibleRegion().isEmpty());  // what has the keyboard is scrolled into view
      reached.insert(now);
      last = place;
    }
    const bool goesOn =
        now != nullptr && (part.isWindow() ? reached.size() > 2 && now == firstReached : !part.isAncestorOf(now));
    names << QStringLiteral("then") << (now == nullptr ? QString() : now->objectName() + now->accessibleName());
    QVERIFY2(goesOn, qPrintable(names.join(u' ')));  // and is not led back
    for (const auto* widget : part.findChildren<QWidget*>()) {
      const bool takesTab = (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->focusProxy() == nullptr;
      if (!takesTab || !widget->isEnabled() || !widget->isVisible()) continue;
      QVERIFY2(reached.contains(widget), qPrintable(widget->objectName() + widget->accessibleName() +
                                                    QStringLiteral(" not in ") + names.join(u' ')));
    }
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
  QTest::addColumn<QByteArrayList>("datasets");
  QTest::addColumn<QSize>("size");
  const QList<QByteArrayList> chosen{{"two-spirals"},
                                     {"mnist-10k"},
                                     {"iris"},
                                     {"blobs"},
                                     {"blobs", "two-spirals"},
                                     {"iris", "moons", "mnist-10k", "blobs"},
                                     {"blobs", "xor", "blobs", "iris", "two-spirals"}};
  for (const QByteArrayList& datasets : chosen) {
    for (const QSize& size : {QSize(1440, 900), QSize(1280, 720), kSmallestWindow}) {
      QTest::addRow("%s, %d", datasets.join(", ").constData(), size.height()) << datasets << size;
    }
  }
}

/// From row to row and in each from left to right, also what was made or shown later.
void UiTabsTest::tabGoesDownTheDataCard() {
  QFETCH(QByteArrayList, datasets);
  QFETCH(QSize, size);
  open(firstExperiment(), size);
  for (const QByteArray& dataset : datasets) {
    driver_.choose("datasetCombo", dataset.constData());
    QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady() && driver_.last()->sample.has_value(), kPatience);
  }
  settle();
  tabGoesDown(*driver_.window->findChild<DataCard*>(), *driver_.find<QWidget>("datasetCombo"));
}

void UiTabsTest::tabGoesDownTheTrainingCard_data() {
  QTest::addColumn<QByteArrayList>("chosen");
  QTest::newRow("as it opens") << QByteArrayList{};
  QTest::newRow("optimizer") << QByteArrayList{"optimizerCombo", "sgd"};
  QTest::newRow("optimizer, there and back") << QByteArrayList{"optimizerCombo", "rmsprop", "optimizerCombo", "adam"};
  QTest::newRow("loss") << QByteArrayList{"datasetCombo", "auto-mpg", "lossCombo", "smooth_l1",
                                          "lossCombo",    "l1",       "lossCombo", "smooth_l1"};
  QTest::newRow("schedule") << QByteArrayList{"scheduleCombo", "step"};
  QTest::newRow("schedule, there and back")
      << QByteArrayList{"scheduleCombo", "one_cycle", "scheduleCombo", "constant", "scheduleCombo", "exponential"};
  QTest::newRow("all") << QByteArrayList{"scheduleCombo", "step",     "optimizerCombo", "sgd",
                                         "datasetCombo",  "auto-mpg", "lossCombo",      "smooth_l1"};
}

void UiTabsTest::tabGoesDownTheTrainingCard() {
  QFETCH(QByteArrayList, chosen);
  open(firstExperiment(), QSize(1440, 900));
  for (qsizetype i = 0; i < chosen.size(); i += 2) {
    driver_.choose(chosen[i].constData(), chosen[i + 1].constData());
  }
  for (int more = 0; more < 2; ++more) {
    settle();
    tabGoesDown(*driver_.window->findChild<TrainingCard*>(), *driver_.find<QWidget>("optimizerCombo"));
    driver_.click("moreTrainingButton");
  }
}

void UiTabsTest::tabGoesDownTheLayer_data() {
  QTest::addColumn<QByteArrayList>("chosen");
  QTest::newRow("as it opens") << QByteArrayList{};
  QTest::newRow("activation") << QByteArrayList{"activationCombo", "leaky_relu"};
  QTest::newRow("there and back") << QByteArrayList{"activationCombo", "leaky_relu", "activationCombo", "relu",
                                                    "activationCombo", "elu"};
  QTest::newRow("both") << QByteArrayList{"initializationCombo", "xavier_normal", "activationCombo", "softplus"};
}

void UiTabsTest::tabGoesDownTheLayer() {
  QFETCH(QByteArrayList, chosen);
  open(firstExperiment(), QSize(1440, 900));
  auto* canvas = driver_.find<NetworkCanvas>("networkCanvas");
  canvas->selectLayer(0);
  QTest::keyClick(canvas, Qt::Key_Return);
  auto* popover = canvas->findChild<LayerPopover*>();
  QVERIFY(popover != nullptr && popover->isVisible());
  for (qsizetype i = 0; i < chosen.size(); i += 2) {
    driver_.choose(chosen[i].constData(), chosen[i + 1].constData());
  }
  settle();
  auto* units = popover->findChild<NumberField*>(QStringLiteral("parameter:units"));
  tabGoesDown(*popover, *units);
}

void UiTabsTest::tabGoesDownTheFunction_data() {
  QTest::addColumn<QByteArrayList>("formulas");
  QTest::newRow("one") << QByteArrayList{"x * sigmoid(a * x)"};
  QTest::newRow("more and more") << QByteArrayList{"tanh(x)", "a * x", "a * x + b"};
  QTest::newRow("there and back") << QByteArrayList{"a * x + b", "relu(x)", "c * tanh(x)"};
}

/// The card of one's own function, and the sliders of one from the table.
void UiTabsTest::tabGoesDownTheFunction() {
  QFETCH(QByteArrayList, formulas);
  open(firstExperiment(), QSize(1440, 900));
  QVERIFY(driver_.window->showPage(QStringLiteral("activations")));
  auto* field = driver_.find<QLineEdit>("formulaField");
  for (const QByteArray& formula : formulas) driver_.type(field, QString::fromLatin1(formula));
  settle();
  tabGoesDown(*driver_.window->findChild<OwnFunctionCard*>(), *field);
}

void UiTabsTest::tabGoesDownTheWhatIf_data() {
  QTest::addColumn<QByteArrayList>("datasets");
  QTest::newRow("one") << QByteArrayList{"iris"};
  QTest::newRow("other columns") << QByteArrayList{"iris", "auto-mpg"};
  QTest::newRow("there and back") << QByteArrayList{"auto-mpg", "iris", "auto-mpg"};
}

void UiTabsTest::tabGoesDownTheWhatIf() {
  QFETCH(QByteArrayList, datasets);
  TrainingSession session(QStringLiteral("cpu"));
  QWidget window;
  QVBoxLayout layout(&window);
  WhatIfPanel panel(session);
  QPushButton after(QStringLiteral("after"));
  layout.addWidget(&panel);
  layout.addWidget(&after);
  window.resize(420, 900);
  window.show();
  window.activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&window));
  for (const QByteArray& dataset : datasets) {
    panel.setData(prepareData(withDataset(firstExperiment(), {dataset.toStdString(), {}})));
    panel.showSample(0);
  }
  settle();
  auto* first = panel.findChild<Button*>(QStringLiteral("whatIfReset"));
  first->setEnabled(true);
  tabGoesDown(panel, *first);
  QVERIFY(after.hasFocus());
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
