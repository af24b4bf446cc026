// The card that explains: numbers computed by hand, pinning, editing and all weights at large.
#include "tests/network_desk.h"
#include "ui/network/hover_card.h"
#include "ui/network/weight_view.h"
#include "ui/widgets/prepare_application.h"

using namespace gradus;
using namespace gradus::ui;
using namespace gradus::ui::test;

namespace {

QString textOf(const HoverContent& content) {
  QString text;
  for (const HoverFact& fact : content.facts) text += fact.text + fact.value + QStringLiteral("; ");
  return text;
}

/// The desk with a snapshot, and with what the canvas asks and edits noted.
struct PinDesk : Desk {
  explicit PinDesk(const NetworkSpec& network = twoLayers(), const Dataset& shown = table(4))
      : Desk(network, shown), snapshot(std::make_shared<Snapshot>(*snapshotOf(network, shown))) {
    canvas.setSnapshot(snapshot);
    QObject::connect(&canvas, &NetworkCanvas::questionChanged, &canvas,
                     [this](const std::optional<UnitQuestion>& question) { asked = question; });
    QObject::connect(&canvas, &NetworkCanvas::parameterEdited, &canvas,
                     [this](const UnitQuestion& at, double before, double after, const QString& name) {
                       edited = at;
                       numbers = {before, after};
                       editName = name;
                     });
  }

  /// The answer to the last question.
  void answer(double gradient, double rate, double next) {
    auto with = std::make_shared<Snapshot>(*snapshot);
    UnitDetail detail;
    detail.of = asked.value_or(UnitQuestion{});
    detail.row = 381;
    detail.sumGradient = -0.031;
    const LayerSnapshot& layer = with->layers[static_cast<std::size_t>(detail.of.layer)];
    const auto index = static_cast<std::size_t>(detail.of.unit * layer.inputs + detail.of.input);
    detail.parameter = static_cast<double>(detail.of.input < 0 ? layer.bias[static_cast<std::size_t>(detail.of.unit)]
                                                               : layer.weight[index]);
    detail.gradient = gradient;
    detail.learningRate = rate;
    detail.next = next;
    with->detail = detail;
    canvas.setSnapshot(with);
    canvas.grab();
  }

  QPoint middleOfTheLink() {
    const NetworkLayout& layout = canvas.networkLayout();
    return canvas.view().map(QPointF(layout.gapCentre(0), layout.at(0).boxes[0].center().y())).toPoint();
  }
  QLineEdit* field() const { return canvas.findChild<QLineEdit*>(QStringLiteral("pinnedNumber")); }
  QString card() const { return textOf(canvas.hoverContent()); }

  std::shared_ptr<Snapshot> snapshot;
  std::optional<UnitQuestion> asked;
  std::optional<UnitQuestion> edited;
  std::pair<double, double> numbers;
  QString editName;
};

/// One input, one unit, one link between them: it passes the middle of the gap.
NetworkSpec oneUnit() {
  return {{layer(1, "relu")}};
}

}  // namespace

class UiNetworkPinTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { prepareApplication(); }

  void smallSumsAreWrittenOut();
  void largeSumsAreShort();
  void hoverAsksForTheGradient();
  void stepIsWrittenAsDescent();
  void stepOfOtherOptimizersIsADifference();
  void answerOfAnotherQuestionIsNotShown();
  void clickPins();
  void closeUnpins();
  void doubleClickEditsAWeight();
  void doubleClickEditsABias();
  void escapeKeepsTheNumber();
  void typingIsNotOverwritten();
  void keysWalkAndEdit();
  void pinsOfGoneUnitsAreDropped();
  void doubleClickShowsATileAtLarge();
  void matrixShowsEveryWeight();
  void matrixPictureKeepsTheLargest();
};

void UiNetworkPinTest::smallSumsAreWrittenOut() {
  PinDesk desk(oneUnit(), table(1));
  desk.pointAt(desk.boxOf(1, 0));
  // The weight 0.01 on an input of 1, and the bias 0.5.
  QVERIFY2(desk.card().contains(QStringLiteral("z = 0.01·1 + 0.5 = 0.51;")), qPrintable(desk.card()));
}

void UiNetworkPinTest::largeSumsAreShort() {
  PinDesk desk(twoLayers(), table(5));
  desk.pointAt(desk.boxOf(1, 0));
  // 0.01 − 0.02 + 0.03 − 0.04 + 0.05 = 0.03.
  QVERIFY2(desk.card().contains(QStringLiteral("z = w·x + b = 0.03 + 0.5 = 0.53;")), qPrintable(desk.card()));
  // 0.25 · (0.01 − 0.02 + … + 0.07 − 0.08) = −0.01 in the second layer.
  desk.pointAt(desk.boxOf(2, 0));
  QVERIFY2(desk.card().contains(QStringLiteral("z = w·x + b = −0.01 + 0.5 = 0.49;")), qPrintable(desk.card()));
}

void UiNetworkPinTest::hoverAsksForTheGradient() {
  PinDesk desk;
  desk.pointAt(desk.boxOf(2, 1));
  QCOMPARE(desk.asked, (UnitQuestion{1, 1, -1}));
  QVERIFY(!desk.card().contains(QStringLiteral("∂L/∂z")));
  desk.answer(-0.031, 0.03, 0.50093);
  QVERIFY2(desk.card().contains(QStringLiteral("∂L/∂z = −0.031;")), qPrintable(desk.card()));
  desk.pointAt({2, 120});
  QVERIFY(!desk.asked.has_value());
}

void UiNetworkPinTest::stepIsWrittenAsDescent() {
  PinDesk desk(oneUnit(), table(1));
  desk.pointAt(desk.middleOfTheLink());
  QCOMPARE(desk.asked, (UnitQuestion{0, 0, 0}));
  desk.answer(-0.0142, 0.03, 0.01 + 0.03 * 0.0142);
  QVERIFY2(
      desk.card().contains(QStringLiteral("∂L/∂w = −0.0142; a step on sample 381: 0.01 − 0.03 × (−0.0142) = 0.01043;")),
      qPrintable(desk.card()));
}

void UiNetworkPinTest::stepOfOtherOptimizersIsADifference() {
  PinDesk desk(oneUnit(), table(1));
  desk.pointAt(desk.middleOfTheLink());
  desk.answer(-0.0142, 0.001, 0.011);
  QVERIFY2(desk.card().contains(QStringLiteral("a step on sample 381: 0.01 + 0.001 = 0.011;")),
           qPrintable(desk.card()));
}

void UiNetworkPinTest::answerOfAnotherQuestionIsNotShown() {
  PinDesk desk;
  desk.pointAt(desk.boxOf(2, 1));
  desk.answer(-0.031, 0.03, 0.5);
  desk.pointAt(desk.boxOf(2, 2));
  QVERIFY(!desk.card().contains(QStringLiteral("∂L")));
}

void UiNetworkPinTest::clickPins() {
  PinDesk desk;
  QTest::mouseClick(&desk.canvas, Qt::LeftButton, {}, desk.boxOf(2, 1));
  QVERIFY(desk.canvas.hoverContent().isPinned);
  QVERIFY(desk.field()->isVisible());
  QCOMPARE(desk.field()->text(), QStringLiteral("0.5"));
  desk.answer(0.2, 0.1, 0.48);
  desk.pointAt(desk.boxOf(1, 3));  // the card stays
  QVERIFY(desk.card().startsWith(QStringLiteral("Linear 2 · unit 2;")));
  QVERIFY2(desk.card().contains(QStringLiteral("∂L/∂b = 0.2; a step on sample 381: 0.5 − 0.1 × 0.2 = 0.48;")),
           qPrintable(desk.card()));
  desk.press(Qt::Key_Escape);
  QVERIFY(!desk.canvas.hoverContent().isPinned);
  QVERIFY(desk.card().startsWith(QStringLiteral("Linear 1 · unit 4;")));
  QVERIFY(!desk.field()->isVisible());
}

void UiNetworkPinTest::closeUnpins() {
  PinDesk desk;
  QTest::mouseClick(&desk.canvas, Qt::LeftButton, {}, desk.boxOf(1, 1));
  QTest::mouseClick(desk.canvas.findChild<RoundButton*>(QStringLiteral("unpin")), Qt::LeftButton);
  QVERIFY(!desk.canvas.hoverContent().isPinned);
}

void UiNetworkPinTest::doubleClickEditsAWeight() {
  PinDesk desk(oneUnit(), table(1));
  QVERIFY(QTest::qWaitForWindowActive(&desk.canvas));
  QTest::mouseDClick(&desk.canvas, Qt::LeftButton, {}, desk.middleOfTheLink());
  QVERIFY(desk.field()->hasFocus());
  QCOMPARE(desk.field()->selectedText(), QStringLiteral("0.01"));
  QTest::keyClicks(desk.field(), QStringLiteral("-1.25"));
  QTest::keyClick(desk.field(), Qt::Key_Return);
  QCOMPARE(desk.edited, (UnitQuestion{0, 0, 0}));
  QCOMPARE(static_cast<float>(desk.numbers.first), 0.01F);
  QCOMPARE(desk.numbers.second, -1.25);
  QCOMPARE(desk.editName, QStringLiteral("Weight of Linear 1"));
  QVERIFY(desk.canvas.hasFocus());
  QCOMPARE(desk.edits, 0);  // the network is the same
}

void UiNetworkPinTest::doubleClickEditsABias() {
  PinDesk desk;
  QTest::mouseDClick(&desk.canvas, Qt::LeftButton, {}, desk.boxOf(2, 3));
  QTest::keyClicks(desk.field(), QStringLiteral("2"));
  QTest::keyClick(desk.field(), Qt::Key_Return);
  QCOMPARE(desk.edited, (UnitQuestion{1, 3, -1}));
  QCOMPARE(desk.numbers, (std::pair{0.5, 2.0}));
  QCOMPARE(desk.editName, QStringLiteral("Bias of Linear 2"));
}

void UiNetworkPinTest::escapeKeepsTheNumber() {
  PinDesk desk;
  QTest::mouseDClick(&desk.canvas, Qt::LeftButton, {}, desk.boxOf(2, 3));
  QTest::keyClicks(desk.field(), QStringLiteral("2"));
  QTest::keyClick(desk.field(), Qt::Key_Escape);
  QVERIFY(!desk.edited.has_value());
  QVERIFY(desk.canvas.hoverContent().isPinned);
  QCOMPARE(desk.field()->text(), QStringLiteral("0.5"));
}

void UiNetworkPinTest::typingIsNotOverwritten() {
  PinDesk desk;
  QVERIFY(QTest::qWaitForWindowActive(&desk.canvas));
  QTest::mouseDClick(&desk.canvas, Qt::LeftButton, {}, desk.boxOf(2, 3));
  QTest::keyClicks(desk.field(), QStringLiteral("3.1"));
  auto later = std::make_shared<Snapshot>(*desk.snapshot);
  later->layers[1].bias[3] = 0.75F;
  desk.canvas.setSnapshot(later);
  desk.canvas.grab();
  QCOMPARE(desk.field()->text(), QStringLiteral("3.1"));
  QCOMPARE(desk.canvas.hoverContent().number, 0.75);
}

void UiNetworkPinTest::keysWalkAndEdit() {
  PinDesk desk;
  desk.canvas.selectLayer(1);
  desk.press(Qt::Key_PageDown);
  QCOMPARE(desk.asked, (UnitQuestion{1, 0, -1}));
  desk.press(Qt::Key_PageDown);
  desk.press(Qt::Key_PageDown);
  desk.press(Qt::Key_PageUp);
  QCOMPARE(desk.asked, (UnitQuestion{1, 1, -1}));
  desk.press(Qt::Key_PageDown, Qt::ShiftModifier);
  desk.press(Qt::Key_PageDown, Qt::ShiftModifier);
  QCOMPARE(desk.asked, (UnitQuestion{1, 1, 1}));
  desk.press(Qt::Key_E);
  QTest::keyClicks(desk.field(), QStringLiteral("0.125"));
  QTest::keyClick(desk.field(), Qt::Key_Return);
  QCOMPARE(desk.edited, (UnitQuestion{1, 1, 1}));
  QCOMPARE(desk.numbers.second, 0.125);
}

void UiNetworkPinTest::pinsOfGoneUnitsAreDropped() {
  PinDesk desk;
  QTest::mouseClick(&desk.canvas, Qt::LeftButton, {}, desk.boxOf(2, 3));
  QVERIFY(desk.canvas.hoverContent().isPinned);
  desk.press(Qt::Key_Down);  // from four units to three
  desk.canvas.grab();
  QVERIFY(!desk.canvas.hoverContent().isPinned);
}

void UiNetworkPinTest::doubleClickShowsATileAtLarge() {
  const NetworkSpec network{{layer(32, "relu"), layer(16, "relu")}};
  PinDesk desk(network, images());
  desk.canvas.grab();
  QTest::mouseDClick(&desk.canvas, Qt::LeftButton, {}, desk.boxOf(1, 5));
  auto* view = desk.canvas.findChild<WeightView*>();
  QVERIFY(view != nullptr && view->isVisible());
  QCOMPARE(view->picture().image.size(), QSize(28, 28));
  QCOMPARE(view->picture().title, QStringLiteral("Weights of Linear 1 · unit 6"));
  QVERIFY(view->cellRect({0, 0}).width() >= 12);
  QTest::mouseMove(view, view->cellRect({3, 2}).center().toPoint());
  QCOMPARE(desk.asked, (UnitQuestion{0, 5, 2 * 28 + 3}));
  QVERIFY2(desk.card().startsWith(QStringLiteral("pixel row 3, column 4 → Linear 1 · unit 6; w = ")),
           qPrintable(desk.card()));
  QTest::keyClick(view, Qt::Key_Right);
  QCOMPARE(view->picture().title, QStringLiteral("Weights of Linear 1 · unit 7"));
  QTest::mouseClick(view, Qt::LeftButton, {}, view->cellRect({27, 27}).center().toPoint());
  QVERIFY(desk.canvas.hoverContent().isPinned);
  QCOMPARE(desk.asked, (UnitQuestion{0, 6, 783}));
  QVERIFY(!desk.canvas.grab().isNull());
  QTest::keyClick(view, Qt::Key_Escape);
  QVERIFY(!view->isVisible());
}

void UiNetworkPinTest::matrixShowsEveryWeight() {
  const NetworkSpec network{{layer(40, "relu"), layer(50, "relu")}};
  PinDesk desk(network, table(4));
  desk.canvas.grab();
  const NetworkLayout& layout = desk.canvas.networkLayout();
  QVERIFY(layout.at(2).more.height() > 3 * layout.at(2).boxes[0].height());
  QTest::mouseDClick(&desk.canvas, Qt::LeftButton, {}, desk.canvas.view().map(layout.at(2).more.center()).toPoint());
  auto* view = desk.canvas.findChild<WeightView*>();
  QVERIFY(view != nullptr && view->isVisible());
  QCOMPARE(view->picture().image.size(), QSize(40, 50));
  QTest::mouseMove(view, view->cellRect({7, 49}).center().toPoint());
  QCOMPARE(desk.asked, (UnitQuestion{1, 49, 7}));  // a unit that has no box
  QTest::keyClick(view, Qt::Key_Escape);
  desk.canvas.selectLayer(1);
  desk.press(Qt::Key_W);
  QVERIFY(view->isVisible());
}

void UiNetworkPinTest::matrixPictureKeepsTheLargest() {
  const ColorRamp ramp(Theme::dark());
  std::vector<float> matrix(12, 0.1F);
  matrix[5] = -1;  // row 1, column 1 of 3 × 4
  const QImage exact = matrixPicture(matrix, 4, {4, 3}, 1, ramp);
  QCOMPARE(exact.pixelColor(1, 1), Theme::dark().negative);
  QVERIFY(exact.pixelColor(2, 1) != Theme::dark().negative);
  const QImage coarse = matrixPicture(matrix, 4, {2, 1}, 1, ramp);
  QCOMPARE(coarse.pixelColor(0, 0), Theme::dark().negative);
  QVERIFY(coarse.pixelColor(1, 0) != Theme::dark().negative);
}

QTEST_MAIN(UiNetworkPinTest)
#include "ui_network_pin_test.moc"
