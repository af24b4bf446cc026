// The first window on a screen of its size: with its frame it fits. Qt's platform without a screen is told of one, and
// puts a frame around each window.
#include <QFile>
#include <QScreen>
#include <QTemporaryDir>
#include <QWindow>

#include "core/experiment/first_experiment.h"
#include "tests/window_driver.h"
#include "ui/shell/status_bar.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

constexpr QSize kScreen{1440, 900};

constexpr const char* kPlatform = R"json({"windowFrameMargins": true, "screens": [{"name": "laptop", "x": 0, "y": 0,
  "width": 1440, "height": 900, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]})json";

}  // namespace

class FirstWindowTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }

  void fitsTheScreenWithItsFrame() {
    TrainingSession session;
    MainWindow window(session, firstExperiment());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(window.screen()->availableSize(), kScreen);
    QVERIFY(!window.windowHandle()->frameMargins().isNull());
    const QSize framed = window.frameGeometry().size();
    QVERIFY(framed.width() > window.width() && framed.height() > window.height());
    QVERIFY2(framed.width() <= kScreen.width() && framed.height() <= kScreen.height(),
             qPrintable(QStringLiteral("%1×%2").arg(framed.width()).arg(framed.height())));
    // And what lies at the bottom of the window is in it.
    const auto* status = window.findChild<StatusBar*>();
    QVERIFY(window.rect().contains(QRect(status->mapTo(&window, QPoint()), status->size())));
  }

 private:
  WindowDriver driver_;
};

int main(int argc, char** argv) {
  const QTemporaryDir folder;
  QFile file(folder.filePath(QStringLiteral("platform.json")));
  if (!file.open(QIODevice::WriteOnly) || file.write(kPlatform) < 0) return 1;
  file.close();
  qputenv("QT_QPA_PLATFORM", QByteArrayLiteral("offscreen:configfile=") + file.fileName().toUtf8());
  const QApplication application(argc, argv);
  FirstWindowTest test;
  return QTest::qExec(&test, argc, argv);
}

#include "ui_first_window_test.moc"
