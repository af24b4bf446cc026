// The window, driven through its real widgets with the real engine behind it.
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QWindow>

#include "tests/window_driver.h"
#include "ui/network/network_canvas.h"
#include "ui/plots/custom_plot.h"
#include "ui/shell/screenshot.h"
#include "ui/shell/status_bar.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/seed_field.h"

using namespace gradus;
using namespace gradus::ui;

class WindowTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void beginsReadyWithTwoSpirals();
  void trainsAndPausesByClick();
  void spaceTrainsUnlessSomeoneTypes();
  void spacePressesTheButtonThatHasTheKeyboard();
  void rewindClearsTheCurves();
  void stepsOneBatch();
  void stepsOneEpochFromTheMenu();
  void showsAFailureInABanner();
  void loadsAgainAfterAFailure();
  void opensWithoutADevice();
  void spaceTrainsWhileALayerIsSelected();
  void saysHowManyEpochsMore();
  void namesTheMetricAlike();
  void menusHaveTheTheme_data();
  void menusHaveTheTheme();
  void togglesTheTheme();
  void whatComesLaterHasTheTheme_data();
  void whatComesLaterHasTheTheme();
  void followsTheSystemsTheme();
  void readsTheSystemsThemeBelowItsOwn();
  void statusBarFollowsTheTheme();
  void statusBarStandsStill();
  void closesWhileTraining();
  void fitsASmallScreen();
  void everyControlSaysWhatItIs();
  void savesAScreenshot();
  void showsPagesByName();

 private:
  WindowDriver driver_;
};

void WindowTest::beginsReadyWithTwoSpirals() {
  driver_.open(firstExperiment());
  QCOMPARE(driver_.find<ComboBox>("datasetCombo")->currentName(), QStringLiteral("two-spirals"));
  QCOMPARE(driver_.trainLabel(), QStringLiteral("Train"));
  QCOMPARE(driver_.lossPoints(), 0);
  QCOMPARE(driver_.find<QLabel>("countTrain")->text(), QStringLiteral("360"));
  QVERIFY(!driver_.find<Banner>("banner")->isVisible());
  QVERIFY(driver_.last()->sample.has_value());
}

void WindowTest::trainsAndPausesByClick() {
  driver_.open(longExperiment());
  driver_.click("trainButton");
  QTRY_COMPARE_WITH_TIMEOUT(driver_.trainLabel(), QStringLiteral("Pause"), kPatience);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.lossPoints() > 10, kPatience);
  QVERIFY(driver_.find<CurvePlot>("metricPlot")->pointCount() > 0);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.find<QLabel>("statusSpeed")->isVisible(), kPatience);
  driver_.click("trainButton");
  QTRY_COMPARE_WITH_TIMEOUT(driver_.trainLabel(), QStringLiteral("Train"), kPatience);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->state, SessionState::Paused, kPatience);
}

void WindowTest::spaceTrainsUnlessSomeoneTypes() {
  driver_.open(longExperiment());
  auto* seed = driver_.find<SeedField>("seedField");
  seed->lineEdit()->setFocus();
  QTest::keyClick(seed->lineEdit(), Qt::Key_Space);
  QTest::keyClick(seed->lineEdit(), Qt::Key_Return);
  QCOMPARE(driver_.trainLabel(), QStringLiteral("Train"));
  driver_.window->centralWidget()->setFocus();
  driver_.press(Qt::Key_Space);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.trainLabel(), QStringLiteral("Pause"), kPatience);
  driver_.press(Qt::Key_Space);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.trainLabel(), QStringLiteral("Train"), kPatience);
}

void WindowTest::spacePressesTheButtonThatHasTheKeyboard() {
  driver_.open(longExperiment());
  auto* fit = driver_.find<Button>("fitButton");
  const QSignalSpy clicks(fit, &QPushButton::clicked);
  fit->setFocus(Qt::TabFocusReason);
  QTest::keyClick(fit, Qt::Key_Space);
  QCOMPARE(clicks.count(), 1);
  QCOMPARE(driver_.trainLabel(), QStringLiteral("Train"));
}

void WindowTest::rewindClearsTheCurves() {
  driver_.open(longExperiment());
  const std::vector<float> initial = driver_.last()->layers.front().weight;
  driver_.press(Qt::Key_Space);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.lossPoints() > 0, kPatience);
  driver_.press(Qt::Key_R, Qt::ControlModifier);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady(), kPatience);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.lossPoints(), 0, kPatience);
  QCOMPARE(driver_.last()->step, 0);
  QCOMPARE(driver_.last()->layers.front().weight, initial);
}

void WindowTest::stepsOneBatch() {
  driver_.open(longExperiment());
  driver_.press(Qt::Key_S);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->step, 1, kPatience);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->state, SessionState::Paused, kPatience);
  QTest::mouseClick(driver_.find<QWidget>("stepButton"), Qt::LeftButton, {}, QPoint(10, 10));
  QTRY_COMPARE_WITH_TIMEOUT(driver_.last()->step, 2, kPatience);
  QVERIFY(driver_.find<QLabel>("statusPosition")->text().startsWith(QStringLiteral("Epoch 0 · batch 2/")));
}

void WindowTest::stepsOneEpochFromTheMenu() {
  driver_.open(longExperiment());
  auto* menu = driver_.find<QWidget>("stepButton")->findChild<QMenu*>();
  QVERIFY(menu->actions().at(2)->isChecked());  // a batch, which the button says
  menu->actions().last()->trigger();
  QVERIFY(menu->actions().last()->isChecked() && !menu->actions().at(2)->isChecked());
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->epoch == 1 && driver_.last()->state == SessionState::Paused, kPatience);
  driver_.press(Qt::Key_S);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->epoch == 2 && driver_.last()->state == SessionState::Paused, kPatience);
}

void WindowTest::showsAFailureInABanner() {
  driver_.open(firstExperiment());
  emit driver_.session->failed(QStringLiteral("Linear 1, weight: not finite at step 12"));
  auto* banner = driver_.find<Banner>("banner");
  QVERIFY(banner->isVisible());
  QVERIFY(banner->message().contains(QStringLiteral("step 12")));
  QVERIFY(!driver_.find<Button>("trainButton")->isEnabled());
  QVERIFY(driver_.find<ComboBox>("datasetCombo")->isEnabled());
  QCOMPARE(QApplication::activeModalWidget(), nullptr);
  driver_.click("bannerDismiss");
  QVERIFY(!banner->isVisible());
}

void WindowTest::loadsAgainAfterAFailure() {
  driver_.open(firstExperiment());
  emit driver_.session->failed(QStringLiteral("something broke"));
  driver_.click("bannerAction");
  QTRY_VERIFY_WITH_TIMEOUT(!driver_.find<Banner>("banner")->isVisible(), kPatience);
  QVERIFY(driver_.find<Button>("trainButton")->isEnabled());
}

void WindowTest::opensWithoutADevice() {
  driver_.open(firstExperiment(), QStringLiteral("no such device"));
  auto* banner = driver_.find<Banner>("banner");
  QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
  QVERIFY(banner->message().contains(QStringLiteral("no such device")));
  QVERIFY(!driver_.find<Button>("trainButton")->isEnabled());
  driver_.click("addLayerButton");
  QCOMPARE(driver_.experiment().network.hidden.size(), std::size_t{3});
}

void WindowTest::spaceTrainsWhileALayerIsSelected() {
  driver_.open(longExperiment());
  auto* canvas = driver_.find<NetworkCanvas>("networkCanvas");
  canvas->setFocus();
  canvas->selectLayer(0);
  QTest::keyClick(canvas, Qt::Key_Space);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.trainLabel(), QStringLiteral("Pause"), kPatience);
  QTest::keyClick(canvas, Qt::Key_Space);
  QTRY_COMPARE_WITH_TIMEOUT(driver_.trainLabel(), QStringLiteral("Train"), kPatience);
  QTest::keyClick(canvas, Qt::Key_Plus, Qt::ControlModifier);
  const double zoomed = canvas->view().scale;
  QTest::keyClick(canvas, Qt::Key_0, Qt::ControlModifier);
  QTRY_VERIFY_WITH_TIMEOUT(canvas->view().scale < zoomed, kPatience);  // a shortcut that animates its button
}

void WindowTest::saysHowManyEpochsMore() {
  Experiment experiment = firstExperiment();
  experiment.training.epochs = 3;
  driver_.open(experiment);
  const auto tip = [this] { return driver_.find<Button>("trainButton")->toolTip(); };
  QVERIFY(!tip().contains(QStringLiteral("more")));
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(tip().contains(QStringLiteral("3 more epochs")), kPatience);
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->epoch == 6 && driver_.last()->state == SessionState::Finished, kPatience);
}

void WindowTest::namesTheMetricAlike() {
  Experiment experiment = withDataset(firstExperiment(), {"auto-mpg", {}});
  experiment.training.epochs = 1;
  driver_.open(experiment);
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.find<QLabel>("statusTest")->isVisible(), kPatience);
  QVERIFY(driver_.find<QLabel>("statusMonitor")->text().contains(QStringLiteral("MAE ")));
  QVERIFY(driver_.find<QLabel>("statusMonitor")->toolTip().contains(QStringLiteral("mean absolute error")));
  QVERIFY(driver_.find<CurvePlot>("metricPlot")->accessibleName().contains(QStringLiteral("(MAE)")));
}

void WindowTest::menusHaveTheTheme_data() {
  QTest::addColumn<bool>("dark");
  QTest::newRow("dark") << true;
  QTest::newRow("light") << false;
}

/// The menu over a plot, and the one that Qt itself opens over a field.
void WindowTest::menusHaveTheTheme() {
  QFETCH(bool, dark);
  driver_.open(firstExperiment());
  driver_.window->themeChoice().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
  const Theme& theme = driver_.window->themeChoice().theme();
  for (QWidget* below : {static_cast<QWidget*>(driver_.find<CurvePlot>("lossPlot")->findChild<QCustomPlot*>()),
                         static_cast<QWidget*>(driver_.find<SeedField>("seedField")->lineEdit())}) {
    QContextMenuEvent event(QContextMenuEvent::Mouse, {5, 5}, below->mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(below, &event);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    QCOMPARE(menu->parentWidget()->window(), driver_.window.get());
    QVERIFY(!menu->mask().isEmpty());
    const QImage image = menu->grab().toImage();
    QCOMPARE(image.pixelColor(image.width() / 2, 3), theme.card);
    menu->close();
  }
}

void WindowTest::togglesTheTheme() {
  driver_.open(firstExperiment());
  const bool wasDark = driver_.window->themeChoice().theme().isDark;
  driver_.click("themeButton");
  QCOMPARE(driver_.window->themeChoice().theme().isDark, !wasDark);
  const QColor panel = driver_.find<QWidget>("batchSizeField")->palette().color(role::kPanel);
  QCOMPARE(panel, driver_.window->themeChoice().theme().panel);
  QCOMPARE(ThemeChoice().theme().isDark, !wasDark);
  driver_.press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
  QCOMPARE(driver_.window->themeChoice().theme().isDark, wasDark);
  QCOMPARE(driver_.window->themeChoice().mode(), ThemeMode::System);
}

void WindowTest::whatComesLaterHasTheTheme_data() {
  QTest::addColumn<bool>("dark");
  QTest::newRow("dark") << true;
  QTest::newRow("light") << false;
}

void WindowTest::whatComesLaterHasTheTheme() {
  QFETCH(bool, dark);
  driver_.open(firstExperiment());
  driver_.window->themeChoice().setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
  driver_.choose("optimizerCombo", "sgd");
  driver_.choose("datasetCombo", "xor");
  driver_.click("addLayerButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.isReady(), kPatience);

  const QColor text = driver_.window->themeChoice().theme().text;
  for (const auto* widget : driver_.window->findChildren<QWidget*>()) {
    if (!widget->isVisible() || !widget->styleSheet().isEmpty()) continue;
    const QString name = QString::fromLatin1(widget->metaObject()->className()) + widget->objectName();
    QVERIFY2(widget->palette().color(QPalette::Active, role::kText) == text, qPrintable(name));
    QVERIFY2(widget->font().family() == textFont().family(), qPrintable(name));
  }
}

void WindowTest::followsTheSystemsTheme() {
  QSettings().clear();
  static bool dark;
  dark = false;
  ThemeChoice choice(nullptr, [] { return dark; });
  const QSignalSpy changes(&choice, &ThemeChoice::changed);
  const auto tellChange = [] {
    QWindow window;
    QEvent change(QEvent::ThemeChange);
    QCoreApplication::sendEvent(&window, &change);
  };
  QVERIFY(!choice.theme().isDark);
  dark = true;
  QVERIFY(!choice.theme().isDark);
  tellChange();
  QVERIFY(choice.theme().isDark);
  QCOMPARE(changes.count(), 1);

  choice.choose(ThemeMode::Dark);  // a person's choice stands, whatever the system does
  dark = false;
  tellChange();
  QVERIFY(choice.theme().isDark);
  QCOMPARE(changes.count(), 1);
  QSettings().clear();
}

/// The system's palette can be read while the application wears another.
void WindowTest::readsTheSystemsThemeBelowItsOwn() {
  const QPalette before = QApplication::palette();
  const bool system = isSystemDark();
  QWidget window;
  for (const Theme* theme : {&Theme::dark(), &Theme::light()}) {
    dress(window, *theme);
    QCOMPARE(isSystemDark(), system);
    QCOMPARE(QApplication::palette().color(role::kPanel), theme->panel);
  }
  QApplication::setPalette(before);
}

void WindowTest::statusBarFollowsTheTheme() {
  StatusBar bar;
  Snapshot snapshot;
  snapshot.samplesPerSecond = 1234;
  for (const Theme& theme : {Theme::dark(), Theme::light(), Theme::dark()}) {
    dress(bar, theme);
    if (snapshot.run == 0) bar.showSnapshot(snapshot);
    snapshot.run = 1;
    const QString text = bar.findChild<QLabel*>(QStringLiteral("statusSpeed"))->text();
    QVERIFY2(text.contains(theme.text.name()), qPrintable(text));
  }
}

void WindowTest::statusBarStandsStill() {
  StatusBar bar;
  bar.resize(1080, 28);
  bar.show();
  Snapshot snapshot;
  snapshot.run = 1;
  snapshot.epoch = 19;
  snapshot.batch = 10;
  snapshot.batchesPerEpoch = 12;
  snapshot.samplesPerSecond = 123400;
  bar.showSnapshot(snapshot);
  QApplication::processEvents();
  const auto* position = bar.findChild<QLabel*>(QStringLiteral("statusPosition"));
  const auto* speed = bar.findChild<QLabel*>(QStringLiteral("statusSpeed"));
  QCOMPARE(position->text(), QStringLiteral("Epoch 19 · batch 10/12"));
  const int before = speed->x();
  snapshot.epoch = 20;
  snapshot.batch = 0;
  bar.showSnapshot(snapshot);
  QApplication::processEvents();
  QCOMPARE(position->text(), QStringLiteral("Epoch 20"));
  QCOMPARE(speed->x(), before);
  snapshot.run = 2;
  bar.showSnapshot(snapshot);
  QApplication::processEvents();
  QVERIFY(speed->x() < before);
}

/// A close that waited for the end of training would outlast the test. How soon it closes, the bench says.
void WindowTest::closesWhileTraining() {
  Experiment experiment = withDataset(longExperiment(), {"mnist-10k", {}});
  experiment.training.epochs = 1'000'000;
  driver_.open(experiment);
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.lossPoints() > 10, kPatience);
  driver_.window->close();
  QVERIFY(!driver_.window->isVisible());
  cleanup();
}

void WindowTest::fitsASmallScreen() {
  driver_.open(withDataset(firstExperiment(), {"auto-mpg", {}}));
  driver_.window->resize(1280, 720);
  QCoreApplication::processEvents();
  QCOMPARE(driver_.window->size(), QSize(1280, 720));
  for (const Button* button : driver_.window->findChildren<Button*>()) {
    if (button->isVisible()) QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->objectName()));
  }
  for (const QLabel* label : driver_.window->findChildren<QLabel*>()) {
    if (!label->isVisible() || label->wordWrap()) continue;
    QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
  }
}

void WindowTest::everyControlSaysWhatItIs() {
  driver_.open(firstExperiment());
  for (const QWidget* widget : driver_.window->findChildren<QWidget*>()) {
    const bool control = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                         qobject_cast<const QComboBox*>(widget) != nullptr ||
                         qobject_cast<const NumberField*>(widget) != nullptr;
    if (!control || !widget->isVisible()) continue;
    const QByteArray name = (widget->objectName() + QStringLiteral(" ") + widget->accessibleName()).toUtf8();
    QVERIFY2(!widget->accessibleName().isEmpty(), name.constData());
    QVERIFY2(!widget->toolTip().isEmpty(), name.constData());
  }
}

void WindowTest::savesAScreenshot() {
  driver_.open(firstExperiment());
  QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("window.png"));
  saveScreenshot(*driver_.window, path, QSize(1200, 700));
  QCOMPARE(QImage(path).size(), QSize(1200, 700) * driver_.window->devicePixelRatioF());
  QVERIFY_THROWS_EXCEPTION(
      std::runtime_error,
      saveScreenshot(*driver_.window, folder.filePath(QStringLiteral("none/x.png")), QSize(1200, 700)));
}

void WindowTest::showsPagesByName() {
  driver_.open(firstExperiment());
  QVERIFY(driver_.window->showPage(QStringLiteral("train")));
  QVERIFY(!driver_.window->showPage(QStringLiteral("no such page")));
}

QTEST_MAIN(WindowTest)
#include "ui_window_test.moc"
