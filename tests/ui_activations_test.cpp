// The Activations page: every row has its tile, the plot answers pointer and keys with exact numbers, and what is told
// of the network is measured in the network.
#include <QLabel>
#include <QSignalSpy>
#include <QUndoStack>
#include <QWheelEvent>
#include <cmath>

#include "core/nn/activation.h"
#include "tests/layout_faults.h"
#include "tests/window_driver.h"
#include "ui/activations/activation_tiles.h"
#include "ui/activations/activations_page.h"
#include "ui/activations/curve_facts.h"
#include "ui/activations/function_plot.h"
#include "ui/activations/live_card.h"
#include "ui/activations/softmax_view.h"
#include "ui/activations/stack_card.h"
#include "ui/activations/stack_plot.h"
#include "ui/activations/temperature_plot.h"
#include "ui/formula/formula.h"
#include "ui/formula/formula_label.h"
#include "ui/theme/style.h"
#include "ui/widgets/chip_menu.h"
#include "ui/widgets/format.h"
#include "ui/widgets/slider_field.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

/// Two hidden layers of other activations, and a batch norm between them.
Experiment twoLayers() {
  Experiment experiment = withDataset(firstExperiment(), {"iris", {}});
  experiment.network.hidden = {{{"linear", {{"units", 16}}}, {"relu", {}}},
                               {{"batch_norm", {}}, {"identity", {}}},
                               {{"linear", {{"units", 12}}}, {"tanh", {}}}};
  experiment.training.epochs = 100000;
  return experiment;
}

double numberIn(const QLabel& label) {
  return label.text().section(QChar(u'\u00A0'), 0, 0).section(QLatin1Char(' '), 0, 0).replace(u'−', u'-').toDouble();
}

}  // namespace

class UiActivationsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { driver_.prepare(); }
  void cleanup() { driver_.close(); }

  void setsEveryFormula_data();
  void setsEveryFormula();
  void refusesWhatIsNoFormula();
  void saysWhatACurveIsLike();
  void everyRowHasATile();
  void showsAFunctionOfOnesOwn();
  void keysGoFromTileToTile();
  void readsExactValues();
  void zoomsAndPans();
  void showsTheNumbersToo();
  void parametersMoveTheCurve();
  void comparesWithOthers();
  void measuresTheLayer();
  void usesItInALayer();
  void usesItEverywhere();
  void asksOnlyWhileItIsSeen();
  void sendsNumbersThroughAStack();
  void softmaxFollowsItsSliders();
  void plotStaysWhereItIs_data();
  void plotStaysWhereItIs();
  void fitsBothThemesAndSizes();

 private:
  void open(const Experiment& experiment = twoLayers()) {
    driver_.open(experiment);
    QVERIFY(driver_.window->showPage(QStringLiteral("activations")));
    QVERIFY(page().isVisible());
  }

  ActivationsPage& page() const { return *driver_.find<ActivationsPage>("activationsPage"); }
  FunctionPlot& plot() const { return *driver_.find<FunctionPlot>("functionPlot"); }
  QString text(const char* label) const { return driver_.find<QLabel>(label)->text(); }
  void chooseTile(const char* name) const { driver_.click(qPrintable(QStringLiteral("tile:") + QLatin1String(name))); }
  void chooseFrom(const char* menu, const QString& action) const {
    auto* found = driver_.find<ChipMenu>(menu)->findChild<QAction*>(action);
    QVERIFY(found != nullptr);
    found->trigger();
  }
  /// Of a label that is not as high as its lines; those of a row that was left may still be waiting to be deleted.
  QString cutOffWords() const {
    for (const QLabel* label : page().findChildren<QLabel*>()) {
      if (!label->isVisible() || !label->wordWrap() || label->text().isEmpty()) continue;
      if (label->height() < label->heightForWidth(label->width())) return label->text();
    }
    return {};
  }
  void measured() const { QTRY_VERIFY_WITH_TIMEOUT(text("liveSilent").contains(QStringLiteral(" of ")), kPatience); }

  WindowDriver driver_;
};

void UiActivationsTest::setsEveryFormula_data() {
  QTest::addColumn<QString>("formula");
  for (const Activation& row : activations()) QTest::newRow(row.name.c_str()) << QString::fromStdString(row.formula);
  QTest::newRow("typed") << QStringLiteral("x * sigmoid(1.702 * x)");
  QTest::newRow("typed, with a condition") << QStringLiteral("where(x <= 0, a*(exp(x) - 1), sqrt(abs(x)))");
  QTest::newRow("softmax") << QStringLiteral("pᵢ = e^(zᵢ / T) / (Σⱼ e^(zⱼ / T))");
}

void UiActivationsTest::setsEveryFormula() {
  QFETCH(QString, formula);
  QVERIFY2(isFormula(formula), qPrintable(formula));
  const FormulaType type{textFont(15), Qt::black};
  const FormulaExtent extent = setFormula(formula)->extent(type);
  QVERIFY(extent.width > 5 && extent.width < 620);
  QVERIFY(extent.height() > 8 && extent.height() < 60);
  // A fraction is higher than a line of letters, and nothing is set in letters too small to read.
  if (formula.contains(QStringLiteral(" / ")))
    QVERIFY(extent.height() > setFormula(QStringLiteral("x"))->extent(type).height());
  QVERIFY(type.smaller(0.1).font.pixelSize() >= 11);
}

void UiActivationsTest::refusesWhatIsNoFormula() {
  for (const char16_t* text :
       {u"", u"(", u"x +", u"x if", u"max(0, x", u"|x", u"x ^", u"\"; DROP", u"√", u"if", u"1 / "}) {
    QVERIFY2(!isFormula(QString::fromUtf16(text)), qPrintable(QString::fromUtf16(text)));
  }
  QVERIFY(!isFormula(QString(100, u'(') + u'x' + QString(100, u')')));
  QVERIFY(!isFormula(QString(5000, u'x')));
  QVERIFY(setFormula(QStringLiteral("x +"))->extent({textFont(15), Qt::black}).width > 0);
}

void UiActivationsTest::saysWhatACurveIsLike() {
  const QString relu = curveFacts(curveOf({"relu", {}}), {-4, 4});
  QVERIFY(relu.contains(QStringLiteral("0 on the left, x on the right")));
  QVERIFY(relu.contains(QStringLiteral("saturated below 0")));
  QVERIFY(relu.contains(QStringLiteral("not zero-centred: mean 0.4 ")));
  const QString tanh = curveFacts(curveOf({"tanh", {}}), {-4, 4});
  QVERIFY(tanh.contains(QStringLiteral("−1 on the left, 1 on the right")));
  QVERIFY(tanh.contains(QStringLiteral("below −2.99 and above 2.99")));
  QVERIFY(tanh.endsWith(QStringLiteral("zero-centred")) && !tanh.contains(QStringLiteral("not zero-centred")));
  QVERIFY(curveFacts(curveOf({"sine", {}}), {-4, 4}).contains(QStringLiteral("no line at either end")));
  QVERIFY(curveFacts(curveOf({"tanhshrink", {}}), {-1, 1}).contains(QStringLiteral("x + 1 on the left, x − 1")));
}

void UiActivationsTest::everyRowHasATile() {
  open();
  for (const Activation& row : activations()) {
    chooseTile(row.name.c_str());
    QCOMPARE(page().activation().name, row.name);
    QCOMPARE(text("activationTitle"), QString::fromStdString(row.title));
    QVERIFY(driver_.find<FormulaLabel>("activationFormula")->text().endsWith(QString::fromStdString(row.formula)));
    QVERIFY(text("activationWords").contains(QString::fromStdString(row.source).toHtmlEscaped()));
    const double f = row.evaluate(plot().probe(), parametersOf(row, page().activation()).data());
    QVERIFY(plot().accessibleDescription().contains(finelyRead(f)));
  }
  QCOMPARE(driver_.window->findChildren<Tile*>().size(), static_cast<qsizetype>(activations().size()) + 2);
}

void UiActivationsTest::showsAFunctionOfOnesOwn() {
  Experiment experiment = twoLayers();
  experiment.network.hidden[2].activation = {kOwnFunction, {{"a", 2}}, "a * x / (1 + abs(x))"};
  open(experiment);
  QCOMPARE(page().activation(), experiment.network.hidden[2].activation);
  plot().setProbe(3);
  QVERIFY(plot().accessibleDescription().contains(QStringLiteral("f is 1.5 and its slope 0.125")));
  measured();
  QVERIFY(!driver_.find<Button>("useHere")->isEnabled());
  driver_.click("useEverywhere");
  QCOMPARE(driver_.experiment().network.hidden[0].activation, experiment.network.hidden[2].activation);
  chooseTile("tanh");
  chooseFrom("compareMenu", QString::fromLatin1(kOwnFunction));
  QCOMPARE(driver_.find<StackCard>("stackCard")->question().activations.back(),
           experiment.network.hidden[2].activation);
  chooseTile(kOwnFunction);
  QCOMPARE(page().activation(), experiment.network.hidden[2].activation);

  // What is typed is seen at once; what is wrong leaves what was seen.
  auto* field = driver_.find<QLineEdit>("formulaField");
  chooseTile("tanh");
  driver_.type(field, QStringLiteral("x^3"));
  QCOMPARE(page().activation().formula, std::string("x^3"));
  QVERIFY(plot().accessibleDescription().contains(QStringLiteral("f is 27 and its slope 27")));
  driver_.type(field, QStringLiteral("^"));
  QCOMPARE(page().activation().formula, std::string("x^3"));
  driver_.click("useHere");
  QCOMPARE(driver_.experiment().network.hidden[2].activation.formula, std::string("x^3"));
  driver_.window->document().undoStack().undo();
  QCOMPARE(driver_.experiment().network.hidden[2].activation.formula, experiment.network.hidden[2].activation.formula);
}

void UiActivationsTest::keysGoFromTileToTile() {
  open();
  chooseTile("relu");
  auto* tiles = driver_.find<ActivationTiles>("activationTiles");
  const auto press = [&](Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); };
  press(Qt::Key_Right);
  QCOMPARE(tiles->current(), QStringLiteral("leaky_relu"));
  press(Qt::Key_Down);
  QCOMPARE(tiles->current(), QString::fromStdString(activations()[3].name));
  press(Qt::Key_Left);
  press(Qt::Key_Up);
  press(Qt::Key_Up);
  QCOMPARE(tiles->current(), QStringLiteral("relu"));
  QCOMPARE(page().activation().name, std::string("relu"));
  press(Qt::Key_End);
  const QWidget* tile = tiles->currentTile();
  QVERIFY(tile->visibleRegion().boundingRect().contains(tile->rect()));
  QVERIFY(driver_.find<SoftmaxView>("softmaxView")->isVisible());
  press(Qt::Key_Home);
  QVERIFY(plot().isVisible());
  // Tab leaves the tiles: only the chosen one takes the keyboard.
  press(Qt::Key_Tab);
  QVERIFY(qobject_cast<Tile*>(QApplication::focusWidget()) == nullptr);
}

void UiActivationsTest::readsExactValues() {
  open();
  chooseTile("gelu");
  driver_.type(driver_.find<NumberField>("probeField")->lineEdit(), QStringLiteral("-0.75"));
  QCOMPARE(plot().probe(), -0.75);
  const double phi = 0.5 * std::erfc(0.75 / std::sqrt(2.0));
  QVERIFY(plot().accessibleDescription().contains(finelyRead(-0.75 * phi)));
  QCOMPARE(finelyRead(-0.75 * phi), QStringLiteral("−0.16997"));

  plot().setFocus();
  QTest::keyClick(&plot(), Qt::Key_Right);
  QVERIFY(plot().probe() > -0.75);
  QTest::keyClick(&plot(), Qt::Key_Left);
  QCOMPARE(plot().probe(), -0.75);
  QTest::keyClick(&plot(), Qt::Key_End);
  QCOMPARE(plot().probe(), 4.0);

  // Dragged by its line.
  const QPoint from = plot().pixelOf(4, 0).toPoint() - QPoint(3, 0);
  const QPoint to = plot().pixelOf(1, 0).toPoint();
  QTest::mousePress(&plot(), Qt::LeftButton, {}, from);
  QTest::mouseMove(&plot(), to);
  QTest::mouseRelease(&plot(), Qt::LeftButton, {}, to);
  QVERIFY(std::abs(plot().probe() - 1) < 0.03);
  QCOMPARE(driver_.find<NumberField>("probeField")->value(), plot().probe());
  QTest::mouseClick(&plot(), Qt::LeftButton, {}, plot().pixelOf(-2, 0).toPoint());
  QVERIFY(std::abs(plot().probe() + 2) < 0.03);
}

void UiActivationsTest::zoomsAndPans() {
  open();
  chooseTile("tanh");
  const Interval widths = plot().widths();
  const Interval heights = plot().heights();
  QVERIFY(heights.low <= -1 && heights.high >= 1);
  const auto turn = [&](Qt::KeyboardModifiers modifiers) {
    const QPointF at = plot().area().center();
    QWheelEvent event(at, plot().mapToGlobal(at), {}, {0, 120}, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&plot(), &event);
  };
  const auto width = [](const Interval& range) { return range.high - range.low; };
  turn(Qt::ShiftModifier);
  QVERIFY(width(plot().widths()) < width(widths));
  QCOMPARE(plot().heights().high, heights.high);
  turn(Qt::ControlModifier);
  QVERIFY(width(plot().heights()) < width(heights));
  QVERIFY(text("curveFacts").contains(QStringLiteral("2.99")) == (plot().widths().high > 2.99));
  QTest::keyClick(&plot(), Qt::Key_0);
  QCOMPARE(plot().widths().low, widths.low);
  QCOMPARE(plot().heights().high, heights.high);

  const QPoint from = plot().pixelOf(2, 0).toPoint();
  QTest::mousePress(&plot(), Qt::LeftButton, {}, from);
  QTest::mouseMove(&plot(), from + QPoint(40, 0));
  QTest::mouseRelease(&plot(), Qt::LeftButton, {}, from + QPoint(40, 0));
  QVERIFY(plot().widths().low < widths.low);
  QCOMPARE(width(plot().widths()), width(widths));
  driver_.click("fitCurve");
  QCOMPARE(plot().widths().low, widths.low);
  QTest::keyClick(&plot(), Qt::Key_Plus);
  QVERIFY(width(plot().widths()) < width(widths));
  QTest::keyClick(&plot(), Qt::Key_Minus);
  QVERIFY(std::abs(width(plot().widths()) - width(widths)) < 1e-9);
  // However far somebody turns the wheel, there is something to see.
  for (int i = 0; i < 400; ++i) QTest::keyClick(&plot(), Qt::Key_Minus);
  QVERIFY(std::isfinite(plot().widths().high) && width(plot().widths()) <= 2.1e4);
  for (int i = 0; i < 400; ++i) QTest::keyClick(&plot(), Qt::Key_Plus);
  QVERIFY(width(plot().widths()) > 0);
}

/// Everything: what a function is known for, and the numbers that go into it.
void UiActivationsTest::showsTheNumbersToo() {
  FunctionPlot alone;
  const float numbers[] = {-1, 2, 3, 8.5F};
  alone.setHistogram(distributionOf(numbers));
  QCOMPARE(alone.widths().high, 4.0);  // what is looked at does not move by itself
  alone.showEverything();
  QCOMPARE(alone.widths().low, -4.0);
  QCOMPARE(alone.widths().high, 9.0);
  const float farOff[] = {-1e9F, 1e9F};
  alone.setHistogram(distributionOf(farOff));
  alone.showEverything();
  QCOMPARE(alone.widths().low, -60.0);
  QCOMPARE(alone.widths().high, 60.0);
}

void UiActivationsTest::parametersMoveTheCurve() {
  open();
  chooseTile("leaky_relu");
  auto* slider = driver_.find<SliderField>("slider:negative_slope");
  QTest::mouseClick(slider, Qt::LeftButton, {}, slider->rect().center());
  const double slope = slider->value();
  QVERIFY(slope > 0.4 && slope < 0.6);
  QCOMPARE(page().activation(), (Choice{"leaky_relu", {{"negative_slope", slope}}}));
  QCOMPARE(driver_.find<NumberField>("field:negative_slope")->value(), slope);
  plot().setProbe(-2);
  QVERIFY(plot().accessibleDescription().contains(finelyRead(-2 * slope)));

  driver_.type(driver_.find<NumberField>("field:negative_slope")->lineEdit(), QStringLiteral("0.3"));
  QVERIFY(plot().accessibleDescription().contains(QStringLiteral("−0.6")));
  // Another and back: what was set stays.
  chooseTile("relu");
  QVERIFY(!driver_.find<QWidget>("parameterRow")->isVisible());
  chooseTile("leaky_relu");
  QCOMPARE(page().activation().values.at("negative_slope"), 0.3);
}

void UiActivationsTest::comparesWithOthers() {
  open();
  chooseTile("gelu");
  QVERIFY(text("activationLegend").contains(QStringLiteral("ReLU")));
  chooseFrom("compareMenu", QStringLiteral("silu"));
  QVERIFY(text("activationLegend").contains(QStringLiteral("SiLU")));
  QCOMPARE(driver_.find<StackCard>("stackCard")->question().activations.size(), std::size_t{3});
  chooseFrom("compareMenu", QStringLiteral("relu"));
  QVERIFY(!text("activationLegend").contains(QStringLiteral("ReLU")));
  for (const char16_t* name : {u"tanh", u"sigmoid", u"mish", u"elu"})
    chooseFrom("compareMenu", QString::fromUtf16(name));
  QCOMPARE(driver_.find<ChipMenu>("compareMenu")->currentNames().size(), 4);  // and not a fifth
}

void UiActivationsTest::measuresTheLayer() {
  open();
  measured();
  QTRY_VERIFY_WITH_TIMEOUT(driver_.last()->statistics == nullptr || driver_.last()->statistics->layers.size() == 4,
                           kPatience);
  QCOMPARE(page().layer(), 2);
  QCOMPARE(text("liveSilent"), QStringLiteral("0 of 12"));
  QVERIFY(text("activationLegend").contains(QStringLiteral("Linear 2")));
  // Behind tanh: |f′| below 1 wherever there is something to see.
  QVERIFY(numberIn(*driver_.find<QLabel>("liveFactor")) > 0.2);
  QVERIFY(numberIn(*driver_.find<QLabel>("liveFactor")) < 1);
  QVERIFY(text("liveNote").startsWith(QStringLiteral("Linear 2 has Tanh now.")));
  QVERIFY(text("liveNote").contains(QStringLiteral("As of epoch ")));

  chooseFrom("layerMenu", QStringLiteral("0"));
  QCOMPARE(page().layer(), 0);
  QVERIFY(text("liveSilent").endsWith(QStringLiteral(" of 16")));
  QVERIFY(text("liveNote").startsWith(QStringLiteral("Linear 1 has ReLU now.")));
  // About half of what goes into a ReLU at the beginning is negative.
  const double saturated = numberIn(*driver_.find<QLabel>("liveSaturated"));
  QVERIFY(saturated > 20 && saturated < 80);

  // What is told is what the last measurement says, while it trains.
  const auto last = std::make_shared<StatisticsPtr>();
  connect(&driver_.window->feed(), &SnapshotFeed::arrived, this, [last](const SnapshotPtr& snapshot) {
    if (snapshot->statistics) *last = snapshot->statistics;
  });
  driver_.click("trainButton");
  QTRY_VERIFY_WITH_TIMEOUT(*last != nullptr && (*last)->step > 0, kPatience);
  const LayerStatistics& layer = (*last)->layers.at(0);
  QCOMPARE(text("liveMean"), withDecimalsAtMost(layer.sums.mean, 2));
  QCOMPARE(text("liveSaturated"), percent(layer.saturatedShare));
  QCOMPARE(text("liveFactor"), figures(layer.gradientFactor) + QStringLiteral(" ×"));
  QCOMPARE(text("liveSilent"), QStringLiteral("%1 of 16").arg(layer.silentUnits()));
  disconnect(&driver_.window->feed(), nullptr, this, nullptr);
}

void UiActivationsTest::usesItInALayer() {
  open();
  measured();
  chooseTile("elu");
  QCOMPARE(driver_.find<Button>("useHere")->text(), QStringLiteral("Use in Linear 2"));
  driver_.type(driver_.find<NumberField>("field:alpha")->lineEdit(), QStringLiteral("0.5"));
  driver_.click("useHere");
  const Choice used{"elu", {{"alpha", 0.5}}};
  QCOMPARE(driver_.experiment().network.hidden[2].activation, used);
  QCOMPARE(driver_.experiment().network.hidden[0].activation.name, std::string("relu"));
  QVERIFY(!driver_.find<Button>("useHere")->isEnabled());
  QCOMPARE(driver_.window->document().undoStack().undoText(), QStringLiteral("Use ELU in Linear 2"));
  const std::vector<LayerSnapshot> layers = driver_.lookAtNetwork()->layers;
  QCOMPARE(layers.size(), std::size_t{4});
  QCOMPARE(layers[2].activation, std::string("elu"));
  driver_.window->document().undoStack().undo();
  QCOMPARE(driver_.experiment().network.hidden[2].activation.name, std::string("tanh"));
  QVERIFY(driver_.find<Button>("useHere")->isEnabled());
  driver_.window->document().undoStack().redo();
  QCOMPARE(driver_.experiment().network.hidden[2].activation, used);
}

void UiActivationsTest::usesItEverywhere() {
  open();
  chooseTile("gelu");
  driver_.click("useEverywhere");
  const std::vector<LayerSpec>& hidden = driver_.experiment().network.hidden;
  QCOMPARE(hidden[0].activation.name, std::string("gelu"));
  QCOMPARE(hidden[1].activation.name, std::string("identity"));  // a batch norm has no units of its own
  QCOMPARE(hidden[2].activation.name, std::string("gelu"));
  QCOMPARE(driver_.experiment().network.outputActivation.name, std::string("identity"));
  QVERIFY(!driver_.find<Button>("useEverywhere")->isEnabled());
  driver_.window->document().undoStack().undo();
  QCOMPARE(driver_.experiment(), twoLayers());

  Experiment none = twoLayers();
  none.network.hidden.clear();
  driver_.window->document().change(none, QStringLiteral("Take all away"));
  QCOMPARE(page().layer(), -1);
  QVERIFY(!driver_.find<Button>("useHere")->isEnabled());
  QVERIFY(!driver_.find<Button>("useEverywhere")->isEnabled());
}

void UiActivationsTest::asksOnlyWhileItIsSeen() {
  open();
  measured();
  const auto* words = driver_.find<QLabel>("statusWords");
  QVERIFY(words->isVisible());
  QVERIFY(words->text().contains(QStringLiteral("watching Linear 2 of")));
  QVERIFY(!driver_.find<QLabel>("statusPosition")->isVisible());
  QVERIFY(driver_.window->showPage(QStringLiteral("train")));
  QVERIFY(!page().isVisible());
  QVERIFY(!words->isVisible());
  QVERIFY(driver_.find<QLabel>("statusPosition")->isVisible());
  QTest::keyClick(driver_.window.get(), Qt::Key_3, Qt::AltModifier);
  QTRY_VERIFY_WITH_TIMEOUT(page().isVisible(), kPatience);
  measured();
}

void UiActivationsTest::sendsNumbersThroughAStack() {
  open();
  chooseTile("sigmoid");
  auto* card = driver_.find<StackCard>("stackCard");
  QTRY_VERIFY_WITH_TIMEOUT(
      card->plot().courses().size() == 2 && card->plot().courses()[0].name == QStringLiteral("Sigmoid"), kPatience);
  QCOMPARE(card->plot().courses()[0].sizes.size(), std::size_t{11});
  QCOMPARE(card->plot().courses()[0].sizes[0], 1.0);
  QVERIFY(card->plot().courses()[0].sizes[10] < 1e-4);
  QVERIFY(card->plot().accessibleDescription().startsWith(QStringLiteral("After 6 layers: Sigmoid ")));

  QTest::keyClick(driver_.find<SliderField>("stackDepth"), Qt::Key_PageUp);
  QTRY_VERIFY_WITH_TIMEOUT(card->plot().courses()[0].sizes.size() == 16, kPatience);
  chooseFrom("stackInitialization", QStringLiteral("xavier_normal"));
  QTRY_VERIFY_WITH_TIMEOUT(card->question().initialization.name == "xavier_normal", kPatience);
  const double before = card->plot().courses()[0].sizes[15];
  QTRY_VERIFY_WITH_TIMEOUT(card->plot().courses()[0].sizes[15] != before, kPatience);

  chooseFrom("stackQuantity", QStringLiteral("signal"));
  QVERIFY(card->plot().courses()[0].sizes[15] > 0.3);  // a sigmoid's results stay near ½ however deep
  chooseFrom("stackScale", QStringLiteral("log"));
  QVERIFY(!card->grab().isNull());
}

void UiActivationsTest::softmaxFollowsItsSliders() {
  open();
  chooseTile(ActivationTiles::kSoftmax);
  auto* view = driver_.find<SoftmaxView>("softmaxView");
  QVERIFY(view->isVisible());
  const auto agrees = [&] {
    const SoftmaxNumbers expected =
        softmaxNumbers(view->logits(), view->temperature(), static_cast<std::size_t>(view->target()));
    double sum = 0;
    for (const double p : view->numbers().probabilities) sum += p;
    return view->numbers().probabilities == expected.probabilities && std::abs(sum - 1) < 1e-12;
  };
  QVERIFY(agrees());
  const double before = view->numbers().probabilities[1];
  auto* logit = driver_.find<SliderField>("softmaxLogit:1");
  QTest::keyClick(logit, Qt::Key_PageUp);
  QVERIFY(view->numbers().probabilities[1] > before);
  QVERIFY(agrees());

  driver_.click("softmaxTarget:2");
  QCOMPARE(view->target(), 2);
  QVERIFY(view->numbers().gradient[2] < 0);
  QVERIFY(text("softmaxGradient:2").startsWith(u'−'));
  driver_.type(driver_.find<NumberField>("softmaxTemperatureField")->lineEdit(), QStringLiteral("10"));
  QVERIFY(agrees());
  const auto [low, high] = std::ranges::minmax(view->numbers().probabilities);
  QVERIFY(high - low < 0.15);

  auto* curves = driver_.find<TemperaturePlot>("temperaturePlot");
  QTest::mouseClick(curves, Qt::LeftButton, {}, QPoint(curves->width() / 4, curves->height() / 2));
  QVERIFY(view->temperature() > 0.15 && view->temperature() < 0.5);
  QVERIFY(agrees());

  QTest::keyClick(driver_.find<SliderField>("softmaxCount"), Qt::Key_Left);
  QTest::keyClick(driver_.find<SliderField>("softmaxCount"), Qt::Key_Left);
  QCOMPARE(view->logits().size(), std::size_t{3});
  for (int i = 0; i < 9; ++i) QTest::keyClick(driver_.find<SliderField>("softmaxCount"), Qt::Key_Right);
  QCOMPARE(view->logits().size(), std::size_t{10});
  QVERIFY(agrees());
}

void UiActivationsTest::plotStaysWhereItIs_data() {
  QTest::addColumn<QSize>("size");
  QTest::newRow("laptop") << QSize(1440, 900);
  QTest::newRow("small") << QSize(1280, 720);
  QTest::newRow("smaller") << QSize(1024, 600);
}

/// Whichever function is shown: with parameters or without, with a short formula or a long one, also one's own.
void UiActivationsTest::plotStaysWhereItIs() {
  QFETCH(QSize, size);
  open();
  measured();
  driver_.window->resize(size);
  for (const char16_t* name : {u"tanh", u"sigmoid", u"mish"}) chooseFrom("compareMenu", QString::fromUtf16(name));
  const auto settle = [] {
    // Layouts follow from one another.
    for (int round = 0; round < 6; ++round) QCoreApplication::processEvents();
  };
  settle();
  const auto placeOf = [this](const QWidget& widget) { return QRect(widget.mapTo(&page(), QPoint()), widget.size()); };
  const auto places = [&] {
    settle();
    return std::pair(placeOf(plot()), placeOf(*driver_.find<StackPlot>("stackPlot")));
  };
  chooseTile("relu");
  const auto first = places();
  const auto check = [&](const QString& what) {
    const auto now = places();
    const auto text = [](const QRect& at) {
      return QStringLiteral("%1,%2 %3×%4").arg(at.x()).arg(at.y()).arg(at.width()).arg(at.height());
    };
    QVERIFY2(now == first, qPrintable(what + QStringLiteral(": ") + text(now.first) + u'/' + text(now.second) +
                                      QStringLiteral(", of ReLU ") + text(first.first) + u'/' + text(first.second)));
    const QStringList faults = test::layoutFaults(page());
    QVERIFY2(faults.isEmpty(), qPrintable(what + QStringLiteral(": ") + faults.join(u'\n')));
  };
  for (const Activation& row : activations()) {
    chooseTile(row.name.c_str());
    check(QString::fromStdString(row.name));
  }
  chooseTile(kOwnFunction);
  auto* field = driver_.find<QLineEdit>("formulaField");
  for (const char16_t* formula :
       {u"x", u"where(x <= 0, a*(exp(x) - 1), b*sqrt(abs(x)) + c*sin(d*x)) / (1 + x^2/(1 + x^2))",
        u"min(max(x, 0), 1) + min(max(x - 3, 0), 1) + min(max(x + 3, 0), 1)"}) {
    driver_.type(field, QString::fromUtf16(formula));
    QCOMPARE(page().activation().formula, QString::fromUtf16(formula).toStdString());
    check(QString::fromUtf16(formula));
  }
}

void UiActivationsTest::fitsBothThemesAndSizes() {
  open();
  measured();
  for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
    driver_.window->themeChoice().setMode(mode);
    for (const QSize size : {QSize(1280, 720), QSize(1440, 900)}) {
      driver_.window->resize(size);
      QTest::qWait(0);
      for (const char* name : {"hardtanh", "gelu_tanh", "silu", ActivationTiles::kSoftmax}) {
        chooseTile(name);
        QVERIFY(!driver_.window->grab().isNull());
        QTRY_COMPARE_WITH_TIMEOUT(cutOffWords(), QString(), kPatience);
        if (!plot().isVisible()) continue;
        QVERIFY2(plot().height() >= 150,
                 qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(name)).arg(plot().height())));
        const auto* stack = driver_.find<StackPlot>("stackPlot");
        QVERIFY(stack->height() >= 70);
        QVERIFY(page().rect().contains(QRect(stack->mapTo(&page(), QPoint()), stack->size())));
      }
    }
  }
}

QTEST_MAIN(UiActivationsTest)
#include "ui_activations_test.moc"
