// The network canvas: its geometry, what it says about real weights, and every edit by real mouse and keyboard events.
#include <QHelpEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QToolTip>
#include <QtTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/nn/activation.h"
#include "core/nn/layer_registry.h"
#include "ui/network/activation_menu.h"
#include "ui/network/activation_pill.h"
#include "ui/network/layer_header.h"
#include "ui/network/link_curve.h"
#include "ui/network/network_canvas.h"
#include "ui/network/network_edit.h"
#include "ui/network/number_text.h"
#include "ui/network/round_button.h"
#include "ui/theme/legible.h"
#include "ui/theme/style.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

const QRectF kArea(16, 98, 668, 616);

LayerSpec layer(int units, const char* activation) {
  return {Choice{"linear", {{"units", static_cast<double>(units)}}}, Choice{activation, {}}};
}

NetworkSpec twoLayers() {
  return {{layer(8, "relu"), layer(4, "tanh")}};
}

Dataset images() {
  Dataset data;
  data.rows = 1;
  data.features = 784;
  data.image = {1, 28, 28};
  data.pixels.assign(784, 100);
  data.labels = {3};
  for (int i = 0; i < 10; ++i) data.classNames.push_back(std::to_string(i));
  return data;
}

Dataset table(int features) {
  Dataset data;
  data.rows = 1;
  data.features = features;
  for (int i = 0; i < features; ++i) data.featureNames.push_back("feature " + std::to_string(i + 1));
  data.values.assign(static_cast<std::size_t>(features), 0.5F);
  data.labels = {1};
  data.classNames = {"setosa", "versicolor", "virginica"};
  return data;
}

PreparedDataPtr prepared(const Dataset& data) {
  auto all = std::make_shared<PreparedData>();
  all->dataset = std::make_shared<Dataset>(data);
  return all;
}

LayerSpec plainLayer(const char* name, const char* activation = "identity") {
  return {Choice{name, {}}, Choice{activation, {}}};
}

/// Weights 0.01, 0.02, … with alternating signs, where a layer has any; every bias is 0.5, every value 0.25.
SnapshotPtr snapshotOf(const NetworkSpec& network, const Dataset& data) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->run = 1;
  int inputs = static_cast<int>(data.features);
  for (std::size_t i = 0; i <= network.hidden.size(); ++i) {
    LayerSnapshot made;
    made.inputs = inputs;
    const bool isOutput = i == network.hidden.size();
    const bool isDense = isOutput || unitsOf(network.hidden[i]) > 0;
    made.outputs = isOutput ? static_cast<int>(data.classes()) : isDense ? unitsOf(network.hidden[i]) : inputs;
    for (int w = 0; isDense && w < made.inputs * made.outputs; ++w) {
      made.weight.push_back(0.01F * static_cast<float>(w + 1) * (w % 2 == 0 ? 1.0F : -1.0F));
    }
    if (isDense) made.bias.assign(static_cast<std::size_t>(made.outputs), 0.5F);
    made.values.assign(static_cast<std::size_t>(made.outputs), 0.25F);
    inputs = made.outputs;
    snapshot->layers.push_back(made);
  }
  SampleSnapshot sample;
  sample.input.assign(static_cast<std::size_t>(data.features), 1.0F);
  sample.probabilities.assign(static_cast<std::size_t>(data.classes()), 0.1F);
  snapshot->sample = sample;
  return snapshot;
}

/// A canvas as a person has it before them, and the last network it told of.
struct Desk {
  explicit Desk(const NetworkSpec& network = twoLayers(), const Dataset& data = table(4)) {
    canvas.resize(700, 800);
    canvas.setData(prepared(data));
    canvas.setNetwork(network);
    QObject::connect(&canvas, &NetworkCanvas::networkEdited, &canvas,
                     [this](const NetworkSpec& edited, const QString& what) {
                       QVERIFY(!what.isEmpty());
                       last = edited;
                       ++edits;
                     });
    canvas.show();
    canvas.activateWindow();
    canvas.setFocus();
  }

  QPoint boxOf(int column, std::size_t box) const {
    return canvas.view().map(canvas.networkLayout().at(column).boxes[box].center()).toPoint();
  }
  /// A pointer that already is there does not move: it comes from elsewhere.
  void pointAt(const QPoint& position) {
    QTest::mouseMove(&canvas, {2, 100});
    QTest::mouseMove(&canvas, position);
  }
  LayerHeader* header(int column) const {
    return canvas.findChild<LayerHeader*>(QStringLiteral("header%1").arg(column));
  }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::keyClick(&canvas, key, modifiers);
  }
  std::vector<int> units() const {
    std::vector<int> all;
    for (const LayerSpec& each : last.hidden) all.push_back(unitsOf(each));
    return all;
  }

  NetworkCanvas canvas;
  NetworkSpec last;
  int edits = 0;
};

/// Says whether the widget took the turn; else it would go on to its parent.
bool turnWheel(QWidget* widget, const QPoint& at, int delta, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(widget, &event);
  return event.isAccepted();
}

}  // namespace

class UiNetworkTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { prepareApplication(); }  // the window's font, by which names fit or not

  void layoutShowsWhatFits_data();
  void layoutShowsWhatFits();
  void plusNSaysHowManyAreLeftOut_data();
  void plusNSaysHowManyAreLeftOut();
  void deepNetworksStayBelowTheLimit();
  void layoutStaysWhereItIsWhileItLearns();
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
  void layersWithoutUnitsKeepThem();
  void pixelsStayAPicture();
  void nothingIsKnownBeforeTheData();
  void pillsShowWholeNames_data();
  void pillsShowWholeNames();
  void deepHeadersDoNotTouch_data();
  void deepHeadersDoNotTouch();
  void elidedNamesAreToldInFull();
  void keysOfTheWindowAreLeftToIt_data();
  void keysOfTheWindowAreLeftToIt();
  void spacePressesControls();

  void addLayerAppendsACopyOfTheLast();
  void plusInsertsBetween();
  void deleteRemovesTheSelected_data();
  void deleteRemovesTheSelected();
  void keysChangeUnits_data();
  void keysChangeUnits();
  void typedNumberChangesUnits();
  void returnLeavesTheField_data();
  void returnLeavesTheField();
  void emptyFieldShowsItsNumberAgain();
  void escapeLeavesTheFieldAsItWas();
  void wheelOverHeaderChangesUnits();
  void steppersChangeUnits();
  void arrowsMoveTheSelection();
  void menuChangesTheActivation();
  void clickOnEmptyCanvasDeselects();
  void setNetworkTellsNobody();
  void answerWithAnotherNetworkIsTaken();
  void unknownNamesChangeNothing();
  void undoWhileTypingIsHarmless();
  void otherDataForgetsTheSnapshot();
  void wheelZoomsAndFitReturns();
  void draggingPans();
  void hoverExplainsAUnit();
  void hoverExplainsALink();
  void everyControlHasNameAndToolTip();
};

void UiNetworkTest::layoutShowsWhatFits_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<int>("units");
  QTest::addColumn<QSizeF>("size");
  for (const char* kind : {"images", "plane", "table"}) {
    for (const int units : {1, 2, 31, 32, 33, 255, 257, 4096}) {
      for (const QSizeF size : {QSizeF(668, 616), QSizeF(528, 436), QSizeF(300, 220)}) {
        QTest::addRow("%s, %d units, %g wide", kind, units, size.width()) << QString::fromLatin1(kind) << units << size;
      }
    }
  }
}

void UiNetworkTest::layoutShowsWhatFits() {
  QFETCH(QString, kind);
  QFETCH(int, units);
  QFETCH(QSizeF, size);
  const QRectF area(kArea.topLeft(), size);
  const Dataset data = kind == u"images" ? images() : table(kind == u"plane" ? 2 : 30);
  const NetworkLayout layout = layoutNetwork(shapeOf({{layer(units, "relu"), layer(units, "relu")}}, &data), area);
  QCOMPARE(layout.count(), 4);
  QCOMPARE(layout.at(1).kind == ColumnKind::Tiles, kind == u"images");

  QList<QRectF> all;
  for (const Column& column : layout.columns) {
    const auto shown = static_cast<int>(column.boxes.size());
    QVERIFY(shown > 0);
    if (column.kind != ColumnKind::Image) QCOMPARE(shown + column.omitted(), column.units);
    QCOMPARE(column.more.isNull(), column.omitted() == 0);
    QVERIFY(shown <= (column.kind == ColumnKind::Tiles ? 32 : 24));
    for (const QRectF& box : column.boxes) all << box;
    if (!column.more.isNull()) all << column.more;
  }
  for (int i = 0; i < all.size(); ++i) {
    QVERIFY(all[i].top() >= area.top() - 0.01);
    QVERIFY(all[i].bottom() <= area.bottom() + 0.01);
    QVERIFY(all[i].width() > 0 && all[i].height() > 8);
    for (int k = i + 1; k < all.size(); ++k) QVERIFY(!all[i].intersects(all[k]));
  }
  for (int i = 1; i < layout.count(); ++i) QVERIFY(layout.at(i).bounds.left() - layout.at(i - 1).bounds.right() >= 40);
}

void UiNetworkTest::plusNSaysHowManyAreLeftOut_data() {
  QTest::addColumn<int>("units");
  QTest::addColumn<int>("tilesOmitted");
  QTest::addColumn<int>("boxesOmitted");
  QTest::newRow("1") << 1 << 0 << 0;
  QTest::newRow("24") << 24 << 0 << 0;
  QTest::newRow("25") << 25 << 0 << 2;
  QTest::newRow("31") << 31 << 0 << 8;
  QTest::newRow("32") << 32 << 0 << 9;
  QTest::newRow("33") << 33 << 2 << 10;
  QTest::newRow("255") << 255 << 224 << 232;
  QTest::newRow("257") << 257 << 226 << 234;
  QTest::newRow("4096") << 4096 << 4065 << 4073;
}

void UiNetworkTest::plusNSaysHowManyAreLeftOut() {
  QFETCH(int, units);
  QFETCH(int, tilesOmitted);
  QFETCH(int, boxesOmitted);
  const Dataset data = images();
  const NetworkLayout layout = layoutNetwork(shapeOf({{layer(units, "relu"), layer(units, "relu")}}, &data), kArea);
  QCOMPARE(layout.at(1).omitted(), tilesOmitted);
  QCOMPARE(layout.at(2).omitted(), boxesOmitted);
}

void UiNetworkTest::deepNetworksStayBelowTheLimit() {
  for (const int depth : {1, 12, 200}) {
    NetworkSpec network;
    for (int i = 0; i < depth; ++i) network.hidden.push_back(layer(64, "relu"));
    NetworkCanvas canvas;
    canvas.resize(700, 800);
    canvas.setData(prepared(table(30)));
    canvas.setNetwork(network);
    QVERIFY(canvas.itemCount() < 4000);
    QVERIFY(canvas.itemCount() > depth);
    QVERIFY(canvas.networkLayout().boxCount() <= kMaxBoxes);
  }
}

void UiNetworkTest::layoutStaysWhereItIsWhileItLearns() {
  Desk desk;
  const QRectF before = desk.canvas.networkLayout().at(1).boxes[3];
  const QRect header = desk.header(1)->geometry();
  desk.canvas.setSnapshot(snapshotOf(twoLayers(), table(4)));
  desk.canvas.grab();
  QCOMPARE(desk.canvas.networkLayout().at(1).boxes[3], before);
  QCOMPARE(desk.header(1)->geometry(), header);
}

void UiNetworkTest::linksAreTheStrongest() {
  const Dataset data = table(30);
  const NetworkSpec network{{layer(20, "relu"), layer(20, "relu")}};
  const NetworkLayout layout = layoutNetwork(shapeOf(network, &data), kArea);
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
  QTest::newRow("whole") << -1742.4 << QStringLiteral("−1742");
  QTest::newRow("huge") << 2e6 << QStringLiteral("2e+06");
  QTest::newRow("no number") << std::nan("") << QStringLiteral("NaN");
  QTest::newRow("infinite") << -std::numeric_limits<double>::infinity() << QStringLiteral("−∞");
}

void UiNetworkTest::numbers() {
  QFETCH(double, number);
  QFETCH(QString, text);
  QCOMPARE(shortNumber(number), text);
  QCOMPARE(groupedNumber(25120), QStringLiteral("25\u00A0120"));
  QCOMPARE(groupedNumber(1234567), QStringLiteral("1\u00A0234\u00A0567"));
  QCOMPARE(groupedNumber(784), QStringLiteral("784"));
}

void UiNetworkTest::weightsOfAnotherNetworkAreNotShown() {
  const Dataset data = table(4);
  const SnapshotPtr snapshot = snapshotOf(twoLayers(), data);
  const auto fitting = layoutNetwork(shapeOf(twoLayers(), &data), kArea);
  QVERIFY(NetworkValues(snapshot, fitting).layer(2) != nullptr);
  QCOMPARE(NetworkValues(snapshot, fitting).value(1, 0), 0.25);

  const auto wider = layoutNetwork(shapeOf(withUnits(twoLayers(), 1, 5), &data), kArea);
  const NetworkValues partly(snapshot, wider);
  QVERIFY(partly.layer(1) != nullptr);
  QVERIFY(partly.layer(2) == nullptr);
  QVERIFY(!partly.value(2, 0).has_value());
  QVERIFY(partly.weights(2, 0).empty());

  const auto deeper = layoutNetwork(shapeOf(withLayerInserted(twoLayers(), 0), &data), kArea);
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
  QVERIFY(content.facts[0].value.endsWith(QStringLiteral(" 2 · unit 2")));
  const QString way = layout.at(2).isDense ? QStringLiteral("Tanh(z) = ") : QStringLiteral("goes out, after Tanh: ");
  QCOMPARE(content.facts[2].text, way);
  QCOMPARE(content.facts[2].value, QStringLiteral("0.25"));
}

void UiNetworkTest::layersWithoutUnitsKeepThem() {
  const NetworkSpec network{{layer(8, "relu"), plainLayer("dropout")}};
  QCOMPARE(withUnits(network, 1, 5), network);
  QCOMPARE(withLayerInserted(network, 2), (NetworkSpec{{layer(8, "relu"), plainLayer("dropout"), layer(8, "relu")}}));
  QCOMPARE(withLayerInserted({{plainLayer("dropout")}}, 1).hidden[1], LayerSpec{});

  Desk desk(network);
  desk.canvas.selectLayer(1);
  desk.press(Qt::Key_Up);
  desk.press(Qt::Key_Return);
  turnWheel(desk.header(2), {10, 10}, 120);
  QCOMPARE(desk.edits, 0);
  QVERIFY(!desk.header(2)->findChild<QLineEdit*>()->isVisible());
  QVERIFY(desk.header(2)->toolTip().contains(QStringLiteral("Share 0.5")));
}

void UiNetworkTest::pixelsStayAPicture() {
  const Dataset data = images();
  const NetworkSpec network{{plainLayer("dropout"), layer(32, "relu"), plainLayer("batch_norm")}};
  Desk desk(network, data);
  desk.canvas.setSnapshot(snapshotOf(network, data));
  const NetworkLayout& layout = desk.canvas.networkLayout();
  QCOMPARE(layout.at(1).kind, ColumnKind::Image);
  QCOMPARE(layout.at(2).kind, ColumnKind::Tiles);
  QCOMPARE(layout.at(3).kind, ColumnKind::Units);
  desk.pointAt(desk.boxOf(1, 0));
  QCOMPARE(desk.canvas.hoverContent().facts[0].value, QStringLiteral("Dropout 1 · pixel row 15, column 15"));
  QCOMPARE(desk.canvas.hoverContent().facts[2].value, QStringLiteral("0.25"));
}

void UiNetworkTest::nothingIsKnownBeforeTheData() {
  NetworkCanvas canvas;
  canvas.resize(700, 800);
  for (const LayerInfo& info : layers()) {
    canvas.setNetwork({{plainLayer(info.name.c_str()), plainLayer(info.name.c_str())}});
    QVERIFY(!canvas.grab().isNull());
    for (const Column& column : canvas.networkLayout().columns) QVERIFY(!column.boxes.empty());
  }
}

void UiNetworkTest::pillsShowWholeNames_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<int>("width");
  QTest::addColumn<int>("hidden");
  for (const char* kind : {"images", "plane", "table"}) {
    for (const int hidden : {1, 2, 3}) {
      // As wide as the canvas is in windows of 1280 × 720 and 1440 × 900.
      QTest::addRow("%s, %d layers, small", kind, hidden) << QString::fromLatin1(kind) << 600 << hidden;
      QTest::addRow("%s, %d layers, large", kind, hidden) << QString::fromLatin1(kind) << 716 << hidden;
    }
  }
}

void UiNetworkTest::pillsShowWholeNames() {
  QFETCH(QString, kind);
  QFETCH(int, width);
  QFETCH(int, hidden);
  const Dataset data = kind == u"images" ? images() : table(kind == u"plane" ? 2 : 9);
  for (const Activation& row : activations()) {
    NetworkSpec network;
    for (int i = 0; i < hidden; ++i) network.hidden.push_back(layer(16, row.name.c_str()));
    Desk desk(network, data);
    desk.canvas.resize(width, 590);
    for (int i = 1; i <= hidden; ++i) {
      const auto* pill = desk.header(i)->findChild<ActivationPill*>();
      QVERIFY2(pill->showsName(), qPrintable(QStringLiteral("%1: %2").arg(pill->text()).arg(pill->width())));
      QVERIFY(desk.header(i)->rect().contains(pill->geometry()));
    }
  }
}

void UiNetworkTest::deepHeadersDoNotTouch_data() {
  QTest::addColumn<int>("depth");
  for (const int depth : {1, 6, 12, 30}) QTest::addRow("%d", depth) << depth;
}

void UiNetworkTest::deepHeadersDoNotTouch() {
  QFETCH(int, depth);
  NetworkSpec network;
  for (int i = 0; i < depth; ++i) network.hidden.push_back(layer(8, "hardsigmoid"));
  Desk desk(network, table(2));
  desk.canvas.resize(600, 590);
  for (int column = 1; column < depth + 2; ++column) {
    QVERIFY(desk.header(column)->geometry().left() >= desk.header(column - 1)->geometry().right());
  }
  desk.canvas.selectLayer(0);
  for (const auto* control : desk.header(1)->findChildren<QWidget*>()) {
    if (depth > 12 || !control->isVisible()) continue;  // beyond, even a number has no room
    QVERIFY2(desk.header(1)->rect().contains(control->geometry()), qPrintable(control->objectName()));
  }
}

void UiNetworkTest::elidedNamesAreToldInFull() {
  Dataset data = table(3);
  const QString feature = QStringLiteral("the mean of the smoothness of the outline in the worst case");
  const QString name = QStringLiteral("a class with a name that nobody can remember");
  data.featureNames[1] = feature.toStdString();
  data.classNames[2] = name.toStdString();
  Desk desk(twoLayers(), data);
  desk.canvas.setSnapshot(snapshotOf(twoLayers(), data));
  desk.canvas.grab();
  QCOMPARE(desk.canvas.nameAt(desk.boxOf(0, 1) - QPoint(60, 0)), feature);
  QCOMPARE(desk.canvas.nameAt(desk.boxOf(0, 0) - QPoint(60, 0)), QString());
  QCOMPARE(desk.canvas.nameAt(desk.boxOf(3, 2)), name);
  QCOMPARE(desk.canvas.nameAt(desk.boxOf(3, 0)), QString());
  const QPoint at = desk.boxOf(3, 2);
  QHelpEvent help(QEvent::ToolTip, at, desk.canvas.mapToGlobal(at));
  QCoreApplication::sendEvent(&desk.canvas, &help);
  QCOMPARE(QToolTip::text(), name);
  QToolTip::hideText();
}

void UiNetworkTest::keysOfTheWindowAreLeftToIt_data() {
  QTest::addColumn<Qt::Key>("key");
  QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
  QTest::addColumn<QString>("text");
  QTest::addColumn<bool>("own");  // while a layer is selected
  QTest::addColumn<bool>("ownUnselected");
  const auto row = [](const char* name, Qt::Key key, Qt::KeyboardModifiers modifiers, const char* text, bool own,
                      bool ownUnselected) {
    QTest::newRow(name) << key << modifiers << QString::fromLatin1(text) << own << ownUnselected;
  };
  row("Space", Qt::Key_Space, {}, " ", false, false);
  row("Ctrl+0", Qt::Key_0, Qt::ControlModifier, "", false, false);
  row("Ctrl+L", Qt::Key_L, Qt::ControlModifier, "", false, false);
  row("Ctrl+Z", Qt::Key_Z, Qt::ControlModifier, "", false, false);
  row("S", Qt::Key_S, {}, "s", false, false);
  row("Alt+1", Qt::Key_1, Qt::AltModifier, "1", false, false);
  row("digit", Qt::Key_7, {}, "7", true, false);
  row("digit of the keypad", Qt::Key_7, Qt::KeypadModifier, "7", true, false);
  row("up", Qt::Key_Up, {}, "", true, false);
  row("shift up", Qt::Key_Up, Qt::ShiftModifier, "", true, false);
  row("left", Qt::Key_Left, {}, "", true, true);
  row("Delete", Qt::Key_Delete, {}, "", true, false);
  row("Escape", Qt::Key_Escape, {}, "", true, false);
  row("Insert", Qt::Key_Insert, {}, "", true, true);
  row("A", Qt::Key_A, {}, "a", true, false);
  row("Alt+Down", Qt::Key_Down, Qt::AltModifier, "", true, false);
  row("Ctrl+plus", Qt::Key_Plus, Qt::ControlModifier, "+", true, true);
}

void UiNetworkTest::keysOfTheWindowAreLeftToIt() {
  QFETCH(Qt::Key, key);
  QFETCH(Qt::KeyboardModifiers, modifiers);
  QFETCH(QString, text);
  QFETCH(bool, own);
  QFETCH(bool, ownUnselected);
  Desk desk;
  for (const int selected : {0, -1}) {
    desk.canvas.selectLayer(selected);
    QKeyEvent event(QEvent::ShortcutOverride, key, modifiers, text);
    event.ignore();
    QCoreApplication::sendEvent(&desk.canvas, &event);
    QCOMPARE(event.isAccepted(), selected < 0 ? ownUnselected : own);
  }
  if (own) return;
  const NetworkSpec before = desk.canvas.network();
  const CanvasView view = desk.canvas.view();
  desk.canvas.selectLayer(0);
  desk.press(key, modifiers);
  QCOMPARE(desk.canvas.network(), before);
  QCOMPARE(desk.canvas.view(), view);
}

void UiNetworkTest::spacePressesControls() {
  Desk desk;
  for (QWidget* control : {static_cast<QWidget*>(desk.header(1)->findChild<ActivationPill*>()),
                           static_cast<QWidget*>(desk.canvas.findChild<RoundButton*>())}) {
    QKeyEvent event(QEvent::ShortcutOverride, Qt::Key_Space, Qt::NoModifier, QStringLiteral(" "));
    event.ignore();
    QCoreApplication::sendEvent(control, &event);
    QVERIFY(event.isAccepted());
  }
}

void UiNetworkTest::addLayerAppendsACopyOfTheLast() {
  Desk desk;
  desk.canvas.addLayer();
  QCOMPARE(desk.edits, 1);
  QCOMPARE(desk.last, (NetworkSpec{{layer(8, "relu"), layer(4, "tanh"), layer(4, "tanh")}}));
  QCOMPARE(desk.canvas.selectedLayer(), 2);
  QCOMPARE(desk.canvas.network(), desk.last);

  Desk empty{NetworkSpec{}};
  empty.canvas.addLayer();
  QCOMPARE(empty.last, (NetworkSpec{{LayerSpec{}}}));
}

void UiNetworkTest::plusInsertsBetween() {
  Desk desk;
  auto* plus = desk.canvas.findChild<RoundButton*>(QStringLiteral("insert1"));
  QVERIFY(plus != nullptr && plus->isVisible());
  QTest::mouseClick(plus, Qt::LeftButton);
  QCOMPARE(desk.edits, 1);
  QCOMPARE(desk.last, (NetworkSpec{{layer(8, "relu"), layer(8, "relu"), layer(4, "tanh")}}));
  QCOMPARE(desk.canvas.selectedLayer(), 1);
  QTest::mouseClick(desk.canvas.findChild<RoundButton*>(QStringLiteral("insert0")), Qt::LeftButton);
  QCOMPARE(desk.units(), (std::vector<int>{8, 8, 8, 4}));
  QCOMPARE(desk.canvas.findChildren<LayerHeader*>().size(), 6);
}

void UiNetworkTest::deleteRemovesTheSelected_data() {
  QTest::addColumn<int>("column");
  QTest::addColumn<Qt::Key>("key");
  QTest::addColumn<int>("unitsLeft");
  QTest::newRow("first, Delete") << 1 << Qt::Key_Delete << 4;
  QTest::newRow("second, Backspace") << 2 << Qt::Key_Backspace << 8;
}

void UiNetworkTest::deleteRemovesTheSelected() {
  QFETCH(int, column);
  QFETCH(Qt::Key, key);
  QFETCH(int, unitsLeft);
  Desk desk;
  desk.press(key);
  QCOMPARE(desk.edits, 0);  // nothing is selected yet
  QTest::mouseClick(&desk.canvas, Qt::LeftButton, {}, desk.boxOf(column, 1));
  QCOMPARE(desk.canvas.selectedLayer(), column - 1);
  desk.press(key);
  QCOMPARE(desk.units(), std::vector<int>{unitsLeft});
  QCOMPARE(desk.canvas.selectedLayer(), 0);
  desk.press(key);
  QVERIFY(desk.last.hidden.empty());
  QCOMPARE(desk.canvas.selectedLayer(), -1);
  desk.press(key);
  QCOMPARE(desk.edits, 2);
}

void UiNetworkTest::keysChangeUnits_data() {
  QTest::addColumn<int>("before");
  QTest::addColumn<Qt::Key>("key");
  QTest::addColumn<bool>("shift");
  QTest::addColumn<int>("after");
  const int most = unitsRange(layer(8, "relu")).maximum;
  QTest::newRow("up") << 8 << Qt::Key_Up << false << 9;
  QTest::newRow("down") << 8 << Qt::Key_Down << false << 7;
  QTest::newRow("ten up") << 8 << Qt::Key_Up << true << 18;
  QTest::newRow("ten down stops at one") << 8 << Qt::Key_Down << true << 1;
  QTest::newRow("one is the least") << 1 << Qt::Key_Down << false << 1;
  QTest::newRow("there is a most") << most << Qt::Key_Up << false << most;
}

void UiNetworkTest::keysChangeUnits() {
  QFETCH(int, before);
  QFETCH(Qt::Key, key);
  QFETCH(bool, shift);
  QFETCH(int, after);
  Desk desk{NetworkSpec{{layer(before, "relu")}}};
  desk.canvas.selectLayer(0);
  desk.press(key, shift ? Qt::ShiftModifier : Qt::NoModifier);
  QCOMPARE(desk.edits, before == after ? 0 : 1);
  QCOMPARE(unitsOf(desk.canvas.network().hidden[0]), after);
}

void UiNetworkTest::typedNumberChangesUnits() {
  Desk desk;
  desk.canvas.selectLayer(1);
  QTest::keyClicks(&desk.canvas, QStringLiteral("6"));
  auto* field = desk.header(2)->findChild<QLineEdit*>(QStringLiteral("units"));
  QVERIFY(field->isVisible());
  QCOMPARE(field->text(), QStringLiteral("6"));
  QTest::keyClicks(field, QStringLiteral("4"));
  QCOMPARE(desk.edits, 0);
  QTest::keyClick(field, Qt::Key_Return);
  QCOMPARE(desk.edits, 1);
  QCOMPARE(desk.units(), (std::vector<int>{8, 64}));

  desk.press(Qt::Key_Return);
  QTest::keyClicks(field, QStringLiteral("99999"));
  QTest::keyClick(field, Qt::Key_Return);
  QCOMPARE(desk.units().back(), unitsRange(layer(8, "relu")).maximum);
  QCOMPARE(field->text(), QString::number(desk.units().back()));
}

void UiNetworkTest::returnLeavesTheField_data() {
  QTest::addColumn<int>("key");
  QTest::addColumn<QString>("typed");
  QTest::newRow("return") << int(Qt::Key_Return) << QStringLiteral("12");
  QTest::newRow("enter") << int(Qt::Key_Enter) << QStringLiteral("12");
  QTest::newRow("nothing new") << int(Qt::Key_Return) << QStringLiteral("4");
  QTest::newRow("empty") << int(Qt::Key_Return) << QString();
}

void UiNetworkTest::returnLeavesTheField() {
  QFETCH(int, key);
  QFETCH(QString, typed);
  Desk desk;
  QVERIFY(QTest::qWaitForWindowActive(&desk.canvas));
  desk.canvas.selectLayer(1);
  desk.press(Qt::Key_Return);
  auto* field = desk.header(2)->findChild<QLineEdit*>(QStringLiteral("units"));
  QVERIFY(field->hasFocus());
  QTest::keyClick(field, Qt::Key_Backspace);
  QTest::keyClicks(field, typed);
  QTest::keyClick(field, Qt::Key(key));
  QVERIFY(!field->hasFocus());
  QVERIFY(desk.canvas.hasFocus());
  const int units = unitsOf(desk.canvas.network().hidden[1]);
  QCOMPARE(units, typed.isEmpty() ? 4 : typed.toInt());
  QCOMPARE(field->text(), QString::number(units));
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
  QCOMPARE(desk.canvas.network().hidden.size(), std::size_t{1});
}

void UiNetworkTest::emptyFieldShowsItsNumberAgain() {
  Desk desk;
  QVERIFY(QTest::qWaitForWindowActive(&desk.canvas));
  desk.canvas.selectLayer(1);
  desk.press(Qt::Key_Return);
  auto* field = desk.header(2)->findChild<QLineEdit*>(QStringLiteral("units"));
  QTest::keyClick(field, Qt::Key_Backspace);
  QCOMPARE(field->text(), QString());
  desk.canvas.setFocus();
  QCOMPARE(field->text(), QStringLiteral("4"));
  QCOMPARE(desk.edits, 0);
}

void UiNetworkTest::escapeLeavesTheFieldAsItWas() {
  Desk desk;
  desk.canvas.selectLayer(0);
  desk.press(Qt::Key_F2);
  auto* field = desk.header(1)->findChild<QLineEdit*>(QStringLiteral("units"));
  QTest::keyClicks(field, QStringLiteral("77"));
  QCOMPARE(field->text(), QStringLiteral("77"));
  QTest::keyClick(field, Qt::Key_Escape);
  QCOMPARE(field->text(), QStringLiteral("8"));
  QCOMPARE(desk.edits, 0);
}

void UiNetworkTest::wheelOverHeaderChangesUnits() {
  Desk desk;
  LayerHeader* header = desk.header(1);
  turnWheel(header, header->rect().center(), 120);
  QCOMPARE(desk.units(), (std::vector<int>{9, 4}));
  turnWheel(header, header->rect().center(), -360);
  QCOMPARE(desk.units(), (std::vector<int>{6, 4}));
  turnWheel(header, header->rect().center(), 60);  // half a step
  QCOMPARE(desk.edits, 2);
  turnWheel(header, header->rect().center(), 60);
  QCOMPARE(desk.units(), (std::vector<int>{7, 4}));

  QVERIFY(!turnWheel(header, header->rect().center(), 120, Qt::ControlModifier));  // the canvas zooms
  QCOMPARE(desk.edits, 3);
}

void UiNetworkTest::steppersChangeUnits() {
  Desk desk;
  QTest::mouseClick(desk.header(2), Qt::LeftButton, {}, {desk.header(2)->width() / 2, 8});
  QCOMPARE(desk.canvas.selectedLayer(), 1);
  auto* more = desk.header(2)->findChild<RoundButton*>(QStringLiteral("moreUnits"));
  auto* fewer = desk.header(2)->findChild<RoundButton*>(QStringLiteral("fewerUnits"));
  QVERIFY(more->isVisible() && fewer->isVisible());
  QTest::mouseClick(more, Qt::LeftButton);
  QTest::mouseClick(more, Qt::LeftButton);
  QTest::mouseClick(fewer, Qt::LeftButton);
  QCOMPARE(desk.edits, 3);
  QCOMPARE(desk.units(), (std::vector<int>{8, 5}));
}

void UiNetworkTest::arrowsMoveTheSelection() {
  Desk desk;
  desk.canvas.selectLayer(-1);
  desk.press(Qt::Key_Right);
  QCOMPARE(desk.canvas.selectedLayer(), 0);
  desk.press(Qt::Key_Right);
  QCOMPARE(desk.canvas.selectedLayer(), 1);
  desk.press(Qt::Key_Right);
  QCOMPARE(desk.canvas.selectedLayer(), 1);
  desk.press(Qt::Key_Left);
  QCOMPARE(desk.canvas.selectedLayer(), 0);
  desk.press(Qt::Key_Insert);
  QCOMPARE(desk.units(), (std::vector<int>{8, 8, 4}));
  QCOMPARE(desk.canvas.selectedLayer(), 1);
  desk.press(Qt::Key_Escape);
  QCOMPARE(desk.canvas.selectedLayer(), -1);
}

void UiNetworkTest::menuChangesTheActivation() {
  Desk desk;
  auto* pill = desk.header(1)->findChild<ActivationPill*>();
  QTest::mouseClick(pill, Qt::LeftButton);
  auto* menu = pill->findChild<ActivationMenu*>();
  QVERIFY(menu != nullptr && menu->isVisible());
  auto* list = menu->findChild<QListWidget*>();
  QCOMPARE(list->count(), static_cast<int>(activations().size()));
  QCOMPARE(list->currentItem()->data(Qt::UserRole).toString(), QStringLiteral("relu"));
  int sigmoid = -1;
  for (int row = 0; row < list->count(); ++row) {
    if (list->item(row)->data(Qt::UserRole).toString() == u"sigmoid") sigmoid = row;
  }
  QVERIFY(sigmoid >= 0);
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(sigmoid)).center());
  QCOMPARE(desk.edits, 1);
  QCOMPARE(desk.last, (NetworkSpec{{layer(8, "sigmoid"), layer(4, "tanh")}}));

  desk.canvas.selectLayer(1);
  desk.press(Qt::Key_A);
  menu = desk.header(2)->findChild<ActivationPill*>()->findChild<ActivationMenu*>();
  QVERIFY(menu != nullptr);
  list = menu->findChild<QListWidget*>();
  const int tanh = list->currentRow();
  QTest::keyClick(list, Qt::Key_Home);
  QVERIFY(list->currentRow() != tanh);
  QTest::keyClick(list, Qt::Key_Return);
  QCOMPARE(desk.edits, 2);
  QCOMPARE(desk.last.hidden[1].activation.name, activations().front().name);
}

void UiNetworkTest::clickOnEmptyCanvasDeselects() {
  Desk desk;
  desk.canvas.selectLayer(1);
  QTest::mouseClick(&desk.canvas, Qt::LeftButton, {}, {20, 120});
  QCOMPARE(desk.canvas.selectedLayer(), -1);
  QCOMPARE(desk.edits, 0);
}

void UiNetworkTest::setNetworkTellsNobody() {
  Desk desk;
  desk.canvas.selectLayer(1);
  desk.canvas.setNetwork({{layer(3, "gelu")}});
  QCOMPARE(desk.edits, 0);
  QCOMPARE(desk.canvas.networkLayout().count(), 3);
  QCOMPARE(desk.canvas.selectedLayer(), 0);
  desk.canvas.setNetwork({});
  QCOMPARE(desk.canvas.networkLayout().count(), 2);
  QCOMPARE(desk.canvas.selectedLayer(), -1);
}

void UiNetworkTest::answerWithAnotherNetworkIsTaken() {
  Desk desk;
  connect(&desk.canvas, &NetworkCanvas::networkEdited, &desk.canvas, [&desk] { desk.canvas.setNetwork(twoLayers()); });
  desk.canvas.selectLayer(1);
  desk.press(Qt::Key_Delete);
  QCOMPARE(desk.edits, 1);
  QCOMPARE(desk.canvas.network(), twoLayers());
  QCOMPARE(desk.canvas.networkLayout().count(), 4);
  QVERIFY(!desk.canvas.grab().isNull());
}

void UiNetworkTest::unknownNamesChangeNothing() {
  Desk desk;
  NetworkSpec broken = twoLayers();
  broken.hidden[1].activation.name = "wishful thinking";
  QVERIFY_EXCEPTION_THROWN(desk.canvas.setNetwork(broken), FormatError);
  QCOMPARE(desk.canvas.network(), twoLayers());
}

void UiNetworkTest::undoWhileTypingIsHarmless() {
  Desk desk;
  desk.canvas.selectLayer(1);
  QTest::keyClicks(&desk.canvas, QStringLiteral("9"));
  QVERIFY(desk.header(2)->findChild<QLineEdit*>()->isVisible());
  desk.canvas.setNetwork({});
  QCOMPARE(desk.edits, 0);
  QCOMPARE(desk.canvas.network(), NetworkSpec{});
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

void UiNetworkTest::wheelZoomsAndFitReturns() {
  Desk desk;
  const CanvasView before = desk.canvas.view();
  const QPoint pointer(300, 400);
  const QPointF under = before.unmap(pointer);
  turnWheel(&desk.canvas, pointer, 240);
  QVERIFY(desk.canvas.view().scale > before.scale * 1.2);
  const QPointF still = desk.canvas.view().map(under);
  QVERIFY(std::hypot(still.x() - pointer.x(), still.y() - pointer.y()) < 0.001);
  for (int i = 0; i < 50; ++i) turnWheel(&desk.canvas, pointer, 240);
  QVERIFY(desk.canvas.view().scale <= 8);
  desk.canvas.fit();
  QCOMPARE(desk.canvas.view(), before);
}

void UiNetworkTest::draggingPans() {
  Desk desk;
  const CanvasView before = desk.canvas.view();
  const QPoint from(20, 120);
  QTest::mousePress(&desk.canvas, Qt::LeftButton, {}, from);
  QTest::mouseMove(&desk.canvas, from + QPoint(30, 10));
  QTest::mouseMove(&desk.canvas, from + QPoint(60, 20));
  QTest::mouseRelease(&desk.canvas, Qt::LeftButton, {}, from + QPoint(60, 20));
  QCOMPARE(desk.canvas.view().offset, before.offset + QPointF(60, 20));
  QCOMPARE(desk.canvas.view().scale, before.scale);
}

void UiNetworkTest::hoverExplainsAUnit() {
  Desk desk;
  desk.canvas.setSnapshot(snapshotOf(twoLayers(), table(4)));
  desk.pointAt(desk.boxOf(1, 1));
  const HoverContent content = desk.canvas.hoverContent();
  QVERIFY(content.facts.size() >= 4);
  QCOMPARE(content.facts[0].value, QStringLiteral("Linear 1 · unit 2"));
  // Weights 0.05, −0.06, 0.07, −0.08 on inputs of 1, and the bias 0.5.
  QCOMPARE(content.facts[1].text, QStringLiteral("z = w·x + b = −0.02 + 0.5 = "));
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

void UiNetworkTest::everyControlHasNameAndToolTip() {
  Desk desk;
  QVERIFY(!desk.canvas.accessibleName().isEmpty());
  QVERIFY(desk.canvas.accessibleDescription().contains(QStringLiteral("Linear")));
  const auto buttons = desk.canvas.findChildren<QAbstractButton*>();
  QVERIFY(buttons.size() >= 5);
  for (const QAbstractButton* button : buttons) {
    if (!button->isVisible()) continue;
    QVERIFY(!button->accessibleName().isEmpty());
    QVERIFY(!button->toolTip().isEmpty());
  }
}

QTEST_MAIN(UiNetworkTest)
#include "ui_network_test.moc"
