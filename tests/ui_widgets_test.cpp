// The small controls: what they accept, what they refuse, and what they tell.
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QToolTip>
#include <cmath>
#include <limits>

#include "core/optim/optimizer_registry.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/form.h"
#include "ui/widgets/format.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/prepare_application.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/slider_field.h"
#include "ui/widgets/tool_tip.h"

using namespace gradus;
using namespace gradus::ui;

class WidgetsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    prepareApplication();
    QLocale::setDefault(QLocale::c());
  }

  void segmentsLeaveTheWheelToTheColumn();
  void numberFieldAccepts_data();
  void numberFieldAccepts();
  void numberFieldStepsByKeys_data();
  void numberFieldStepsByKeys();
  void escapeRestoresTheNumber();
  void suggestionsLieInRange_data();
  void suggestionsLieInRange();
  void sliderTellsOnceItRests();
  void comboKeepsRegistryNames();
  void comboIgnoresTheWheelWithoutFocus();
  void formHasAnEditorForEveryParameter();
  void formLeavesDefaultsOut();
  void formEditsSwitches();
  void elidedLabelShowsAllInItsToolTip();
  void longToolTipsHaveLines();
  void menusShowWordsAsTheyAre();
  void menusShowWhatIsChosen_data();
  void menusShowWhatIsChosen();
  void labelsShowWordsAsTheyAre_data();
  void labelsShowWordsAsTheyAre();
  void numbersReadWell_data();
  void numbersReadWell();
  void iconsFollowTheColour();
  void textHasEnoughContrast_data();
  void textHasEnoughContrast();
};

void WidgetsTest::numberFieldAccepts_data() {
  QTest::addColumn<bool>("integer");
  QTest::addColumn<QString>("typed");
  QTest::addColumn<bool>("accepted");
  QTest::addColumn<double>("value");
  QTest::newRow("number") << false << QStringLiteral("0.25") << true << 0.25;
  QTest::newRow("comma") << false << QStringLiteral("0,25") << false << 5.0;
  QTest::newRow("exponent") << false << QStringLiteral("1e-3") << true << 0.001;
  QTest::newRow("maximum") << false << QStringLiteral("100") << true << 100.0;
  QTest::newRow("spaces") << false << QStringLiteral(" 7 ") << true << 7.0;
  QTest::newRow("too large") << false << QStringLiteral("100.5") << false << 5.0;
  QTest::newRow("negative") << false << QStringLiteral("-1") << false << 5.0;
  QTest::newRow("word") << false << QStringLiteral("fast") << false << 5.0;
  QTest::newRow("empty") << false << QString() << false << 5.0;
  QTest::newRow("nan") << false << QStringLiteral("nan") << false << 5.0;
  QTest::newRow("infinite") << false << QStringLiteral("inf") << false << 5.0;
  QTest::newRow("whole") << true << QStringLiteral("32") << true << 32.0;
  QTest::newRow("not whole") << true << QStringLiteral("3.5") << false << 5.0;
}

void WidgetsTest::numberFieldAccepts() {
  QFETCH(bool, integer);
  QFETCH(QString, typed);
  QFETCH(bool, accepted);
  QFETCH(double, value);
  NumberField field({0, 100, integer});
  field.setValue(5);
  field.show();
  const QSignalSpy changes(&field, &NumberField::valueChanged);
  field.lineEdit()->selectAll();
  QTest::keyClick(field.lineEdit(), Qt::Key_Delete);
  QTest::keyClicks(field.lineEdit(), typed);
  QCOMPARE(changes.count(), 0);
  QTest::keyClick(field.lineEdit(), Qt::Key_Return);
  QCOMPARE(field.value(), value);
  QCOMPARE(changes.count(), accepted ? 1 : 0);
  QCOMPARE(field.lineEdit()->text(), accepted || typed.isEmpty() ? typeable(value) : typed);
}

void WidgetsTest::numberFieldStepsByKeys_data() {
  QTest::addColumn<double>("maximum");
  QTest::addColumn<bool>("integer");
  QTest::addColumn<double>("from");
  QTest::addColumn<Qt::Key>("key");
  QTest::addColumn<double>("to");
  QTest::newRow("whole up") << 100.0 << true << 8.0 << Qt::Key_Up << 9.0;
  QTest::newRow("whole down") << 100.0 << true << 8.0 << Qt::Key_Down << 7.0;
  QTest::newRow("rate up") << 10.0 << false << 0.001 << Qt::Key_Up << 0.003;
  QTest::newRow("rate up over the decade") << 10.0 << false << 0.003 << Qt::Key_Up << 0.01;
  QTest::newRow("rate down") << 10.0 << false << 0.001 << Qt::Key_Down << 0.0003;
  QTest::newRow("share") << 1.0 << false << 0.9 << Qt::Key_Down << 0.8;
  QTest::newRow("stops at the end") << 100.0 << true << 100.0 << Qt::Key_Up << 100.0;
}

void WidgetsTest::numberFieldStepsByKeys() {
  QFETCH(double, maximum);
  QFETCH(bool, integer);
  QFETCH(double, from);
  QFETCH(Qt::Key, key);
  QFETCH(double, to);
  NumberField field({0, maximum, integer});
  field.setValue(from);
  QTest::keyClick(field.lineEdit(), key);
  QCOMPARE(field.value(), to);
}

void WidgetsTest::escapeRestoresTheNumber() {
  NumberField field({0, 1, false});
  field.setValue(0.5);
  QTest::keyClicks(field.lineEdit(), QStringLiteral("x"));
  QTest::keyClick(field.lineEdit(), Qt::Key_Escape);
  QCOMPARE(field.lineEdit()->text(), QStringLiteral("0.5"));
}

void WidgetsTest::suggestionsLieInRange_data() {
  QTest::addColumn<double>("maximum");
  QTest::addColumn<bool>("integer");
  QTest::addColumn<double>("around");
  QTest::newRow("learning rate") << 10.0 << false << 0.001;
  QTest::newRow("momentum") << 1.0 << false << 0.0;
  QTest::newRow("beta") << 1.0 << false << 0.999;
  QTest::newRow("epsilon") << 1.0 << false << 1e-8;
  QTest::newRow("points") << 100000.0 << true << 500.0;
  QTest::newRow("one") << 1.0 << true << 1.0;
}

void WidgetsTest::suggestionsLieInRange() {
  QFETCH(double, maximum);
  QFETCH(bool, integer);
  QFETCH(double, around);
  const std::vector<double> numbers = NumberField::suggestionsFor({0, maximum, integer}, around);
  QVERIFY(std::find(numbers.begin(), numbers.end(), around) != numbers.end());
  for (const double number : numbers) {
    QVERIFY(number >= 0 && number <= maximum);
    if (integer) QCOMPARE(number, std::floor(number));
  }
}

void WidgetsTest::sliderTellsOnceItRests() {
  SliderField slider({0, 50, false});
  slider.resize(slider.sizeHint());
  QSignalSpy changes(&slider, &SliderField::valueChanged);
  for (int i = 0; i < 5; ++i) QTest::keyClick(&slider, Qt::Key_PageUp);
  QCOMPARE(slider.value(), 25.0);
  QTRY_COMPARE(changes.count(), 1);
  QCOMPARE(changes.first().first().toDouble(), 25.0);
}

void WidgetsTest::comboKeepsRegistryNames() {
  ComboBox combo;
  for (const OptimizerInfo& info : optimizers()) combo.addChoice(info);
  const QSignalSpy changes(&combo, &QComboBox::currentIndexChanged);
  combo.setCurrentName(QStringLiteral("adam"));
  QCOMPARE(combo.currentName(), QStringLiteral("adam"));
  combo.setCurrentName(QStringLiteral("no such thing"));
  QCOMPARE(combo.currentName(), QStringLiteral("adam"));
  QCOMPARE(changes.count(), 0);
  QVERIFY(!combo.toolTip().isEmpty());
}

void WidgetsTest::comboIgnoresTheWheelWithoutFocus() {
  ComboBox combo;
  for (const OptimizerInfo& info : optimizers()) combo.addChoice(info);
  QWheelEvent wheel({5, 5}, {5, 5}, {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&combo, &wheel);
  QCOMPARE(combo.currentIndex(), 0);
}

void WidgetsTest::formHasAnEditorForEveryParameter() {
  Form form;
  for (const OptimizerInfo& info : optimizers()) {
    form.setChoice(info, {info.name, {}});
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(form.findChildren<QWidget*>(QRegularExpression(QStringLiteral("^parameter:"))).size(),
             static_cast<qsizetype>(info.parameters.size()));
    for (const ParameterInfo& parameter : info.parameters) {
      auto* editor =
          form.findChild<QWidget*>(QStringLiteral("parameter:%1").arg(QString::fromStdString(parameter.name)));
      QVERIFY2(editor != nullptr, parameter.name.c_str());
      QCOMPARE(editor->accessibleName(), QString::fromStdString(parameter.label));
      QVERIFY(!editor->toolTip().isEmpty());
    }
  }
}

void WidgetsTest::formLeavesDefaultsOut() {
  const OptimizerInfo& adam = findOptimizer("adam");
  Form form;
  form.setChoice(adam, {"adam", {{"lr", 0.03}}});
  auto* rate = form.findChild<NumberField*>(QStringLiteral("parameter:lr"));
  QCOMPARE(rate->value(), 0.03);
  const QSignalSpy changes(&form, &Form::changed);
  rate->lineEdit()->setText(QStringLiteral("0.01"));
  QTest::keyClick(rate->lineEdit(), Qt::Key_Return);
  QCOMPARE(form.choice(), (Choice{"adam", {{"lr", 0.01}}}));
  rate->lineEdit()->setText(typeable(valueOf({"adam", {}}, adam, "lr")));
  QTest::keyClick(rate->lineEdit(), Qt::Key_Return);
  QCOMPARE(form.choice(), (Choice{"adam", {}}));
  QCOMPARE(changes.count(), 2);
}

void WidgetsTest::formEditsSwitches() {
  const ChoiceInfo info{"thing", "Thing", "A thing.", {{"nesterov", "Nesterov", "Looks ahead.", 0, 0, 1, true}}};
  Form form;
  form.setChoice(info, {"thing", {}});
  auto* box = form.findChild<CheckBox*>(QStringLiteral("parameter:nesterov"));
  QVERIFY(box != nullptr);
  box->click();
  QCOMPARE(form.choice(), (Choice{"thing", {{"nesterov", 1}}}));
  box->click();
  QCOMPARE(form.choice(), (Choice{"thing", {}}));
}

void WidgetsTest::elidedLabelShowsAllInItsToolTip() {
  ElidedLabel label(QStringLiteral("a rather long name of an experiment"));
  label.resize(60, 20);
  label.show();
  QCOMPARE(label.toolTip(), label.text());
  label.setExplanation(QStringLiteral("What it is"));
  QCOMPARE(label.toolTip(), label.text() + QStringLiteral("\nWhat it is"));
  label.resize(600, 20);
  QTRY_COMPARE(label.toolTip(), QStringLiteral("What it is"));
  label.setExplanation({});
  QVERIFY(label.toolTip().isEmpty());
}

void WidgetsTest::longToolTipsHaveLines() {
  const QString words = QStringLiteral("what is said at such length that it needs lines ").repeated(4).trimmed();
  const QString wrapped = wrappedTip(words);
  QVERIFY(wrapped.count(u'\n') >= 2);
  QCOMPARE(QString(wrapped).replace(u'\n', u' '), words);
  QCOMPARE(wrappedTip(wrapped), wrapped);
  QCOMPARE(wrappedTip(QStringLiteral("short\nand short")), QStringLiteral("short\nand short"));

  QTextDocument shown;  // what a class or column is named by a file is read, never drawn
  const QString name = QStringLiteral("<img src='x.png'><b>cat</b>");
  shown.setHtml(wrappedTip(name));
  QCOMPARE(shown.toPlainText(), name);

  QWidget widget;
  widget.setToolTip(words);
  widget.show();
  QHelpEvent help(QEvent::ToolTip, {5, 5}, widget.mapToGlobal(QPoint(5, 5)));
  QCoreApplication::sendEvent(&widget, &help);
  QCOMPARE(QToolTip::text(), wrapped);
  QToolTip::hideText();
}

void WidgetsTest::menusShowWordsAsTheyAre() {
  QMenu* menu = makeMenu(nullptr);
  const QAction* action = addWords(*menu, QStringLiteral("R&D\tand more"), QStringLiteral("<img src='x.png'>"));
  QCOMPARE(action->text(), QStringLiteral("R&&D and more"));
  QTextDocument shown;
  shown.setHtml(action->toolTip());
  QCOMPARE(shown.toPlainText(), QStringLiteral("<img src='x.png'>"));
  delete menu;
}

void WidgetsTest::menusShowWhatIsChosen_data() {
  QTest::addColumn<bool>("dark");
  QTest::newRow("dark") << true;
  QTest::newRow("light") << false;
}

/// Two entries of the same words look the same until one is chosen.
void WidgetsTest::menusShowWhatIsChosen() {
  QFETCH(bool, dark);
  QWidget window;
  dress(window, dark ? Theme::dark() : Theme::light());
  QMenu* menu = makeMenu(&window);
  QAction* first = menu->addAction(QStringLiteral("batch"));
  QAction* second = menu->addAction(QStringLiteral("batch"));
  for (QAction* each : {first, second}) each->setCheckable(true);
  menu->ensurePolished();
  menu->resize(menu->sizeHint());
  const auto look = [menu](QAction* action) { return menu->grab(menu->actionGeometry(action)).toImage(); };
  QCOMPARE(look(first), look(second));
  second->setChecked(true);
  QVERIFY(look(first) != look(second));
}

void WidgetsTest::labelsShowWordsAsTheyAre_data() {
  QTest::addColumn<QString>("words");
  QTest::newRow("heading") << QStringLiteral("<h1>Moons</h1>");
  QTest::newRow("picture") << QStringLiteral("<img src=\"file:///dev/zero\">Moons");
  QTest::newRow("comparison") << QStringLiteral("x <b and c> d");
}

void WidgetsTest::labelsShowWordsAsTheyAre() {
  QFETCH(QString, words);
  QLabel plain;
  plain.setTextFormat(Qt::PlainText);
  plain.setText(words);
  QLabel usual(words);
  usual.ensurePolished();
  QCOMPARE(usual.textFormat(), Qt::PlainText);
  QCOMPARE(usual.sizeHint(), plain.sizeHint());

  QLabel asked;  // who asks for HTML gets it
  asked.setTextFormat(Qt::RichText);
  asked.setText(words);
  asked.ensurePolished();
  QCOMPARE(asked.textFormat(), Qt::RichText);
}

void WidgetsTest::segmentsLeaveTheWheelToTheColumn() {
  Segments segments;
  segments.addSegment(QStringLiteral("Pen"), {});
  segments.addSegment(QStringLiteral("Eraser"), {});
  segments.resize(segments.sizeHint());
  const QPointF at = QRectF(segments.rect()).center();
  QWheelEvent event(at, segments.mapToGlobal(at), {}, {0, -120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
  QApplication::sendEvent(&segments, &event);
  QVERIFY(!event.isAccepted());
  QCOMPARE(segments.currentIndex(), 0);
}

void WidgetsTest::numbersReadWell_data() {
  QTest::addColumn<QString>("shown");
  QTest::addColumn<QString>("expected");
  const auto row = [](const char* name, const QString& shown, const char16_t* expected) {
    QTest::newRow(name) << shown << QString::fromUtf16(expected);
  };
  row("grouped", grouped(25818), u"25\u202F818");
  row("grouped small", grouped(818), u"818");
  row("grouped million", grouped(1234567), u"1\u202F234\u202F567");
  row("figures below zero", figures(-12.34), u"−12.3");
  row("figures tiny below zero", figures(-1.2e-5), u"−1.20e−5");
  row("figures huge", figures(3e12), u"3.00e12");
  row("of a table, whole", tableNumber(1850), u"1\u202F850");
  row("of a table, zero", tableNumber(-0.0), u"0");
  row("of a table", tableNumber(-4.5), u"−4.5");
  row("of a table, three figures", tableNumber(13.8000002), u"13.8");
  row("of a table, nearly whole", tableNumber(6.0004), u"6");
  row("of a table, small", tableNumber(0.06), u"0.06");
  row("of a table, tiny", tableNumber(2e-7), u"2e−7");
  row("of a table, large", tableNumber(3e7), u"3e7");
  row("of a table, none", tableNumber(std::nan("")), u"–");
  row("difference", signedFigures(0.5), u"+0.500");
  row("difference below zero", signedFigures(-0.5), u"−0.500");
  row("counted none", counted(0, QStringLiteral("row")), u"0 rows");
  row("counted one", counted(1, QStringLiteral("row")), u"1 row");
  row("counted many", counted(25818, QStringLiteral("row")), u"25\u202F818 rows");
  row("rate", compact(612412.0), u"612\u202F400");
  row("rate in millions", compact(12.34e6), u"12.3\u00A0M");
  row("minutes", duration(69.6), u"01:10");
  row("hours", duration(3723), u"1:02:03");
  row("no time", duration(std::nan("")), u"--:--");
  row("no difference", signedFigures(0), u"+0.000");
  row("difference that rounding takes away", withSignAndDecimals(-0.04, 1), u"+0.0");
  row("endless difference", signedFigures(-std::numeric_limits<double>::infinity()), u"−∞");
  row("two decimals at most", withDecimalsAtMost(-0.004, 2), u"0");
  row("share", percent(0.9412), u"94.1\u00A0%");
  row("share of nothing", percent(std::nan("")), u"–");
  row("exactly", exactly(0.001), u"0.001");
  row("exactly, small", exactly(1e-8), u"1e−8");
  row("exactly, whole", exactly(25000), u"25\u202F000");
  row("in a field", typeable(-25000.5), u"−25000.5");
  row("in a field, few figures", typeable(-0.031415, 3), u"−0.0314");
}

void WidgetsTest::numbersReadWell() {
  QFETCH(QString, shown);
  QFETCH(QString, expected);
  QCOMPARE(shown, expected);
}

void WidgetsTest::iconsFollowTheColour() {
  const QImage image = makeIcon(QStringLiteral("play"), Qt::red).pixmap(QSize(40, 40)).toImage();
  QCOMPARE(image.pixelColor(image.width() / 2, image.height() / 2), QColor(Qt::red));
  QVERIFY(!applicationIcon().pixmap(QSize(64, 64)).toImage().isNull());
}

void WidgetsTest::textHasEnoughContrast_data() {
  QTest::addColumn<bool>("dark");
  QTest::newRow("dark") << true;
  QTest::newRow("light") << false;
}

void WidgetsTest::textHasEnoughContrast() {
  QFETCH(bool, dark);
  const Theme& theme = dark ? Theme::dark() : Theme::light();
  const auto luminance = [](const QColor& color) {
    const auto linear = [](double share) {
      return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
  };
  const auto contrast = [&](const QColor& a, const QColor& b) {
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
  };
  for (const QColor& surface : {theme.panel, theme.card, theme.control, theme.canvas}) {
    QVERIFY(contrast(theme.text, surface) >= 4.5);
    QVERIFY2(contrast(theme.muted, surface) >= 4.5, qPrintable(surface.name()));
  }
  QVERIFY(contrast(theme.onAccent, theme.accent) >= 4.5);
}

QTEST_MAIN(WidgetsTest)
#include "ui_widgets_test.moc"
