// Curves as files: pictures that show them, numbers as they are, and words for what cannot be written.
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "tests/shown_plot.h"
#include "ui/plots/curve_export.h"

using namespace gradus;
using namespace gradus::ui;

class UiCurveExportTest : public QObject {
  Q_OBJECT

 private slots:
  void savesPictures_data();
  void savesPictures();
  void savesNumbers();
  void saysWhyItCannotSave();
};

void UiCurveExportTest::savesPictures_data() {
  QTest::addColumn<QString>("ending");
  QTest::addColumn<QByteArray>("begin");
  QTest::newRow("PNG") << QStringLiteral("png") << QByteArray("\x89PNG");
  QTest::newRow("SVG") << QStringLiteral("svg") << QByteArray("<?xml");
  QTest::newRow("PDF") << QStringLiteral("pdf") << QByteArray("%PDF");
}

void UiCurveExportTest::savesPictures() {
  QFETCH(QString, ending);
  QFETCH(QByteArray, begin);
  ShownPlot plot;
  const auto line = std::make_shared<CurveSeries>();
  for (int epoch = 1; epoch <= 10; ++epoch) line->append(epoch, 1.5F);
  plot.setGhosts({{QStringLiteral("previous run"), line, 0, QStringLiteral("ReLU instead of Tanh")}});
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("curve.") + ending);
  saveCurves(plot, path);
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QByteArray bytes = file.readAll();
  QVERIFY(bytes.startsWith(begin));
  QVERIFY(bytes.size() > 2000);
  if (ending == u"png") {
    const QImage image = QImage::fromData(bytes);
    QCOMPARE(image.size(), 2 * plot.pictureSize());
    int curve = 0;
    for (int y = 100; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) curve += image.pixelColor(x, y) == Theme::dark().train ? 1 : 0;
    }
    QVERIFY(curve > 100);
  }
  if (ending == u"svg") {
    QVERIFY(bytes.contains("Loss"));
    QVERIFY(bytes.contains("ReLU instead of Tanh"));
    QVERIFY(bytes.contains("<polyline") || bytes.contains("<path"));
    QVERIFY(!bytes.contains("<image"));
  }
}

void UiCurveExportTest::savesNumbers() {
  CurvePlot plot(CurvePlot::Kind::Loss);
  plot.setTask(Task::Classification, kEveryPart);
  append(plot, snapshotOf(1, 9, 3, 1, 1));  // batches at 0.9, 1 and 1.1, and epoch 1
  const auto line = std::make_shared<CurveSeries>();
  line->append(1, 0.125F);
  line->append(2, 0.0625F);
  plot.setGhosts({{QStringLiteral("previous \"run\""), line, 0}});
  const QList<QByteArray> lines = curveNumbers(plot).trimmed().split('\n');
  QCOMPARE(lines.size(), 5);
  QCOMPARE(lines[0], QByteArray("epoch,batch,train,valid,learning rate,\"previous \"\"run\"\"\""));
  QCOMPARE(lines[1], QByteArray("0.9,1,,,0,"));
  QCOMPARE(lines[2], QByteArray("1,0.5,0.5,2.25,0,0.125"));
  QCOMPARE(lines[3], QByteArray("1.1,0.333333343,,,0,"));
  QCOMPARE(lines[4], QByteArray("2,,,,,0.0625"));
}

void UiCurveExportTest::saysWhyItCannotSave() {
  ShownPlot plot;
  try {
    saveCurves(plot, QStringLiteral("/no/such/folder/curve.png"));
    QFAIL("wrote into a folder that is not there");
  } catch (const Error& error) {
    QVERIFY(QByteArray(error.what()).contains("/no/such/folder/curve.png"));
    QVERIFY(QByteArray(error.what()).contains("No such file"));
  }
  QVERIFY_THROWS_EXCEPTION(Error, saveCurves(plot, QStringLiteral("curve.bmp")));

  // A device is written through to, and what it says of a full disk is said.
  const QTemporaryDir folder;
  const QString link = folder.filePath(QStringLiteral("full.png"));
  QVERIFY(QFile::link(QStringLiteral("/dev/full"), link));
  QVERIFY_THROWS_EXCEPTION(Error, saveCurves(plot, link));
  QVERIFY(QFileInfo(link).isSymLink());
}

QTEST_MAIN(UiCurveExportTest)
#include "ui_curve_export_test.moc"
