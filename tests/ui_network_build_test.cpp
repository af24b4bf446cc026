// Building a network by hand: kinds of layers, moving, copying, presets, settings, and what is impossible.
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>

#include "core/base/limits.h"
#include "core/experiment/presets.h"
#include "core/nn/initialization.h"
#include "tests/network_desk.h"
#include "ui/network/layer_popover.h"
#include "ui/network/problem_note.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/form.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/prepare_application.h"

using namespace gradus;
using namespace gradus::ui;
using namespace gradus::ui::test;

namespace {

NetworkSpec fourLayers() {
  return {{layer(2, "relu"), layer(3, "relu"), layer(4, "relu"), layer(5, "relu")}};
}

/// The canvas with the layers from `first` to `last` selected, by the keyboard.
void selectThrough(Desk& desk, int first, int last) {
  desk.canvas.selectLayer(first);
  for (int i = first; i < last; ++i) desk.press(Qt::Key_Right, Qt::ShiftModifier);
}

template <typename Editor>
Editor* editorOf(const QWidget& popover, const char* form, const char* parameter) {
  auto* owner = popover.findChild<Form*>(QString::fromLatin1(form));
  return owner->findChild<Editor*>(QStringLiteral("parameter:%1").arg(QLatin1String(parameter)));
}

void choose(ComboBox* box, const char* name) {
  const int row = box->findData(QString::fromLatin1(name));
  QVERIFY(row >= 0);
  box->setCurrentIndex(row);
  emit box->activated(row);
}

void type(NumberField* field, const QString& text) {
  field->lineEdit()->selectAll();
  QTest::keyClicks(field->lineEdit(), text);
  QTest::keyClick(field->lineEdit(), Qt::Key_Return);
}

}  // namespace

class UiNetworkBuildTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { prepareApplication(); }

  void everyKindIsAdded_data();
  void everyKindIsAdded();
  void insertKeyOffersTheKinds();
  void narrowColumnsKeepTheirPlus();
  void dragReorders_data();
  void dragReorders();
  void escapeEndsADrag();
  void keysReorder();
  void severalAreSelected();
  void severalAreRemoved();
  void severalChangeTogether();
  void copyPasteDuplicate();
  void foreignClipboardIsRefused();
  void presetsReplaceTheNetwork_data();
  void presetsReplaceTheNetwork();
  void presetsSayWhyNot();
  void settingsChangeEverything();
  void outputHasSettings();
  void outputFollowsDataAndLoss();
  void impossibleLayersSayWhy();
  void unitsBeyondTheLimitSayWhy();
  void contextMenuShowsKeys();
};

void UiNetworkBuildTest::everyKindIsAdded_data() {
  QTest::addColumn<QString>("kind");
  for (const LayerInfo& info : layers()) QTest::addRow("%s", info.name.c_str()) << QString::fromStdString(info.name);
}

void UiNetworkBuildTest::everyKindIsAdded() {
  QFETCH(QString, kind);
  Desk desk;
  desk.chooseKind(desk.canvas.findChild<RoundButton*>(QStringLiteral("insert1")), kind.toUtf8().constData());
  QCOMPARE(desk.edits, 1);
  QCOMPARE(desk.kinds(), (std::vector<std::string>{"linear", kind.toStdString(), "linear"}));
  QCOMPARE(desk.canvas.selectedLayer(), 1);
  QVERIFY(desk.what.startsWith(QStringLiteral("Add ")));
  // The columns before and behind stay as they were.
  QCOMPARE(desk.last.hidden.front(), twoLayers().hidden.front());
  QCOMPARE(desk.last.hidden.back(), twoLayers().hidden.back());
  desk.canvas.grab();
}

/// Where there is no room for the circle, its sign alone is seen, beside no words; keys and pointer find it all the
/// same.
void UiNetworkBuildTest::narrowColumnsKeepTheirPlus() {
  Desk desk(NetworkSpec{std::vector<LayerSpec>(8, layer(8, "relu"))}, plane());
  auto* plus = desk.canvas.findChild<RoundButton*>(QStringLiteral("insert3"));
  const auto paintedOf = [&](RoundButton* button) {
    QImage image(button->size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    button->render(&image, {}, {}, QWidget::DrawChildren);
    int painted = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) painted += qAlpha(image.pixel(x, y)) > 0 ? 1 : 0;
    }
    return painted;
  };
  QCOMPARE(plus->rest(), RoundButton::Rest::Whole);
  const int whole = paintedOf(plus);
  desk.canvas.fit();
  QVERIFY(desk.header(4)->width() < 70);
  QCOMPARE(plus->rest(), RoundButton::Rest::Sign);
  const int sign = paintedOf(plus);
  QVERIFY2(sign > 10 && sign < whole / 3, qPrintable(QString::number(sign)));
  for (const int column : {4, 5}) {
    QVERIFY(desk.header(column)->hasRoomBeside(LayerHeader::Line::Sizes, 6));
    QCOMPARE(plus->y(), desk.header(column)->y() + LayerHeader::topOf(LayerHeader::Line::Sizes) - 1);
  }
  QVERIFY(QTest::qWaitForWindowActive(&desk.canvas));
  plus->setFocus(Qt::TabFocusReason);
  QVERIFY(paintedOf(plus) > sign);
  QTest::keyClick(plus, Qt::Key_Return);
  desk.pick("kind:", "dropout");
  QCOMPARE(desk.kinds()[3], std::string("dropout"));
}

void UiNetworkBuildTest::insertKeyOffersTheKinds() {
  Desk desk;
  desk.canvas.selectLayer(0);
  desk.press(Qt::Key_Insert);
  QWidget* menu = QApplication::activePopupWidget();
  QVERIFY(menu != nullptr);
  QTest::keyClick(menu, Qt::Key_Down);
  QTest::keyClick(menu, Qt::Key_Return);
  QCOMPARE(desk.kinds(), (std::vector<std::string>{"linear", "dropout", "linear"}));
}

void UiNetworkBuildTest::dragReorders_data() {
  QTest::addColumn<int>("layer");
  QTest::addColumn<int>("gap");
  QTest::addColumn<QList<int>>("units");
  QTest::newRow("first to the end") << 0 << 4 << QList<int>{3, 4, 5, 2};
  QTest::newRow("last to the front") << 3 << 0 << QList<int>{5, 2, 3, 4};
  QTest::newRow("one to the right") << 1 << 3 << QList<int>{2, 4, 3, 5};
  QTest::newRow("where it is") << 1 << 2 << QList<int>{2, 3, 4, 5};
}

void UiNetworkBuildTest::dragReorders() {
  QFETCH(int, layer);
  QFETCH(int, gap);
  QFETCH(QList<int>, units);
  Desk desk(fourLayers());
  LayerHeader* header = desk.header(layer + 1);
  const QPoint grip(header->width() / 2, 6);
  const double target = desk.canvas.view().map(QPointF(desk.canvas.networkLayout().gapCentre(gap), 0)).x();
  const QPoint drop = header->mapFromParent(QPoint(static_cast<int>(target), 20));
  QTest::mousePress(header, Qt::LeftButton, {}, grip);
  QTest::mouseMove(header, grip + QPoint(drop.x() > grip.x() ? 15 : -15, 0));
  QTest::mouseMove(header, drop);
  desk.canvas.grab();  // with the place where it would go
  QTest::mouseRelease(header, Qt::LeftButton, {}, drop);
  QList<int> after;
  for (const LayerSpec& each : desk.canvas.network().hidden) after << unitsOf(each);
  QCOMPARE(after, units);
  QCOMPARE(desk.edits, units == (QList<int>{2, 3, 4, 5}) ? 0 : 1);
  if (desk.edits == 1) QCOMPARE(desk.what, QStringLiteral("Move Linear %1").arg(layer + 1));
}

void UiNetworkBuildTest::escapeEndsADrag() {
  Desk desk(fourLayers());
  LayerHeader* header = desk.header(1);
  QTest::mousePress(header, Qt::LeftButton, {}, {20, 6});
  QTest::mouseMove(header, {60, 6});
  QTest::mouseMove(header, {400, 6});
  desk.press(Qt::Key_Escape);
  QTest::mouseRelease(header, Qt::LeftButton, {}, {400, 6});
  QCOMPARE(desk.edits, 0);
}

void UiNetworkBuildTest::keysReorder() {
  Desk desk(fourLayers());
  desk.canvas.selectLayer(0);
  desk.press(Qt::Key_Right, Qt::ControlModifier);
  QCOMPARE(desk.units(), (std::vector<int>{3, 2, 4, 5}));
  QCOMPARE(desk.canvas.selectedLayer(), 1);
  desk.press(Qt::Key_Left, Qt::ControlModifier);
  desk.press(Qt::Key_Left, Qt::ControlModifier);  // there is nothing further left
  QCOMPARE(desk.units(), (std::vector<int>{2, 3, 4, 5}));
  QCOMPARE(desk.edits, 2);
  selectThrough(desk, 2, 3);
  desk.press(Qt::Key_Left, Qt::ControlModifier);
  QCOMPARE(desk.units(), (std::vector<int>{2, 4, 5, 3}));
  QCOMPARE(desk.canvas.editor().selection().layers(), (std::vector<int>{1, 2}));
}

void UiNetworkBuildTest::severalAreSelected() {
  Desk desk(fourLayers());
  const auto click = [&](int column, Qt::KeyboardModifiers modifiers) {
    QTest::mouseClick(desk.header(column), Qt::LeftButton, modifiers, {desk.header(column)->width() / 2, 6});
  };
  const auto selected = [&] { return desk.canvas.editor().selection().layers(); };
  click(1, {});
  click(3, Qt::ControlModifier);
  QCOMPARE(selected(), (std::vector<int>{0, 2}));
  click(3, Qt::ControlModifier);
  QCOMPARE(selected(), (std::vector<int>{0}));
  click(4, Qt::ShiftModifier);
  QCOMPARE(selected(), (std::vector<int>{0, 1, 2, 3}));
  click(2, {});
  QCOMPARE(selected(), (std::vector<int>{1}));
  desk.press(Qt::Key_A, Qt::ControlModifier);
  QCOMPARE(selected(), (std::vector<int>{0, 1, 2, 3}));
  desk.canvas.grab();
  QCOMPARE(desk.edits, 0);
}

void UiNetworkBuildTest::severalAreRemoved() {
  Desk desk(fourLayers());
  selectThrough(desk, 1, 2);
  desk.press(Qt::Key_Delete);
  QCOMPARE(desk.units(), (std::vector<int>{2, 5}));
  QCOMPARE(desk.edits, 1);
  QCOMPARE(desk.what, QStringLiteral("Remove 2 layers"));
}

void UiNetworkBuildTest::severalChangeTogether() {
  Desk desk(fourLayers());
  selectThrough(desk, 0, 1);
  desk.press(Qt::Key_Up);
  QCOMPARE(desk.units(), (std::vector<int>{3, 4, 4, 5}));
  QTest::keyClicks(&desk.canvas, QStringLiteral("7"));
  QTest::keyClick(desk.header(2)->findChild<QLineEdit*>(QStringLiteral("units")), Qt::Key_Return);
  QCOMPARE(desk.units(), (std::vector<int>{7, 7, 4, 5}));
  QCOMPARE(desk.edits, 2);
}

void UiNetworkBuildTest::copyPasteDuplicate() {
  Desk desk(fourLayers());
  selectThrough(desk, 0, 1);
  desk.press(Qt::Key_C, Qt::ControlModifier);
  QCOMPARE(desk.edits, 0);
  desk.canvas.selectLayer(3);
  desk.press(Qt::Key_V, Qt::ControlModifier);
  QCOMPARE(desk.units(), (std::vector<int>{2, 3, 4, 5, 2, 3}));
  QCOMPARE(desk.canvas.editor().selection().layers(), (std::vector<int>{4, 5}));
  QCOMPARE(desk.what, QStringLiteral("Paste 2 layers"));

  desk.canvas.selectLayer(2);
  desk.press(Qt::Key_D, Qt::ControlModifier);
  QCOMPARE(desk.units(), (std::vector<int>{2, 3, 4, 4, 5, 2, 3}));
  QCOMPARE(desk.what, QStringLiteral("Duplicate Linear 3"));

  desk.canvas.selectLayer(0);
  desk.press(Qt::Key_X, Qt::ControlModifier);
  QCOMPARE(desk.units().size(), std::size_t{6});
  Desk other(NetworkSpec{});
  other.press(Qt::Key_V, Qt::ControlModifier);
  QCOMPARE(other.last, (NetworkSpec{{layer(2, "relu")}}));
}

void UiNetworkBuildTest::foreignClipboardIsRefused() {
  Desk desk;
  for (const char* text : {"hello", "[1, 2]", R"([{"layer": {"name": "convolution"}}])", ""}) {
    QGuiApplication::clipboard()->setText(QString::fromLatin1(text));
    desk.press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(desk.edits, 0);
    QVERIFY(desk.canvas.hoverContent().facts.front().text.contains(QStringLiteral("clipboard holds no layers")));
  }
}

void UiNetworkBuildTest::presetsReplaceTheNetwork_data() {
  QTest::addColumn<QString>("name");
  for (const Preset& preset : presets())
    QTest::addRow("%s", preset.name.c_str()) << QString::fromStdString(preset.name);
}

void UiNetworkBuildTest::presetsReplaceTheNetwork() {
  QFETCH(QString, name);
  const Preset& preset = findPreset(name.toStdString());
  Dataset data = table(4);
  if (preset.task == Task::Regression) {
    data.task = Task::Regression;
    data.classNames.clear();
  }
  Desk desk(fourLayers(), data);
  QMenu menu;
  desk.canvas.fillAddMenu(menu);
  menu.popup({0, 0});
  desk.pick("preset:", name.toUtf8().constData());
  QCOMPARE(desk.edits, 1);
  QCOMPARE(desk.last.hidden, preset.hidden);
  QVERIFY(desk.what.contains(QString::fromStdString(preset.title)));
}

void UiNetworkBuildTest::presetsSayWhyNot() {
  Desk desk;  // classes
  QMenu menu;
  desk.canvas.fillAddMenu(menu);
  const auto* action = menu.findChild<QAction*>(QStringLiteral("preset:linear_regression"));
  QVERIFY(!action->isEnabled());
  QVERIFY(action->toolTip().simplified().contains(QStringLiteral("these data have classes")));
  QVERIFY(menu.findChild<QAction*>(QStringLiteral("preset:logistic_regression"))->isEnabled());
}

void UiNetworkBuildTest::settingsChangeEverything() {
  Desk desk;
  desk.canvas.selectLayer(0);
  desk.press(Qt::Key_Return);
  auto* popover = desk.canvas.findChild<LayerPopover*>();
  QVERIFY(popover != nullptr && popover->isVisible());
  type(editorOf<NumberField>(*popover, "layerForm", "units"), QStringLiteral("12"));
  QCOMPARE(desk.units(), (std::vector<int>{12, 4}));
  QTest::mouseClick(editorOf<CheckBox>(*popover, "layerForm", "bias"), Qt::LeftButton, {}, {8, 8});
  QCOMPARE(desk.last.hidden[0].layer.values.at("bias"), 0.0);
  choose(popover->findChild<ComboBox*>(QStringLiteral("activationCombo")), "leaky_relu");
  type(editorOf<NumberField>(*popover, "activationForm", "negative_slope"), QStringLiteral("0.2"));
  QCOMPARE(desk.last.hidden[0].activation, (Choice{"leaky_relu", {{"negative_slope", 0.2}}}));
  choose(popover->findChild<ComboBox*>(QStringLiteral("initializationCombo")), "xavier_normal");
  type(editorOf<NumberField>(*popover, "initializationForm", "gain"), QStringLiteral("2"));
  QCOMPARE(desk.last.hidden[0].initialization, (Choice{"xavier_normal", {{"gain", 2}}}));
  QCOMPARE(desk.last.hidden[1], twoLayers().hidden[1]);
  QCOMPARE(desk.what, QStringLiteral("Settings of Linear 1"));
  QTest::keyClick(popover, Qt::Key_Escape);
  QVERIFY(!popover->isVisible());

  desk.chooseKind(desk.canvas.findChild<RoundButton*>(QStringLiteral("insert1")), "dropout");
  QTest::mouseDClick(desk.header(2), Qt::LeftButton, {}, {desk.header(2)->width() / 2, 8});
  popover = desk.canvas.findChildren<LayerPopover*>().back();
  type(editorOf<NumberField>(*popover, "layerForm", "p"), QStringLiteral("0.25"));
  QCOMPARE(desk.last.hidden[1].layer, (Choice{"dropout", {{"p", 0.25}}}));
  QVERIFY(popover->findChild<ComboBox*>(QStringLiteral("initializationCombo")) == nullptr);
}

void UiNetworkBuildTest::outputHasSettings() {
  Desk desk;
  QTest::mouseClick(desk.header(3), Qt::LeftButton, {}, {desk.header(3)->width() / 2, 8});
  QCOMPARE(desk.canvas.selectedLayer(), 2);
  desk.press(Qt::Key_A);
  auto* menu = desk.header(3)->findChild<ActivationPill*>()->findChild<ActivationMenu*>();
  QVERIFY(menu != nullptr);
  auto* list = menu->findChild<QListWidget*>();
  QCOMPARE(list->currentItem()->data(Qt::UserRole).toString(), QStringLiteral("identity"));
  QTest::keyClick(list, Qt::Key_Home);
  QTest::keyClick(list, Qt::Key_Return);
  QCOMPARE(desk.last.outputActivation.name, activations().front().name);
  desk.press(Qt::Key_Return);
  auto* popover = desk.canvas.findChild<LayerPopover*>();
  QVERIFY(popover != nullptr);
  choose(popover->findChild<ComboBox*>(QStringLiteral("initializationCombo")), "constant");
  QCOMPARE(desk.last.outputInitialization.name, std::string("constant"));
  popover->close();

  const int edits = desk.edits;
  desk.press(Qt::Key_Delete);
  QVERIFY(desk.canvas.hoverContent().facts.front().text.contains(QStringLiteral("cannot be removed")));
  desk.press(Qt::Key_Up);
  QVERIFY(desk.canvas.hoverContent().facts.front().text.contains(QStringLiteral("follow the data set")));
  QCOMPARE(desk.edits, edits);
}

void UiNetworkBuildTest::outputFollowsDataAndLoss() {
  Dataset data = table(4);
  data.title = "Iris";
  Desk desk(twoLayers(), data);
  QVERIFY(desk.header(0)->toolTip().contains(QStringLiteral("Iris")));
  QVERIFY(desk.header(3)->toolTip().contains(QStringLiteral("3 units, one for each class of Iris")));
  QVERIFY(desk.header(3)->toolTip().contains(QStringLiteral("softmax")));
  TrainingSpec training;
  training.loss = {"nll", {}};
  desk.canvas.setTraining(training);
  QVERIFY(desk.header(3)->toolTip().contains(QStringLiteral("log-softmax makes them")));
  data.classNames = {"no", "yes"};
  desk.canvas.setData(prepared(data));
  training.loss = {"bce_with_logits", {}};
  desk.canvas.setTraining(training);
  QVERIFY(desk.header(3)->toolTip().contains(QStringLiteral("1 unit for the two classes of Iris")));
  QVERIFY(desk.header(3)->toolTip().contains(QStringLiteral("its sigmoid for the probability of yes")));
  data.task = Task::Regression;
  data.classNames.clear();
  data.targetName = "length";
  desk.canvas.setData(prepared(data));
  training.loss = {"mse", {}};
  desk.canvas.setTraining(training);
  QVERIFY(desk.header(3)->toolTip().contains(QStringLiteral("one number to predict: length")));
  QVERIFY(!desk.header(3)->toolTip().contains(QStringLiteral("softmax")));
  QTest::mouseMove(desk.header(3), {5, 5});
  QEnterEvent enter({5, 5}, {5, 5}, {5, 5});
  QCoreApplication::sendEvent(desk.header(3), &enter);
  QCOMPARE(desk.canvas.hoverContent().kind, QStringLiteral("Linear 3 output"));
}

void UiNetworkBuildTest::impossibleLayersSayWhy() {
  Desk desk;
  TrainingSpec training;
  training.batchSize = 1;
  desk.canvas.setTraining(training);
  QVERIFY(desk.canvas.findChild<ProblemNote*>() == nullptr);
  desk.chooseKind(desk.canvas.findChild<RoundButton*>(QStringLiteral("insert1")), "batch_norm");
  QCOMPARE(desk.edits, 1);  // it is the person's to decide; but it is told, and where
  const auto* note = desk.canvas.findChild<ProblemNote*>();
  QVERIFY(note != nullptr && note->isVisible());
  QVERIFY(note->text().contains(QStringLiteral("the batch size is 1")));
  const QRect header = desk.header(2)->geometry();
  QVERIFY(note->geometry().left() <= header.center().x() && note->geometry().right() >= header.center().x());
  QVERIFY(desk.header(2)->toolTip().startsWith(note->text()));
  QVERIFY(desk.header(1)->accessibleDescription().isEmpty());
  desk.canvas.grab();

  training.batchSize = 32;
  desk.canvas.setTraining(training);
  QVERIFY(desk.header(2)->accessibleDescription().isEmpty());
}

void UiNetworkBuildTest::unitsBeyondTheLimitSayWhy() {
  Desk desk;
  desk.canvas.selectLayer(0);
  desk.press(Qt::Key_F2);
  auto* field = desk.header(1)->findChild<QLineEdit*>(QStringLiteral("units"));
  QTest::keyClicks(field, QString::number(kMostUnits + 1));
  QTest::keyClick(field, Qt::Key_Return);
  QCOMPARE(desk.units(), (std::vector<int>{kMostUnits, 4}));
  QVERIFY(desk.canvas.hoverContent().facts.front().text.startsWith(QStringLiteral("Linear 1 has at most")));
}

void UiNetworkBuildTest::contextMenuShowsKeys() {
  Desk desk(fourLayers());
  const QPoint at = desk.boxOf(2, 0);
  QContextMenuEvent event(QContextMenuEvent::Mouse, at, desk.canvas.mapToGlobal(at));
  QCoreApplication::sendEvent(&desk.canvas, &event);
  QCOMPARE(desk.canvas.selectedLayer(), 1);
  auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
  QVERIFY(menu != nullptr);
  const auto* duplicate = menu->findChild<QAction*>(QStringLiteral("duplicate"));
  QCOMPARE(duplicate->shortcut(), QKeySequence(QStringLiteral("Ctrl+D")));
  QVERIFY(menu->findChild<QAction*>(QStringLiteral("moveLeft"))->isEnabled());
  desk.pick("", "remove");
  QCOMPARE(desk.units(), (std::vector<int>{2, 4, 5}));

  desk.canvas.selectLayer(0);
  desk.press(Qt::Key_Menu);
  menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
  QVERIFY(menu != nullptr);
  QVERIFY(!menu->findChild<QAction*>(QStringLiteral("moveLeft"))->isEnabled());
  menu->close();
}

QTEST_MAIN(UiNetworkBuildTest)
#include "ui_network_build_test.moc"
