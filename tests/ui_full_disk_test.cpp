// The window where kernels cannot be kept, or cannot be compiled at all: it says so, and goes on when there is room.
#include <QTest>

#include "core/experiment/first_experiment.h"
#include "tests/small_disk.h"
#include "tests/window_driver.h"
#include "ui/widgets/banner.h"

using namespace gradus;
using namespace gradus::ui;

class UiFullDiskTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    qputenv("GRADUS_CACHE_DIR", "/proc/gradus");  // nothing can be made there
    driver_.prepare();
  }
  void cleanup() { driver_.close(); }

  void saysWhereNothingIsKept() {
    driver_.open(firstExperiment());
    const QString tip = driver_.find<QWidget>("deviceChip")->toolTip();
    QVERIFY2(tip.contains(QStringLiteral("/proc/gradus: ")), qPrintable(tip));
    QVERIFY2(tip.contains(QStringLiteral("GRADUS_CACHE_DIR")), qPrintable(tip));
  }

  void goesOnWhenThereIsRoom() {
    driver_.open(firstExperiment());
    auto* banner = driver_.find<Banner>("banner");
    {
      const test::SmallDisk disk(1000);
      Experiment next = driver_.experiment();
      next.network.hidden.front().activation = {"gelu", {}, {}};
      driver_.window->document().change(next, QStringLiteral("Another activation"));
      QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatience);
      QVERIFY2(banner->message().contains(QStringLiteral("Make room")), qPrintable(banner->message()));
    }
    driver_.click("bannerAction");
    QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), kPatience);
    driver_.click("trainButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->epoch > 0, kPatience);
  }

 private:
  WindowDriver driver_;
};

QTEST_MAIN(UiFullDiskTest)
#include "ui_full_disk_test.moc"
