// What the network canvas draws and says about real weights and values.
#include <QPainter>

#include "tests/network_desk.h"
#include "ui/network/link_curve.h"
#include "ui/theme/legible.h"
#include "ui/widgets/format.h"
#include "ui/widgets/prepare_application.h"

using namespace gradus;
using namespace gradus::ui;
using namespace gradus::ui::test;

namespace {

const Choice kCrossEntropy{"cross_entropy", {}};

}  // namespace

class UiNetworkTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { prepareApplication(); }  // the window's font, by which names fit or not

  void linksAreTheStrongest();
  void curveHasTheInkOfAStroke_data();
  void curveHasTheInkOfAStroke();
  void tileShowsSignAndSize();
  void scaleIgnoresOutliers();
  void textIsReadableEverywhere();
  void numbers_data();
  void numbers();
  void weightsOfAnotherNetworkAreNotShown();
  void historyAloneKeepsTheWeights();
  void layersWithoutUnitsShowTheirValues_data();
  void layersWithoutUnitsShowTheirValues();
  void otherDataForgetsTheSnapshot();
  void hoverExplainsAUnit();
  void hoverExplainsALink();
};

void UiNetworkTest::linksAreTheStrongest() {
  const Dataset data = table(30);
  const NetworkSpec network{{layer(20, "relu"), layer(20, "relu")}};
  const NetworkLayout layout = layoutNetwork(shapeOf(network, kCrossEntropy, &data), kArea);
  const NetworkValues values(snapshotOf(network, data), layout);
  const std::vector<Link> links = strongestLinks(layout, values);
  QVERIFY(links.size() <= kMaxLinks);
  QVERIFY(
      std::is_sorted(links.begin(), links.end(), [](const Link& a, const Link& b) { return a.strength < b.strength; }));

  // In each layer the weights grow with their index: the ones that are drawn are the last ones of those shown.
  float weakestDrawn = std::numeric_limits<float>::infinity();
  std::size_t drawn = 0;
  for (const Link& link : links) {
    if (link.column != 2) continue;
    ++drawn;
    weakestDrawn = std::min(weakestDrawn, std::abs(*link.weight));
    QCOMPARE(*link.weight, values.weights(2, link.to)[static_cast<std::size_t>(link.from)]);
  }
  const std::size_t candidates = layout.at(1).boxes.size() * layout.at(2).boxes.size();
  QVERIFY(drawn < candidates);
  std::size_t atLeastAsStrong = 0;
  for (int to = 0; to < static_cast<int>(layout.at(2).boxes.size()); ++to) {
    for (const float weight : values.weights(2, to)) atLeastAsStrong += std::abs(weight) >= weakestDrawn ? 1 : 0;
  }
  // Weights beyond the 98th percentile count as equally strong, so that a few may change places.
  QVERIFY(atLeastAsStrong <= drawn + candidates / 50);
}

void UiNetworkTest::curveHasTheInkOfAStroke_data() {
  QTest::addColumn<QPointF>("start");
  QTest::addColumn<QPointF>("end");
  QTest::addColumn<double>("width");
  QTest::newRow("level") << QPointF(10, 50.5) << QPointF(110, 50.5) << 2.0;
  QTest::newRow("down") << QPointF(10, 20) << QPointF(110, 90) << 1.5;
  QTest::newRow("steep up") << QPointF(20, 190) << QPointF(80, 8) << 2.8;
  QTest::newRow("thin") << QPointF(5, 10) << QPointF(180, 150) << 0.7;
}

void UiNetworkTest::curveHasTheInkOfAStroke() {
  QFETCH(QPointF, start);
  QFETCH(QPointF, end);
  QFETCH(double, width);
  const QPen pen(Qt::white, width, Qt::SolidLine, Qt::FlatCap);
  QImage expected(200, 200, QImage::Format_ARGB32_Premultiplied);
  expected.fill(Qt::transparent);
  QImage actual = expected;
  QPainter painter(&expected);
  painter.setRenderHint(QPainter::Antialiasing);
  drawCurve(painter, start, end, pen);
  painter.end();
  rasterCurve(actual, start, end, pen);

  double ink = 0;
  double difference = 0;
  for (int y = 0; y < 200; ++y) {
    for (int x = 0; x < 200; ++x) {
      ink += qAlpha(actual.pixel(x, y)) / 255.0;
      difference += std::abs(qAlpha(expected.pixel(x, y)) - qAlpha(actual.pixel(x, y))) / 255.0;
    }
  }
  double length = 0;
  for (int i = 0; i < 200; ++i) {
    const QPointF step = linkPoint(start, end, (i + 1) / 200.0) - linkPoint(start, end, i / 200.0);
    length += std::hypot(step.x(), step.y());
  }
  QVERIFY2(std::abs(ink - width * length) < 0.05 * ink, qPrintable(QString::number(ink / (width * length))));
  // Below one pixel the painter itself only approximates.
  if (width >= 1) QVERIFY2(difference < 0.2 * ink, qPrintable(QString::number(difference / ink)));
}

void UiNetworkTest::tileShowsSignAndSize() {
  const ColorRamp ramp(Theme::dark());
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> weights{1, -1, 0, 5, -5, nan};
  const QImage tile = weightTile(weights, {1, 2, 3}, 1, ramp);
  QCOMPARE(tile.size(), QSize(3, 2));
  QCOMPARE(tile.pixelColor(0, 0), Theme::dark().positive);
  QCOMPARE(tile.pixelColor(1, 0), Theme::dark().negative);
  QCOMPARE(tile.pixelColor(2, 0), Theme::dark().zero);
  QCOMPARE(tile.pixelColor(0, 1), Theme::dark().positive);  // clamped
  QCOMPARE(tile.pixelColor(1, 1), Theme::dark().negative);
  QCOMPARE(tile.pixelColor(2, 1), Theme::dark().bad);
}

void UiNetworkTest::scaleIgnoresOutliers() {
  std::vector<float> weights(1000, 0.5F);
  weights[7] = -100;
  QCOMPARE(robustScale(weights), 0.5F);
  QCOMPARE(robustScale({}), 1.0F);
  QCOMPARE(robustScale(std::vector<float>(100, 0.0F)), 1.0F);
  std::vector<float> rare(1000, 0.0F);
  rare[3] = -0.25F;
  QCOMPARE(robustScale(rare), 0.25F);
  std::vector<float> many(100'000, 0.0F);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<float>(i) / 100'000.0F;
  QVERIFY(std::abs(robustScale(many) - 0.98F) < 0.01F);
}

void UiNetworkTest::textIsReadableEverywhere() {
  for (const Theme& theme : {Theme::dark(), Theme::light()}) {
    for (int i = -20; i <= 20; ++i) {
      const QColor fill = theme.signedColor(i / 20.0);
      QVERIFY(contrast(fill, readableOn(fill, theme)) >= 4.5);
    }
    for (std::size_t label = 0; label < 5; ++label) {
      const QColor bar = tint(theme.classColor(label), theme);
      QVERIFY(contrast(bar, theme.text) >= 4.5);
      QVERIFY(contrast(bar, theme.card) >= 1.3);  // it is still seen
    }
  }
  QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
}

void UiNetworkTest::numbers_data() {
  QTest::addColumn<double>("number");
  QTest::addColumn<QString>("text");
  QTest::newRow("two decimals") << 0.974 << QStringLiteral("0.97");
  QTest::newRow("minus") << -0.2 << QStringLiteral("−0.20");
  QTest::newRow("never minus zero") << -0.001 << QStringLiteral("0.00");
  QTest::newRow("one decimal") << 12.34 << QStringLiteral("12.3");
  QTest::newRow("rounds up") << 9.999 << QStringLiteral("10.0");
  QTest::newRow("whole") << -1742.4 << QStringLiteral("−1\u202F742");
  QTest::newRow("huge") << 2e6 << QStringLiteral("2e6");
  QTest::newRow("no number") << std::nan("") << QStringLiteral("NaN");
  QTest::newRow("infinite") << -std::numeric_limits<double>::infinity() << QStringLiteral("−∞");
}

void UiNetworkTest::numbers() {
  QFETCH(double, number);
  QFETCH(QString, text);
  QCOMPARE(shortNumber(number), text);
}

void UiNetworkTest::weightsOfAnotherNetworkAreNotShown() {
  const Dataset data = table(4);
  const SnapshotPtr snapshot = snapshotOf(twoLayers(), data);
  const auto fitting = layoutNetwork(shapeOf(twoLayers(), kCrossEntropy, &data), kArea);
  QVERIFY(NetworkValues(snapshot, fitting).layer(2) != nullptr);
  QCOMPARE(NetworkValues(snapshot, fitting).value(1, 0), 0.25);

  const auto wider = layoutNetwork(shapeOf(withUnits(twoLayers(), 1, 5), kCrossEntropy, &data), kArea);
  const NetworkValues partly(snapshot, wider);
  QVERIFY(partly.layer(1) != nullptr);
  QVERIFY(partly.layer(2) == nullptr);
  QVERIFY(!partly.value(2, 0).has_value());
  QVERIFY(partly.weights(2, 0).empty());

  const auto deeper =
      layoutNetwork(shapeOf(withLayersInserted(twoLayers(), 0, {layer(8, "relu")}), kCrossEntropy, &data), kArea);
  QVERIFY(NetworkValues(snapshot, deeper).layer(1) == nullptr);
}

void UiNetworkTest::historyAloneKeepsTheWeights() {
  Desk desk;
  desk.canvas.setSnapshot(snapshotOf(twoLayers(), table(4)));
  const QImage with = desk.canvas.grab().toImage();
  auto history = std::make_shared<Snapshot>();
  history->run = 1;
  desk.canvas.setSnapshot(history);
  QCOMPARE(desk.canvas.grab().toImage(), with);
  history = std::make_shared<Snapshot>();
  history->run = 2;
  desk.canvas.setSnapshot(history);
  QVERIFY(desk.canvas.grab().toImage() != with);
}

void UiNetworkTest::layersWithoutUnitsShowTheirValues_data() {
  QTest::addColumn<QString>("name");
  for (const LayerInfo& info : layers()) QTest::addRow("%s", info.name.c_str()) << QString::fromStdString(info.name);
}

void UiNetworkTest::layersWithoutUnitsShowTheirValues() {
  QFETCH(QString, name);
  const Dataset data = table(4);
  const NetworkSpec network{{layer(8, "relu"), plainLayer(name.toUtf8().constData(), "tanh"), layer(3, "relu")}};
  Desk desk(network, data);
  desk.canvas.setSnapshot(snapshotOf(network, data));
  QVERIFY(!desk.canvas.grab().isNull());
  const NetworkLayout& layout = desk.canvas.networkLayout();
  QCOMPARE(layout.count(), 5);
  QCOMPARE(layout.at(2).boxes.size(), std::size_t{8});
  QCOMPARE(layout.at(2).isDense, unitsOf(network.hidden[1]) > 0);
  const NetworkValues values(snapshotOf(network, data), layout);
  for (int column = 0; column < 4; ++column) QVERIFY(values.value(column, 2).has_value());
  QVERIFY(!values.weights(3, 0).empty());
  QCOMPARE(values.weights(2, 0).empty(), !layout.at(2).isDense);

  const std::vector<Link> links = strongestLinks(layout, values);
  const auto into = std::count_if(links.begin(), links.end(), [](const Link& link) { return link.column == 2; });
  QCOMPARE(into, layout.at(2).isDense ? 64 : 8);

  desk.pointAt(desk.boxOf(2, 1));
  const HoverContent content = desk.canvas.hoverContent();
  const int number = layout.at(2).isDense ? 2 : 1;  // of its kind
  QVERIFY(content.facts[0].value.endsWith(QStringLiteral(" %1 · unit 2").arg(number)));
  const QString way = layout.at(2).isDense ? QStringLiteral("Tanh(z) = ") : QStringLiteral("goes out, after Tanh: ");
  QCOMPARE(content.facts[2].text, way);
  QCOMPARE(content.facts[2].value, QStringLiteral("0.25"));
}

void UiNetworkTest::otherDataForgetsTheSnapshot() {
  Desk desk;
  desk.canvas.setSnapshot(snapshotOf(twoLayers(), table(4)));
  desk.pointAt(desk.boxOf(1, 1));
  QCOMPARE(desk.canvas.hoverContent().facts.size(), 4);
  desk.canvas.setData(prepared(table(4)));
  desk.canvas.grab();
  QCOMPARE(desk.canvas.hoverContent().facts.size(), 2);  // its name, and that there are no weights yet
}

void UiNetworkTest::hoverExplainsAUnit() {
  Desk desk;
  desk.canvas.setSnapshot(snapshotOf(twoLayers(), table(4)));
  desk.pointAt(desk.boxOf(1, 1));
  const HoverContent content = desk.canvas.hoverContent();
  QVERIFY(content.facts.size() >= 4);
  QCOMPARE(content.facts[0].value, QStringLiteral("Linear 1 · unit 2"));
  // Weights 0.05, −0.06, 0.07, −0.08 on inputs of 1, and the bias 0.5.
  QCOMPARE(content.facts[1].text, QStringLiteral("z = 0.05·1 − 0.06·1 + 0.07·1 − 0.08·1 + 0.5 = "));
  QCOMPARE(content.facts[1].value, QStringLiteral("0.48"));
  QCOMPARE(content.facts[2].value, QStringLiteral("0.25"));
  QCOMPARE(content.facts[3].text, QStringLiteral("strongest weight, from feature 4: "));
  QCOMPARE(content.facts[3].value, QStringLiteral("−0.08"));
  desk.pointAt({20, 120});
  QVERIFY(desk.canvas.hoverContent().kind.isEmpty());
}

void UiNetworkTest::hoverExplainsALink() {
  // One input, one unit, one link between them: it passes the middle of the gap.
  const Dataset data = table(1);
  const NetworkSpec network{{layer(1, "relu")}};
  Desk desk(network, data);
  desk.canvas.setSnapshot(snapshotOf(network, data));
  const NetworkLayout& layout = desk.canvas.networkLayout();
  const QPointF middle(layout.gapCentre(0), layout.at(0).boxes[0].center().y());
  desk.pointAt(desk.canvas.view().map(middle).toPoint());
  const HoverContent content = desk.canvas.hoverContent();
  QCOMPARE(content.facts[0].value, QStringLiteral("feature 1 → Linear 1 · unit 1"));
  QCOMPARE(content.facts[1].value, QStringLiteral("0.01"));
}

QTEST_MAIN(UiNetworkTest)
#include "ui_network_test.moc"
