// The device in the top bar: a menu of all of them, which changes the one that computes, remembers it, and says where
// that cannot be. PoCL shows two devices of one processor here.
#include <QMenu>
#include <QSettings>

#include "core/opencl/device_info.h"
#include "tests/window_driver.h"
#include "ui/shell/device_button.h"
#include "ui/widgets/banner.h"

using namespace gradus;
using namespace gradus::ui;

class DeviceMenuTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void cleanup();

  void listsAllDevices();
  void changesWhileItTrains();
  void opensByTheKeyboard();
  void remembersTheChoice();
  void saysThatItStays();
  void saysThatTheRememberedOneIsGone();
  void choosesWhereNoneWorks();

 private:
  void open(const DeviceSource& source);
  void choose(std::size_t index) const;
  bool computesOn(const DeviceInfo& device) const;

  WindowDriver driver_;
  std::vector<DeviceInfo> devices_;
};

void DeviceMenuTest::initTestCase() {
  qputenv("POCL_DEVICES", "basic pthread");  // before the driver is loaded
  devices_ = listDevices();
  QCOMPARE(devices_.size(), std::size_t{2});
  driver_.prepare();
}

void DeviceMenuTest::cleanup() {
  driver_.close();
  QSettings().clear();
}

void DeviceMenuTest::open(const DeviceSource& source) {
  driver_.session = std::make_unique<TrainingSession>(source);
  driver_.window = std::make_unique<MainWindow>(*driver_.session, longExperiment());
  driver_.window->resize(1440, 900);
  driver_.window->show();
}

/// With the menu that a click opens.
void DeviceMenuTest::choose(std::size_t index) const {
  driver_.click("deviceChip");
  auto* menu = driver_.find<QMenu>("deviceMenu");
  QTRY_VERIFY_WITH_TIMEOUT(menu->isVisible(), kPatience);
  auto* action = driver_.find<QAction>(qPrintable(QStringLiteral("device:%1").arg(index)));
  QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
}

/// As the bar and the menu say.
bool DeviceMenuTest::computesOn(const DeviceInfo& device) const {
  const auto* chip = driver_.find<DeviceButton>("deviceChip");
  const QString title = QString::fromStdString(device.title());
  for (const DeviceInfo& each : devices_) {
    const auto* action = driver_.window->findChild<QAction*>(QStringLiteral("device:%1").arg(each.index));
    if (action == nullptr || action->isChecked() != (each.index == device.index)) return false;
  }
  return chip->text() == title && chip->toolTip().contains(title) && chip->accessibleName().contains(title);
}

void DeviceMenuTest::listsAllDevices() {
  driver_.open(firstExperiment());
  QTRY_VERIFY_WITH_TIMEOUT(computesOn(devices_[0]), kPatience);
  const QList<QAction*> actions = driver_.find<QMenu>("deviceMenu")->actions();
  QCOMPARE(actions.size(), 2);
  for (int i = 0; i < 2; ++i) {
    const DeviceInfo& device = devices_.at(static_cast<std::size_t>(i));
    QVERIFY2(actions[i]->text().startsWith(QString::fromStdString(device.title())), qPrintable(actions[i]->text()));
    QVERIFY2(actions[i]->text().endsWith(QStringLiteral("GiB")), qPrintable(actions[i]->text()));
    QVERIFY(actions[i]->toolTip().contains(QString::fromStdString(device.driver)));
  }
}

void DeviceMenuTest::changesWhileItTrains() {
  driver_.open(longExperiment());
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->step > 20, kPatience);
  const SnapshotPtr before = driver_.last();
  choose(1);
  QTRY_VERIFY_WITH_TIMEOUT(computesOn(devices_[1]), kPatience);
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->step > before->step + 20, kPatience);
  QVERIFY(driver_.last()->state == SessionState::Running);
  QCOMPARE(driver_.last()->run, before->run);
  QVERIFY(!driver_.find<Banner>("banner")->isVisible());
}

void DeviceMenuTest::opensByTheKeyboard() {
  driver_.open(firstExperiment());
  auto* chip = driver_.find<DeviceButton>("deviceChip");
  auto* menu = driver_.find<QMenu>("deviceMenu");
  for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Space}) {
    chip->setFocus(Qt::TabFocusReason);
    QTest::keyClick(chip, key);
    QTRY_VERIFY_WITH_TIMEOUT(menu->isVisible(), kPatience);
    menu->close();
  }
  QVERIFY(driver_.isReady());  // Space has trained nothing
}

void DeviceMenuTest::remembersTheChoice() {
  driver_.open(firstExperiment());
  QVERIFY(rememberedDevice().isEmpty());
  choose(1);
  QTRY_VERIFY_WITH_TIMEOUT(computesOn(devices_[1]), kPatience);
  QCOMPARE(rememberedDevice(), QString::fromStdString(devices_[1].key()));
  driver_.close();
  open({.remembered = rememberedDevice().toStdString()});
  QTRY_VERIFY_WITH_TIMEOUT(computesOn(devices_[1]), kPatience);
  QVERIFY(!driver_.find<Banner>("banner")->isVisible());
}

void DeviceMenuTest::saysThatItStays() {
  DeviceInfo gone = devices_[1];
  gone.index = 99;
  gone.name = "Gone";
  DeviceSource source;
  source.list = [all = std::vector<DeviceInfo>{devices_[0], devices_[1], gone}] { return all; };
  open(source);
  QTRY_VERIFY_WITH_TIMEOUT(computesOn(devices_[0]), kPatience);
  auto* banner = driver_.find<Banner>("banner");
  choose(99);
  QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
  QVERIFY2(banner->message().contains(QStringLiteral("Gone")), qPrintable(banner->message()));
  QVERIFY(computesOn(devices_[0]));
  QVERIFY(rememberedDevice().isEmpty());
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last() && driver_.last()->step > 5, kPatience);
  QVERIFY(banner->isVisible());  // until somebody has read it
  driver_.click("bannerDismiss");
  QVERIFY(!banner->isVisible());
}

void DeviceMenuTest::saysThatTheRememberedOneIsGone() {
  open({.remembered = "0 Fast Board Fast Platform"});
  auto* banner = driver_.find<Banner>("banner");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last() && driver_.isReady(), kPatience);
  QVERIFY(banner->isVisible());
  QVERIFY2(banner->message().contains(QStringLiteral("Fast Board")), qPrintable(banner->message()));
  QVERIFY(computesOn(devices_[0]));
}

void DeviceMenuTest::choosesWhereNoneWorks() {
  open({.request = "no such device"});
  QTRY_COMPARE_WITH_TIMEOUT(driver_.find<DeviceButton>("deviceChip")->text(), QStringLiteral("No device"), kPatience);
  QVERIFY(driver_.find<Banner>("banner")->isVisible());
  choose(1);
  QTRY_VERIFY_WITH_TIMEOUT(computesOn(devices_[1]) && driver_.last() && driver_.isReady(), kPatience);
  QVERIFY(!driver_.find<Banner>("banner")->isVisible());
}

QTEST_MAIN(DeviceMenuTest)
#include "ui_device_test.moc"
