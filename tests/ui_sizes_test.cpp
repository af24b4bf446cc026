// The window at the sizes that screens have: nothing overlaps, nothing is cut, everything is inside.
#include <QBoxLayout>
#include <QScrollArea>
#include <QScrollBar>

#include "tests/layout_faults.h"
#include "tests/window_driver.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/window_size.h"
#include "ui/theme/style.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tabbed_panel.h"

using namespace gradus;
using namespace gradus::ui;

class SizesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void firstWindowFitsTheScreen_data();
  void firstWindowFitsTheScreen();
  void textIsAsLargeAsTheSystems_data();
  void textIsAsLargeAsTheSystems();
  void picturesDoNotChaseTheScrollBar();
  void everyPageHasRoom_data();
  void everyPageHasRoom();
  void smallNetworksUseTheSpace();
  void belowEightHundredItIsDense();

 private:
  void settle() {
    // Layouts follow from one another.
    for (int round = 0; round < 6; ++round) QCoreApplication::processEvents();
  }

  WindowDriver driver_;
};

void SizesTest::firstWindowFitsTheScreen_data() {
  QTest::addColumn<QSize>("available");
  QTest::addColumn<QSize>("frame");
  QTest::newRow("laptop without panels") << QSize(1440, 900) << QSize(2, 38);
  QTest::newRow("laptop with a panel") << QSize(1440, 868) << QSize(10, 37);
  QTest::newRow("small laptop") << QSize(1280, 720) << QSize(16, 39);
  QTest::newRow("large screen") << QSize(2560, 1400) << QSize(16, 39);
  QTest::newRow("no frame") << QSize(1366, 768) << QSize(0, 0);
}

void SizesTest::firstWindowFitsTheScreen() {
  QFETCH(QSize, available);
  QFETCH(QSize, frame);
  const QSize framed = firstWindowSize(available) + frame;
  QVERIFY(framed.width() <= available.width() && framed.height() <= available.height());
  QVERIFY(firstWindowSize(available).width() >= kSmallestWindow.width());
}

void SizesTest::textIsAsLargeAsTheSystems_data() {
  QTest::addColumn<double>("points");
  QTest::addColumn<QSize>("available");
  QTest::addColumn<double>("factor");
  QTest::newRow("usual small font") << 9.0 << QSize(1440, 900) << 1.0;
  QTest::newRow("usual large font") << 11.0 << QSize(1440, 900) << 1.0;
  QTest::newRow("a font that says nothing") << -1.0 << QSize(1440, 900) << 1.0;
  QTest::newRow("larger") << 12.0 << QSize(1440, 900) << 1.2;
  QTest::newRow("half as large again") << 15.0 << QSize(1440, 900) << 1.5;
  QTest::newRow("more than fits in width") << 20.0 << QSize(1440, 1200) << 1.5;
  QTest::newRow("more than fits in height") << 20.0 << QSize(1920, 700) << 1.25;
  QTest::newRow("twice as large") << 20.0 << QSize(2560, 1440) << 2.0;
  QTest::newRow("very large") << 80.0 << QSize(7680, 4320) << 3.0;
  QTest::newRow("a screen that is too small anyway") << 15.0 << QSize(800, 600) << 1.0;
}

/// What is drawn larger has less room: at its largest as much as the smallest window, in which every page has room.
void SizesTest::textIsAsLargeAsTheSystems() {
  QFETCH(double, points);
  QFETCH(QSize, available);
  QTEST(enlargementFor(points, available), "factor");
}

/// A picture as high as it is wide: with the bar it would be lower, and need no bar.
void SizesTest::picturesDoNotChaseTheScrollBar() {
  class Square : public QWidget {
   public:
    Square() {
      QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
      policy.setHeightForWidth(true);
      setSizePolicy(policy);
    }
    int heightForWidth(int width) const override { return width; }
    QSize sizeHint() const override { return {100, 100}; }
  };
  QWidget window;
  dress(window, Theme::dark());
  auto* content = new QWidget;
  auto* inside = new QVBoxLayout(content);
  auto* square = new Square;
  inside->setContentsMargins(16, 16, 16, 16);
  inside->addWidget(square);
  inside->addStretch();
  QScrollArea* area = makeScrolling(content);
  keepWidth(*area, *inside);
  auto* layout = new QVBoxLayout(&window);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(area);
  window.show();
  for (int height = 280; height <= 330; ++height) {
    window.resize(300, height);
    QCoreApplication::processEvents();
    QCOMPARE(square->geometry(), QRect(16, 16, 268, 268));
    QCOMPARE(area->verticalScrollBar()->maximum(), std::max(0, 300 - height));
  }
}

void SizesTest::everyPageHasRoom_data() {
  QTest::addColumn<QString>("dataset");
  for (const char* name : {"two-spirals", "mnist-10k", "iris", "auto-mpg"}) QTest::newRow(name) << name;
}

void SizesTest::everyPageHasRoom() {
  QFETCH(QString, dataset);
  Experiment experiment = withDataset(firstExperiment(), {dataset.toStdString(), {}});
  experiment.training.epochs = 2;
  driver_.open(experiment);
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->state == SessionState::Finished, kPatience);
  QStringList faults;
  for (const QSize& size :
       {kSmallestWindow, QSize(1024, 600), QSize(1080, 620), QSize(1280, 720), QSize(1440, 900), QSize(2560, 1440)}) {
    driver_.window->resize(size);
    QCOMPARE(driver_.window->size(), size);
    const auto look = [&](const QString& where) {
      settle();
      // What comes from the engine may just have changed some words.
      if (QTest::qWaitFor([this] { return test::layoutFaults(*driver_.window).isEmpty(); }, 1000)) return;
      const QString at = QStringLiteral("%1×%2, %3: ").arg(size.width()).arg(size.height()).arg(where);
      for (const QString& fault : test::layoutFaults(*driver_.window)) faults << at + fault;
    };
    for (const char* page : {"inspect", "activations", "train"}) {
      QVERIFY(driver_.window->showPage(QString::fromLatin1(page)));
      look(QString::fromLatin1(page));
    }
    for (int tab = 3; tab >= 0; --tab) {
      driver_.find<TabbedPanel>("centreTabs")->setCurrent(tab);
      look(QStringLiteral("tab %1").arg(tab));
    }
  }
  faults.removeDuplicates();
  for (const QString& fault : faults) qInfo("%s", qPrintable(fault));
  QCOMPARE(faults.size(), 0);
}

void SizesTest::smallNetworksUseTheSpace() {
  driver_.open(firstExperiment());
  const auto* canvas = driver_.find<NetworkCanvas>("networkCanvas");
  driver_.window->resize(2560, 1440);
  settle();
  const QRectF shown = canvas->view().map(canvas->networkLayout().bounds);
  const QString seen = QStringLiteral("%1×%2 of %3×%4")
                           .arg(shown.width())
                           .arg(shown.height())
                           .arg(canvas->width())
                           .arg(canvas->height());
  QVERIFY2(shown.height() > 0.6 * canvas->height() || shown.width() > 0.8 * canvas->width(), qPrintable(seen));
  QVERIFY2(QRectF(canvas->rect()).contains(shown), qPrintable(seen));
}

void SizesTest::belowEightHundredItIsDense() {
  driver_.open(firstExperiment());
  driver_.window->resize(1280, 720);
  settle();
  const auto rowOf = [this](const char* name) { return driver_.find<QWidget>(name)->parentWidget(); };
  const auto topOf = [this](const QWidget* row) {
    return row->mapTo(driver_.find<QWidget>("trainingCard"), QPoint()).y();
  };
  QCOMPARE(topOf(rowOf("patienceField")) - topOf(rowOf("epochsField")), 29);
  QVERIFY(!driver_.find<QWidget>("planeSet:hills")->isVisible());
  QCOMPARE(driver_.find<QWidget>("planeSet:xor")->y(), driver_.find<QWidget>("planeSet:two-spirals")->y());
  driver_.click("morePlaneSets");
  settle();
  QVERIFY(driver_.find<QWidget>("planeSet:hills")->isVisible());
  driver_.window->resize(1440, 900);
  settle();
  QVERIFY(driver_.find<QWidget>("planeSet:hills")->isVisible());
  QVERIFY(topOf(rowOf("patienceField")) - topOf(rowOf("epochsField")) > 29);
}

QTEST_MAIN(SizesTest)
#include "ui_sizes_test.moc"
