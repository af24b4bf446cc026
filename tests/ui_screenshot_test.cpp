// What `gradus screenshot` shows: every view has something to say of the very step that the picture was taken at.
#include <QImage>
#include <QLabel>
#include <QTemporaryDir>

#include "core/base/error.h"
#include "tests/window_driver.h"
#include "ui/document/page.h"
#include "ui/shell/screenshot.h"
#include "ui/statistics/gradient_strip.h"
#include "ui/train/doctor_strip.h"
#include "ui/train/finding_box.h"

using namespace gradus;
using namespace gradus::ui;

class UiScreenshotTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void everyViewHasSomethingToSay_data();
  void everyViewHasSomethingToSay();
  void aRunThatFailsIsExplained();
  void nothingIsKnownOfWhatCannotBegin();
  void aFailureNamesTheFile_data();
  void aFailureNamesTheFile();

 private:
  /// Without waiting for anything, as the command has it.
  void make(const Experiment& experiment, const QString& device = {}) {
    driver_.session = std::make_unique<TrainingSession>(device);
    driver_.window = std::make_unique<MainWindow>(*driver_.session, experiment);
    driver_.window->showPage(QStringLiteral("train"));
  }

  QString path() const { return folder_.filePath(QStringLiteral("window.png")); }

  QTemporaryDir folder_;
  WindowDriver driver_;
};

void UiScreenshotTest::everyViewHasSomethingToSay_data() {
  QTest::addColumn<QString>("dataset");
  QTest::addColumn<int>("layers");
  QTest::addColumn<int>("epochs");
  for (const int epochs : {0, 1, 7}) {
    QTest::addRow("two-spirals, %d", epochs) << "two-spirals" << 3 << epochs;
    QTest::addRow("iris, deep, %d", epochs) << "iris" << 14 << epochs;
  }
  QTest::addRow("mnist-10k, 1") << "mnist-10k" << 2 << 1;
}

void UiScreenshotTest::everyViewHasSomethingToSay() {
  QFETCH(QString, dataset);
  QFETCH(int, layers);
  QFETCH(int, epochs);
  Experiment experiment = withDataset(firstExperiment(), {dataset.toStdString(), {}});
  experiment.network.hidden.assign(static_cast<std::size_t>(layers), {{"linear", {{"units", 9}}}, {"tanh", {}}});
  make(experiment);
  StatisticsPtr told;
  connect(&driver_.window->feed(), &SnapshotFeed::arrived, this, [&told](const SnapshotPtr& snapshot) {
    if (snapshot->statistics) told = snapshot->statistics;
  });
  takeScreenshot(*driver_.window, *driver_.session, {path(), {1440, 900}, epochs});
  QCOMPARE(driver_.last()->epoch, epochs);

  const auto* strip = driver_.window->findChild<GradientStrip*>();
  const auto* doctor = driver_.window->findChild<DoctorStrip*>();
  QVERIFY(told != nullptr);
  QCOMPARE(told->step, driver_.last()->step);
  QVERIFY2(strip->accessibleDescription().contains(QStringLiteral("Linear %1").arg(layers)),
           qPrintable(strip->accessibleDescription()));
  if (epochs > 0) {
    const QList<FindingBox*> boxes = doctor->findChildren<FindingBox*>();
    QVERIFY(std::ranges::any_of(boxes, &QWidget::isVisible));
    QVERIFY(!doctor->findChild<QLabel*>(QStringLiteral("doctorWaits"))->isVisible());
  }
  // And that is what stands in the file.
  const QImage picture(path());
  const QImage window = driver_.window->grab().toImage().convertToFormat(picture.format());
  for (const QWidget* view : {static_cast<const QWidget*>(strip), static_cast<const QWidget*>(doctor)}) {
    const QRect place(view->mapTo(driver_.window.get(), QPoint()), view->size());
    QVERIFY(picture.rect().contains(place));
    QCOMPARE(picture.copy(place), window.copy(place));
  }
}

/// The first step fails, soon after the beginning: what the doctor and the gradient strip say is of that.
void UiScreenshotTest::aRunThatFailsIsExplained() {
  Experiment experiment = withDataset(firstExperiment(), {"moons", {}});
  experiment.network.hidden = {{{"linear", {{"units", 4}}}, {kOwnFunction, {}, "sqrt(x)"}}};
  experiment.training.optimizer = {"sgd", {{"lr", 1e-5}}};
  make(experiment);
  QString said;
  try {
    takeScreenshot(*driver_.window, *driver_.session, {path(), {1440, 900}, 1});
  } catch (const Error& error) {
    said = QString::fromUtf8(error.what());
  }
  QVERIFY2(said.startsWith(QStringLiteral("Training stopped at step 1: sqrt(x) of Linear 1 got ")), qPrintable(said));
  const auto* finding = driver_.window->findChild<FindingBox*>(QStringLiteral("doctor_diverged"));
  QVERIFY(finding != nullptr && finding->isVisible());
  QVERIFY2(finding->accessibleDescription().startsWith(QStringLiteral("At step 1, ")),
           qPrintable(finding->accessibleDescription()));
  QVERIFY(!driver_.window->findChild<QLabel*>(QStringLiteral("doctorWaits"))->isVisible());
  const QString flow = driver_.window->findChild<GradientStrip*>()->accessibleDescription();
  QVERIFY2(flow.contains(QStringLiteral("Linear 2")), qPrintable(flow));
}

void UiScreenshotTest::nothingIsKnownOfWhatCannotBegin() {
  Experiment experiment = withDataset(firstExperiment(), {"iris", {}});
  experiment.data.excluded = {150};
  make(experiment);
  QVERIFY_THROWS_EXCEPTION(Error, takeScreenshot(*driver_.window, *driver_.session, {path(), {1280, 720}, 1}));
  const auto* doctor = driver_.window->findChild<QLabel*>(QStringLiteral("doctorWaits"));
  QVERIFY(doctor->isVisible());
  QVERIFY2(doctor->text().startsWith(QStringLiteral("No layer was measured before this: data.excluded[0]: row 150")),
           qPrintable(doctor->text()));
  QCOMPARE(driver_.window->findChild<GradientStrip*>()->accessibleDescription(),
           QStringLiteral("not measured before the failure"));
}

void UiScreenshotTest::aFailureNamesTheFile_data() {
  QTest::addColumn<QString>("device");
  QTest::addColumn<QString>("begin");
  QTest::newRow("of the experiment") << ""
                                     << "mine.json: data.excluded[0]: row 150";
  QTest::newRow("of the device") << "none such"
                                 << "";
}

void UiScreenshotTest::aFailureNamesTheFile() {
  QFETCH(QString, device);
  QFETCH(QString, begin);
  Experiment experiment = withDataset(firstExperiment(), {"iris", {}});
  experiment.data.excluded = {150};
  make(experiment, device);
  QString said;
  try {
    takeScreenshot(*driver_.window, *driver_.session, {path(), {1280, 720}, 1, QStringLiteral("mine.json")});
  } catch (const Error& error) {
    said = QString::fromUtf8(error.what());
  }
  QVERIFY2(!said.isEmpty() && said.startsWith(begin), qPrintable(said));
  QCOMPARE(said.contains(QStringLiteral("mine.json")), !begin.isEmpty());
}

QTEST_MAIN(UiScreenshotTest)
#include "ui_screenshot_test.moc"
