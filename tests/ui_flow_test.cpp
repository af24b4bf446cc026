// The strip of gradient flow: networks of every depth are shown, and one layer can be read of any.
#include <QTest>

#include "ui/statistics/gradient_strip.h"
#include "ui/theme/style.h"
#include "ui/widgets/prepare_application.h"

using namespace gradus;
using namespace gradus::ui;

class FlowTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { prepareApplication(); }

  void everyDepthIsShown_data();
  void everyDepthIsShown();
  void fiftyLayersAreReadOneByOne();
  void thePointerReads();
  void coloursTellTheIllness_data();
  void coloursTellTheIllness();

 private:
  static StatisticsPtr network(const std::vector<double>& flows) {
    auto statistics = std::make_shared<NetworkStatistics>();
    statistics->epochs = 12.4;
    for (std::size_t i = 0; i < flows.size(); ++i) {
      LayerStatistics layer;
      layer.name = "Linear " + std::to_string(i + 1);
      layer.flow = flows[i];
      layer.weights.count = 1;
      statistics->layers.push_back(layer);
    }
    return statistics;
  }

  static std::vector<double> fading(int layers, double factor) {
    std::vector<double> flows;
    for (int i = 0; i < layers; ++i) flows.push_back(std::pow(factor, layers - 1 - i));
    return flows;
  }

  static GradientStrip& shown(GradientStrip& strip, int width, const StatisticsPtr& statistics) {
    dress(strip, Theme::light());
    strip.setTheme(Theme::light());
    strip.resize(width, strip.sizeHint().height());
    strip.setStatistics(statistics);
    strip.show();
    return strip;
  }

  /// Pixels that are of that colour, but for their lightness at edges.
  static int pixelsOf(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y) == color ? 1 : 0;
    }
    return count;
  }
};

void FlowTest::everyDepthIsShown_data() {
  QTest::addColumn<int>("layers");
  QTest::addColumn<int>("width");
  for (const int layers : {1, 2, 4, 5, 9, 12, 13, 50, 128}) {
    for (const int width : {420, 640, 1500}) QTest::addRow("%d layers, %d wide", layers, width) << layers << width;
  }
}

void FlowTest::everyDepthIsShown() {
  QFETCH(int, layers);
  QFETCH(int, width);
  GradientStrip empty;
  const int nothing = pixelsOf(shown(empty, width, network({})).grab().toImage(), Theme::light().good);
  GradientStrip strip;
  const QImage image = shown(strip, width, network(fading(layers, 0.99))).grab().toImage();
  QVERIFY(pixelsOf(image, Theme::light().good) > nothing + 5);
  QCOMPARE(strip.accessibleDescription().count(QStringLiteral("Linear")), layers);
}

void FlowTest::fiftyLayersAreReadOneByOne() {
  GradientStrip strip;
  shown(strip, 640, network(fading(50, 0.4)));
  strip.setFocus();
  QTest::keyClick(&strip, Qt::Key_Home);
  QVERIFY2(strip.reading().startsWith(QStringLiteral("Linear 1, ")), qPrintable(strip.reading()));
  QVERIFY(strip.reading().endsWith(QStringLiteral("vanishes")));
  for (int press = 0; press < 16; ++press) QTest::keyClick(&strip, Qt::Key_Right);
  QCOMPARE(strip.reading(), QStringLiteral("Linear 17, 7.4e−14 · vanishes"));
  QVERIFY(strip.accessibleName().contains(QStringLiteral("Linear 17")));
  QVERIFY(strip.accessibleDescription().endsWith(QStringLiteral("as of epoch 12.4")));
  QTest::keyClick(&strip, Qt::Key_End);
  QCOMPARE(strip.reading(), QStringLiteral("Linear 50, 1 · healthy"));
  QTest::keyClick(&strip, Qt::Key_Right);
  QCOMPARE(strip.reading(), QStringLiteral("Linear 50, 1 · healthy"));
}

void FlowTest::thePointerReads() {
  GradientStrip strip;
  shown(strip, 640, network(fading(50, 0.4)));
  QVERIFY(strip.reading().isEmpty());
  QTest::mouseMove(&strip, QPoint(160, 20));
  QTRY_VERIFY(strip.reading().startsWith(QStringLiteral("Linear ")));
  const QString left = strip.reading();
  QTest::mouseMove(&strip, QPoint(430, 20));
  QTRY_VERIFY(strip.reading() != left);
}

void FlowTest::coloursTellTheIllness_data() {
  QTest::addColumn<double>("first");
  QTest::addColumn<QColor>("color");
  QTest::newRow("vanishes") << 1e-5 << Theme::light().warning;
  QTest::newRow("explodes") << 1e5 << Theme::light().bad;
  QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << Theme::light().bad;
  QTest::newRow("nothing at all") << 0.0 << Theme::light().warning;
}

void FlowTest::coloursTellTheIllness() {
  QFETCH(double, first);
  QFETCH(QColor, color);
  for (const int layers : {3, 8, 40}) {
    std::vector<double> flows(static_cast<std::size_t>(layers), 1);
    flows.front() = first;
    GradientStrip strip;
    const QImage image = shown(strip, 700, network(flows)).grab().toImage();
    QVERIFY2(pixelsOf(image, color) > 2, qPrintable(QString::number(layers)));
  }
}

QTEST_MAIN(FlowTest)
#include "ui_flow_test.moc"
