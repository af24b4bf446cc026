// The card for a function of one's own: what is typed is told when it is right, and pointed at where it is wrong.
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/experiment/experiment_json.h"
#include "core/nn/activation.h"
#include "ui/activations/formula_field.h"
#include "ui/activations/own_function_card.h"
#include "ui/document/document.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/form.h"
#include "ui/widgets/link_button.h"
#include "ui/widgets/prepare_application.h"
#include "ui/widgets/slider_field.h"

using namespace gradus;
using namespace gradus::ui;

class UiOwnFunctionTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    prepareApplication();
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
  }
  void init() { QSettings().clear(); }
  void cleanup() { card_.reset(); }

  void beginsWithAFunctionThatWorks() {
    open();
    QCOMPARE(card_->function(), (Choice{kOwnFunction, {}, "x * sigmoid(1.702 * x)"}));
    QCOMPARE(field().text(), QStringLiteral("x * sigmoid(1.702 * x)"));
    QVERIFY(!fault().isVisible());
    QVERIFY(label("formulaCheck").text().startsWith(QStringLiteral("Checked: f′ is off by 8.")));
    QVERIFY(find<ElidedLabel>("formulaDerivative").text().startsWith(QStringLiteral("f′ = sigmoid(1.702 * x)")));
  }

  void tellsEveryFunctionThatIsRight() {
    open();
    const QSignalSpy spy(card_.get(), &OwnFunctionCard::chosen);
    type("max(x, 0)");
    QVERIFY(!spy.isEmpty());
    QCOMPARE(spy.last().first().value<Choice>(), (Choice{kOwnFunction, {}, "max(x, 0)"}));
    QCOMPARE(card_->function().formula, std::string("max(x, 0)"));
  }

  void pointsAtWhatIsWrong_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("character");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown function") << "x * sigmod(x)" << 4 << "Character 5: there is no function 'sigmod'";
    QTest::newRow("unfinished") << "x *" << 3 << "instead of the end";
    QTest::newRow("empty") << "" << 0 << "type a formula";
    QTest::newRow("injection") << "x\"); system(\"ls" << 1 << "no part of a formula";
    QTest::newRow("behind letters of two bytes") << QStringLiteral("x · 2 · ?") << 8 << "Character 9";
    QTest::newRow("behind letters of four bytes") << QStringLiteral("x 😀") << 2 << "Character 3";
  }
  void pointsAtWhatIsWrong() {
    QFETCH(QString, typed);
    QFETCH(int, character);
    QFETCH(QString, words);
    open();
    const Choice before = card_->function();
    const QSignalSpy spy(card_.get(), &OwnFunctionCard::chosen);
    field().setText(typed);
    QTest::keyClick(&field(), Qt::Key_Return);
    QCOMPARE(field().fault(), std::optional<int>(character));
    QVERIFY(fault().isVisible());
    QVERIFY2(fault().text().contains(words), qPrintable(fault().text()));
    QVERIFY(spy.isEmpty());
    QCOMPARE(card_->function(), before);
    // What was wrong is forgotten once it is right.
    type("x");
    QVERIFY(!field().fault().has_value());
    QVERIFY(!fault().isVisible());
  }

  void namesGetSliders() {
    open();
    type("a * x + tanh(b * x)");
    auto& form = find<Form>("formulaForm");
    QVERIFY(form.isVisible());
    auto* slider = form.findChild<SliderField*>(QStringLiteral("parameter:b"));
    QVERIFY(slider != nullptr);
    QCOMPARE(slider->value(), 1.0);
    const QSignalSpy spy(card_.get(), &OwnFunctionCard::chosen);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QTRY_COMPARE(spy.size(), 1);
    const double value = card_->function().values.at("b");
    QVERIFY(value > 1);
    // Names that stay keep their values, others go.
    type("exp(-b * x^2)");
    QCOMPARE(card_->function().values.size(), std::size_t{1});
    QCOMPARE(card_->function().values.at("b"), value);
    QVERIFY(form.findChild<SliderField*>(QStringLiteral("parameter:a")) == nullptr ||
            !form.findChild<SliderField*>(QStringLiteral("parameter:a"))->isVisible());
    type("exp(-x^2)");
    QVERIFY(card_->function().values.empty());
    QVERIFY(!form.isVisible());
  }

  void canBeUsedInALayerAndTakenBack() {
    open();
    type("x * tanh(a * x)");
    Experiment next = document_->experiment();
    next.network.hidden = {{{"linear", {{"units", 8}}}, card_->function()}};
    document_->change(next, QStringLiteral("Use it"));
    check(document_->experiment(), "document");
    QCOMPARE(document_->experiment().network.hidden[0].activation.formula, std::string("x * tanh(a * x)"));
    document_->undoStack().undo();
    QVERIFY(document_->experiment().network.hidden.empty());
    QCOMPARE(card_->function().formula, std::string("x * tanh(a * x)"));
  }

  void showsTheFunctionOfADocument() {
    Experiment experiment;
    experiment.network.hidden = {{{"linear", {{"units", 8}}}, {kOwnFunction, {{"a", 2}}, "erf(a * x)"}}};
    open(experiment);
    QCOMPARE(card_->function(), experiment.network.hidden[0].activation);
    experiment.network.hidden[0].activation = {kOwnFunction, {}, "abs(x)"};
    document_->open(experiment);
    QCOMPARE(field().text(), QStringLiteral("abs(x)"));
    // What somebody has typed stays when something else changes.
    type("x^3");
    experiment.training.epochs = 7;
    document_->change(experiment, QStringLiteral("Epochs"));
    QCOMPARE(field().text(), QStringLiteral("x^3"));
  }

  void remembersWhatWasTyped() {
    open();
    type("x^3 / 10");
    QTest::keyClick(&field(), Qt::Key_Return);
    type("x +");  // what is wrong is not remembered
    card_.reset();
    open();
    QCOMPARE(card_->function().formula, std::string("x^3 / 10"));
    card_.reset();
    QSettings().setValue(QStringLiteral("activations/ownFunction"), QStringLiteral("x +"));
    open();
    QCOMPARE(card_->function().formula, std::string("x * sigmoid(1.702 * x)"));
  }

  void offersItsFunctions() {
    open();
    type("x + ");
    QTest::mouseClick(&find<LinkButton>("formulaFunctions"), Qt::LeftButton);
    auto* menu = card_->findChild<QMenu*>();
    QVERIFY(menu != nullptr && menu->isVisible());
    QStringList names;
    for (const QAction* action : menu->actions()) names += action->text().section(u'\t', 0, 0);
    for (const char* name :
         {"exp", "log", "sqrt", "abs", "sign", "sin", "cos", "tan", "tanh", "sigmoid", "erf", "min", "max", "where"}) {
      QVERIFY2(names.contains(QLatin1String(name)), name);
    }
    menu->actions().at(names.indexOf(QStringLiteral("tanh")))->trigger();
    QCOMPARE(field().text(), QStringLiteral("x + tanh()"));
    QTest::keyClicks(&field(), QStringLiteral("x"));
    QTRY_COMPARE(card_->function().formula, std::string("x + tanh(x)"));
  }

  /// "s", "si" and "sig" are names for numbers, but nobody meant them.
  void waitsForTheHandToRest() {
    open();
    field().clear();
    const QSignalSpy spy(card_.get(), &OwnFunctionCard::chosen);
    QTest::keyClicks(&field(), QStringLiteral("x * sig"));
    QVERIFY(spy.isEmpty());
    QTest::keyClicks(&field(), QStringLiteral("moid(x) +"));
    QVERIFY(spy.isEmpty());
    QVERIFY2(fault().text().contains(QStringLiteral("x * sigmoid(1.702 * x) stays")), qPrintable(fault().text()));
    QTest::keyClicks(&field(), QStringLiteral(" x"));
    QVERIFY(!fault().isVisible());
    QTRY_COMPARE(card_->function().formula, std::string("x * sigmoid(x) + x"));
    QCOMPARE(spy.size(), 1);
  }

 private:
  void open(const Experiment& experiment = {}) {
    document_ = std::make_unique<Document>(experiment);
    card_ = std::make_unique<OwnFunctionCard>(*document_);
    card_->resize(330, 240);
    card_->show();
    card_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(card_.get()));
  }

  template <typename T>
  T& find(const char* name) const {
    T* found = card_->findChild<T*>(QString::fromLatin1(name));
    if (found == nullptr) qFatal("no widget is called %s", name);
    return *found;
  }
  FormulaField& field() const { return find<FormulaField>("formulaField"); }
  QLabel& label(const char* name) const { return find<QLabel>(name); }
  QLabel& fault() const { return label("formulaFault"); }

  void type(const char* text) {
    field().setFocus();
    field().clear();
    QTest::keyClicks(&field(), QString::fromUtf8(text));
    QTest::keyClick(&field(), Qt::Key_Return);
  }

  QTemporaryDir settings_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<OwnFunctionCard> card_;
};

QTEST_MAIN(UiOwnFunctionTest)
#include "ui_own_function_test.moc"
