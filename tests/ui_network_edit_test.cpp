// Every edit of the network by real mouse and keyboard events.
#include "tests/network_desk.h"
#include "ui/widgets/prepare_application.h"

using namespace gradus;
using namespace gradus::ui;
using namespace gradus::ui::test;

class UiNetworkEditTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { prepareApplication(); }  // the window's font, by which names fit or not

  void layersWithoutUnitsKeepThem();
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
  void wheelChangesUnitsWhereItIsMeant();
  void steppersChangeUnits();
  void arrowsMoveTheSelection();
  void menuChangesTheActivation();
  void clickOnEmptyCanvasDeselects();
  void setNetworkTellsNobody();
  void answerWithAnotherNetworkIsTaken();
  void unknownNamesChangeNothing();
  void undoWhileTypingIsHarmless();
  void everyControlHasNameAndToolTip();
};

void UiNetworkEditTest::layersWithoutUnitsKeepThem() {
  const NetworkSpec network{{layer(8, "relu"), plainLayer("dropout")}};
  QCOMPARE(withUnits(network, 1, 5), network);
  QCOMPARE(newLayer(network, 2, "linear"), layer(8, "relu"));
  QCOMPARE(newLayer({{plainLayer("dropout")}}, 1, "linear"), LayerSpec{});
  QCOMPARE(newLayer(network, 1, "noisy_linear").activation.name, std::string("relu"));
  QCOMPARE(newLayer(network, 1, "layer_norm"), plainLayer("layer_norm"));

  Desk desk(network);
  desk.canvas.selectLayer(1);
  desk.press(Qt::Key_Up);
  desk.press(Qt::Key_F2);
  turnWheel(desk.header(2), {10, 10}, 120);
  QCOMPARE(desk.edits, 0);
  QVERIFY(!desk.header(2)->findChild<QLineEdit*>()->isVisible());
  QVERIFY(desk.header(2)->toolTip().contains(QStringLiteral("Share 0.5")));
}

void UiNetworkEditTest::keysOfTheWindowAreLeftToIt_data() {
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
  row("Return", Qt::Key_Return, {}, "", true, false);
  row("Ctrl+C", Qt::Key_C, Qt::ControlModifier, "", true, false);
  row("Ctrl+D", Qt::Key_D, Qt::ControlModifier, "", true, false);
  row("Ctrl+V", Qt::Key_V, Qt::ControlModifier, "", true, true);
  row("Ctrl+right", Qt::Key_Right, Qt::ControlModifier, "", true, false);
  row("Menu", Qt::Key_Menu, {}, "", true, true);
  row("Ctrl+plus", Qt::Key_Plus, Qt::ControlModifier, "+", true, true);
}

void UiNetworkEditTest::keysOfTheWindowAreLeftToIt() {
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

void UiNetworkEditTest::spacePressesControls() {
  Desk desk;
  for (QWidget* control : {static_cast<QWidget*>(desk.header(1)->findChild<ActivationPill*>()),
                           static_cast<QWidget*>(desk.canvas.findChild<RoundButton*>())}) {
    QKeyEvent event(QEvent::ShortcutOverride, Qt::Key_Space, Qt::NoModifier, QStringLiteral(" "));
    event.ignore();
    QCoreApplication::sendEvent(control, &event);
    QVERIFY(event.isAccepted());
  }
}

void UiNetworkEditTest::addLayerAppendsACopyOfTheLast() {
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

void UiNetworkEditTest::plusInsertsBetween() {
  Desk desk;
  auto* plus = desk.canvas.findChild<RoundButton*>(QStringLiteral("insert1"));
  QVERIFY(plus != nullptr && plus->isVisible());
  desk.chooseKind(plus, "linear");
  QCOMPARE(desk.edits, 1);
  QCOMPARE(desk.last, (NetworkSpec{{layer(8, "relu"), layer(8, "relu"), layer(4, "tanh")}}));
  QCOMPARE(desk.canvas.selectedLayer(), 1);
  desk.chooseKind(desk.canvas.findChild<RoundButton*>(QStringLiteral("insert0")), "linear");
  QCOMPARE(desk.units(), (std::vector<int>{8, 8, 8, 4}));
  QCOMPARE(desk.canvas.findChildren<LayerHeader*>().size(), 6);
}

void UiNetworkEditTest::deleteRemovesTheSelected_data() {
  QTest::addColumn<int>("column");
  QTest::addColumn<Qt::Key>("key");
  QTest::addColumn<int>("unitsLeft");
  QTest::newRow("first, Delete") << 1 << Qt::Key_Delete << 4;
  QTest::newRow("second, Backspace") << 2 << Qt::Key_Backspace << 8;
}

void UiNetworkEditTest::deleteRemovesTheSelected() {
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

void UiNetworkEditTest::keysChangeUnits_data() {
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

void UiNetworkEditTest::keysChangeUnits() {
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

void UiNetworkEditTest::typedNumberChangesUnits() {
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

  desk.press(Qt::Key_F2);
  QTest::keyClicks(field, QStringLiteral("99999"));
  QTest::keyClick(field, Qt::Key_Return);
  QCOMPARE(desk.units().back(), unitsRange(layer(8, "relu")).maximum);
  QCOMPARE(field->text(), QString::number(desk.units().back()));
}

void UiNetworkEditTest::returnLeavesTheField_data() {
  QTest::addColumn<int>("key");
  QTest::addColumn<QString>("typed");
  QTest::newRow("return") << int(Qt::Key_Return) << QStringLiteral("12");
  QTest::newRow("enter") << int(Qt::Key_Enter) << QStringLiteral("12");
  QTest::newRow("nothing new") << int(Qt::Key_Return) << QStringLiteral("4");
  QTest::newRow("empty") << int(Qt::Key_Return) << QString();
}

void UiNetworkEditTest::returnLeavesTheField() {
  QFETCH(int, key);
  QFETCH(QString, typed);
  Desk desk;
  QVERIFY(QTest::qWaitForWindowActive(&desk.canvas));
  desk.canvas.selectLayer(1);
  desk.press(Qt::Key_F2);
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

void UiNetworkEditTest::emptyFieldShowsItsNumberAgain() {
  Desk desk;
  QVERIFY(QTest::qWaitForWindowActive(&desk.canvas));
  desk.canvas.selectLayer(1);
  desk.press(Qt::Key_F2);
  auto* field = desk.header(2)->findChild<QLineEdit*>(QStringLiteral("units"));
  QTest::keyClick(field, Qt::Key_Backspace);
  QCOMPARE(field->text(), QString());
  desk.canvas.setFocus();
  QCOMPARE(field->text(), QStringLiteral("4"));
  QCOMPARE(desk.edits, 0);
}

void UiNetworkEditTest::escapeLeavesTheFieldAsItWas() {
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

void UiNetworkEditTest::wheelChangesUnitsWhereItIsMeant() {
  Desk desk;
  LayerHeader* header = desk.header(1);
  const QPoint title(header->width() / 2, 8);
  QVERIFY(!turnWheel(header, title, 120));  // the canvas zooms
  QCOMPARE(desk.edits, 0);
  turnWheel(header, title, 120, Qt::ControlModifier);
  QCOMPARE(desk.units(), (std::vector<int>{9, 4}));
  turnWheel(header, title, -360, Qt::ControlModifier);
  QCOMPARE(desk.units(), (std::vector<int>{6, 4}));
  turnWheel(header, title, 60, Qt::ControlModifier);  // half a step
  QCOMPARE(desk.edits, 2);
  turnWheel(header, title, 60, Qt::ControlModifier);
  QCOMPARE(desk.units(), (std::vector<int>{7, 4}));

  // On the stepper, once a click has said that it is meant.
  desk.canvas.selectLayer(0);
  auto* field = header->findChild<QLineEdit*>();
  QVERIFY(field->isVisible());
  const QPoint stepper = field->geometry().center();
  QVERIFY(!turnWheel(header, stepper, 120));
  QTest::mouseClick(field, Qt::LeftButton);
  QVERIFY(turnWheel(header, stepper, 120));
  QCOMPARE(desk.units(), (std::vector<int>{8, 4}));
  QVERIFY(!turnWheel(header, title, 120));
  QEvent leave(QEvent::Leave);
  QApplication::sendEvent(header, &leave);
  QVERIFY(!turnWheel(header, stepper, 120));
  QCOMPARE(desk.units(), (std::vector<int>{8, 4}));
}

void UiNetworkEditTest::steppersChangeUnits() {
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

void UiNetworkEditTest::arrowsMoveTheSelection() {
  Desk desk;
  desk.canvas.selectLayer(-1);
  desk.press(Qt::Key_Right);
  QCOMPARE(desk.canvas.selectedLayer(), 0);
  desk.press(Qt::Key_Right);
  QCOMPARE(desk.canvas.selectedLayer(), 1);
  desk.press(Qt::Key_Right);
  desk.press(Qt::Key_Right);
  QCOMPARE(desk.canvas.selectedLayer(), 2);  // the output is the last one
  desk.press(Qt::Key_Home);
  QCOMPARE(desk.canvas.selectedLayer(), 0);
  desk.press(Qt::Key_Insert);
  QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
  QCOMPARE(desk.units(), (std::vector<int>{8, 8, 4}));
  QCOMPARE(desk.canvas.selectedLayer(), 1);
  desk.press(Qt::Key_Escape);
  QCOMPARE(desk.canvas.selectedLayer(), -1);
}

void UiNetworkEditTest::menuChangesTheActivation() {
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
  list->setCurrentRow(sigmoid);
  QTest::keyClick(list, Qt::Key_Return);
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

void UiNetworkEditTest::clickOnEmptyCanvasDeselects() {
  Desk desk;
  desk.canvas.selectLayer(1);
  QTest::mouseClick(&desk.canvas, Qt::LeftButton, {}, {20, 120});
  QCOMPARE(desk.canvas.selectedLayer(), -1);
  QCOMPARE(desk.edits, 0);
}

void UiNetworkEditTest::setNetworkTellsNobody() {
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

void UiNetworkEditTest::answerWithAnotherNetworkIsTaken() {
  Desk desk;
  connect(&desk.canvas, &NetworkCanvas::networkEdited, &desk.canvas, [&desk] { desk.canvas.setNetwork(twoLayers()); });
  desk.canvas.selectLayer(1);
  desk.press(Qt::Key_Delete);
  QCOMPARE(desk.edits, 1);
  QCOMPARE(desk.canvas.network(), twoLayers());
  QCOMPARE(desk.canvas.networkLayout().count(), 4);
  QVERIFY(!desk.canvas.grab().isNull());
}

void UiNetworkEditTest::unknownNamesChangeNothing() {
  Desk desk;
  NetworkSpec broken = twoLayers();
  broken.hidden[1].activation.name = "wishful thinking";
  QVERIFY_THROWS_EXCEPTION(FormatError, desk.canvas.setNetwork(broken));
  QCOMPARE(desk.canvas.network(), twoLayers());
}

void UiNetworkEditTest::undoWhileTypingIsHarmless() {
  Desk desk;
  desk.canvas.selectLayer(1);
  QTest::keyClicks(&desk.canvas, QStringLiteral("9"));
  QVERIFY(desk.header(2)->findChild<QLineEdit*>()->isVisible());
  desk.canvas.setNetwork({});
  QCOMPARE(desk.edits, 0);
  QCOMPARE(desk.canvas.network(), NetworkSpec{});
}

void UiNetworkEditTest::everyControlHasNameAndToolTip() {
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

QTEST_MAIN(UiNetworkEditTest)
#include "ui_network_edit_test.moc"
