// Where the columns of the network lie, what fits on them, and how the view moves.
#include <QToolTip>

#include "tests/network_desk.h"
#include "ui/widgets/prepare_application.h"

using namespace gradus;
using namespace gradus::ui;
using namespace gradus::ui::test;

class UiNetworkLayoutTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { prepareApplication(); }  // the window's font, by which names fit or not

  void layoutShowsWhatFits_data();
  void layoutShowsWhatFits();
  void plusNSaysHowManyAreLeftOut_data();
  void plusNSaysHowManyAreLeftOut();
  void deepNetworksStayBelowTheLimit();
  void layoutStaysWhereItIsWhileItLearns();
  void pixelsStayAPicture();
  void nothingIsKnownBeforeTheData();
  void pillsShowWholeNames_data();
  void pillsShowWholeNames();
  void deepHeadersDoNotTouch_data();
  void deepHeadersDoNotTouch();
  void elidedNamesAreToldInFull();
  void wheelZoomsAndFitReturns();
  void draggingPans();
};

void UiNetworkLayoutTest::layoutShowsWhatFits_data() {
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

void UiNetworkLayoutTest::layoutShowsWhatFits() {
  QFETCH(QString, kind);
  QFETCH(int, units);
  QFETCH(QSizeF, size);
  const QRectF area(kArea.topLeft(), size);
  const Dataset data = dataOf(kind, 30);
  const NetworkLayout layout =
      layoutNetwork(shapeOf({{layer(units, "relu"), layer(units, "relu")}}, {"cross_entropy", {}}, &data), area);
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

void UiNetworkLayoutTest::plusNSaysHowManyAreLeftOut_data() {
  QTest::addColumn<int>("units");
  QTest::addColumn<int>("tilesOmitted");
  QTest::addColumn<int>("boxesOmitted");
  QTest::newRow("1") << 1 << 0 << 0;
  QTest::newRow("24") << 24 << 0 << 0;
  QTest::newRow("25") << 25 << 0 << 5;
  QTest::newRow("31") << 31 << 0 << 11;
  QTest::newRow("32") << 32 << 0 << 12;
  QTest::newRow("33") << 33 << 2 << 13;
  QTest::newRow("255") << 255 << 224 << 235;
  QTest::newRow("257") << 257 << 226 << 237;
  QTest::newRow("4096") << 4096 << 4065 << 4076;
}

void UiNetworkLayoutTest::plusNSaysHowManyAreLeftOut() {
  QFETCH(int, units);
  QFETCH(int, tilesOmitted);
  QFETCH(int, boxesOmitted);
  const Dataset data = images();
  const NetworkLayout layout =
      layoutNetwork(shapeOf({{layer(units, "relu"), layer(units, "relu")}}, {"cross_entropy", {}}, &data), kArea);
  QCOMPARE(layout.at(1).omitted(), tilesOmitted);
  QCOMPARE(layout.at(2).omitted(), boxesOmitted);
}

void UiNetworkLayoutTest::deepNetworksStayBelowTheLimit() {
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

void UiNetworkLayoutTest::layoutStaysWhereItIsWhileItLearns() {
  Desk desk;
  const QRectF before = desk.canvas.networkLayout().at(1).boxes[3];
  const QRect header = desk.header(1)->geometry();
  desk.canvas.setSnapshot(snapshotOf(twoLayers(), table(4)));
  desk.canvas.grab();
  QCOMPARE(desk.canvas.networkLayout().at(1).boxes[3], before);
  QCOMPARE(desk.header(1)->geometry(), header);
}

void UiNetworkLayoutTest::pixelsStayAPicture() {
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

void UiNetworkLayoutTest::nothingIsKnownBeforeTheData() {
  NetworkCanvas canvas;
  canvas.resize(700, 800);
  for (const LayerInfo& info : layers()) {
    canvas.setNetwork({{plainLayer(info.name.c_str()), plainLayer(info.name.c_str())}});
    QVERIFY(!canvas.grab().isNull());
    for (const Column& column : canvas.networkLayout().columns) QVERIFY(!column.boxes.empty());
  }
}

void UiNetworkLayoutTest::pillsShowWholeNames_data() {
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

void UiNetworkLayoutTest::pillsShowWholeNames() {
  QFETCH(QString, kind);
  QFETCH(int, width);
  QFETCH(int, hidden);
  const Dataset data = dataOf(kind, 9);
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

void UiNetworkLayoutTest::deepHeadersDoNotTouch_data() {
  QTest::addColumn<int>("depth");
  for (const int depth : {1, 6, 12, 30}) QTest::addRow("%d", depth) << depth;
}

void UiNetworkLayoutTest::deepHeadersDoNotTouch() {
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

void UiNetworkLayoutTest::elidedNamesAreToldInFull() {
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

void UiNetworkLayoutTest::wheelZoomsAndFitReturns() {
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

void UiNetworkLayoutTest::draggingPans() {
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

QTEST_MAIN(UiNetworkLayoutTest)
#include "ui_network_layout_test.moc"
