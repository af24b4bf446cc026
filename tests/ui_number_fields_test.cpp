// Every field for a number takes the decimal sign of the language and a point, swallows nothing, and says in place why
// a number is refused.
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QTest>
#include <QToolTip>
#include <functional>
#include <memory>

#include "core/nn/activation.h"
#include "ui/activations/parameter_row.h"
#include "ui/network/hover_card.h"
#include "ui/network/layer_header.h"
#include "ui/widgets/number_field.h"
#include "ui/widgets/prepare_application.h"
#include "ui/widgets/seed_field.h"
#include "ui/widgets/slider_field.h"

using namespace gradus;
using namespace gradus::ui;

namespace {

/// A field in a window of its own, beside something else that takes the keyboard; it holds 5 at first.
struct Desk {
  explicit Desk(const QString& kind) {
    auto* layout = new QVBoxLayout(&window);
    if (kind == u"number" || kind == u"whole") {
      auto* field = new NumberField({-1000, 100'000, kind == u"whole"});
      field->setValue(5);
      QObject::connect(field, &NumberField::valueChanged, field, [this](double now) { value = now; });
      layout->addWidget(field);
      edit = field->lineEdit();
    } else if (kind == u"beside a slider") {
      auto* row = new ParameterRow;
      row->setChoice(findActivation("elu"), {"elu", {{"alpha", 5}}});
      QObject::connect(row, &ParameterRow::changed, row, [this](const Choice& now) { value = now.values.at("alpha"); });
      layout->addWidget(row);
      edit = row->findChild<NumberField*>(QStringLiteral("field:alpha"))->lineEdit();
      slider = row->findChild<SliderField*>();
    } else if (kind == u"weight") {
      auto* card = new HoverCard(nullptr);
      card->setMinimumSize(400, HoverCard::kHeight);
      card->setContent({QStringLiteral("Weight"), {{QStringLiteral("w = "), QStringLiteral("5"), true}}, true, 5});
      QObject::connect(card, &HoverCard::numberEdited, card, [this](double now) { value = now; });
      QObject::connect(card, &HoverCard::editingEnded, &other, [this] { other.setFocus(); });
      layout->addWidget(card);
      edit = card->findChild<QLineEdit*>(QStringLiteral("pinnedNumber"));
    } else if (kind == u"units") {
      auto* header = new LayerHeader(nullptr);
      HeaderContent content;
      content.kind = HeaderContent::Kind::Hidden;
      content.title = QStringLiteral("Linear 1");
      content.units = 5;
      content.activation = {"relu", {}};
      header->setContent(content);
      header->setMinimumSize(160, LayerHeader::kHeight);
      header->setSelected(true);
      QObject::connect(header, &LayerHeader::unitsRequested, header, [this](int now) { value = now; });
      QObject::connect(header, &LayerHeader::editingEnded, &other, [this] { other.setFocus(); });
      layout->addWidget(header);
      edit = header->findChild<QLineEdit*>(QStringLiteral("units"));
    } else {
      auto* field = new SeedField({});
      field->setSeed(5);
      QObject::connect(field, &SeedField::seedEdited, field, [this](quint64 now) { value = static_cast<double>(now); });
      layout->addWidget(field);
      edit = field->lineEdit();
    }
    layout->addWidget(&other);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
  }

  void type(const QString& text) const {
    edit->setFocus();
    edit->selectAll();
    if (text.isEmpty()) QTest::keyClick(edit, Qt::Key_Delete);
    for (const QChar letter : text) {  // QTest types ASCII alone
      QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(letter));
      QCoreApplication::sendEvent(edit, &press);
    }
  }

  /// What the field, or the part whose field it is, says.
  QString tip() const {
    const bool isBare = edit->property("bare").toBool();
    return isBare ? edit->parentWidget()->toolTip() : edit->toolTip();
  }

  QWidget window;
  QLineEdit other;
  QLineEdit* edit = nullptr;
  SliderField* slider = nullptr;
  double value = 5;
};

const QStringList& kinds() {
  static const QStringList names{QStringLiteral("number"), QStringLiteral("beside a slider"), QStringLiteral("weight"),
                                 QStringLiteral("whole"),  QStringLiteral("units"),           QStringLiteral("seed")};
  return names;
}

bool isWhole(const QString& kind) {
  return kinds().indexOf(kind) >= 3;
}

}  // namespace

class UiNumberFieldsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { prepareApplication(); }
  void cleanup() { QLocale::setDefault(QLocale::c()); }

  void readsTheLanguage_data();
  void readsTheLanguage();
  void aClickSelects_data() { everyKind(); }
  void aClickSelects();
  void escapeRestores_data() { everyKind(); }
  void escapeRestores();
  void leavingTakesWhatIsGood_data() { everyKind(); }
  void leavingTakesWhatIsGood();
  void refusedNumbersStay();
  void whatIsTypedStays();
  void trainingDoesNotOverwriteWhatIsTyped();

 private:
  static void everyKind() {
    QTest::addColumn<QString>("kind");
    for (const QString& kind : kinds()) QTest::newRow(qPrintable(kind)) << kind;
  }
};

void UiNumberFieldsTest::readsTheLanguage_data() {
  QTest::addColumn<QString>("kind");
  QTest::addColumn<QString>("locale");
  QTest::addColumn<QString>("typed");
  QTest::addColumn<double>("value");  // 5: refused
  QTest::addColumn<QString>("says");
  for (const QString& kind : kinds()) {
    const auto row = [&](const char* locale, const char* typed, double value, const char* says = "") {
      QTest::addRow("%s, %s: %s", qPrintable(kind), locale, typed)
          << kind << QString::fromLatin1(locale) << QString::fromUtf8(typed) << value << QString::fromUtf8(says);
    };
    for (const char* locale : {"C", "en_US", "de_DE", "fr_CH"}) {
      row(locale, "7", 7);
      row(locale, " 7 ", 7);
      row(locale, "nan", 5, "Expected a");
      row(locale, "0x10", 5, "Expected a");
      row(locale, "12 px", 5, "Expected a");
      row(locale, "", 5, "");
      row(locale, "1 000", 5, isWhole(kind) ? "nothing between its digits" : "nothing parts groups of digits");
      row(locale, "1'000", 5, isWhole(kind) ? "nothing between its digits" : "nothing parts groups of digits");
      if (isWhole(kind)) {
        row(locale, "1,000", 5, "nothing between its digits");
        row(locale, "1.000", 5, "nothing between its digits");
        row(locale, "7.5", 5, "nothing between its digits");
        row(locale, "0,5", 5, "nothing between its digits");
      } else {
        row(locale, "0.5", 0.5);
        row(locale, "2e-1", 0.2);
        row(locale, "2e−1", 0.2);
        row(locale, "1.234,5", 5, "nothing parts groups of digits");
      }
    }
    if (isWhole(kind)) continue;
    for (const char* locale : {"C", "en_US"}) {
      row(locale, "0,5", 5, "Decimals follow a point, as in 0.5; nothing parts groups of digits.");
      row(locale, "1,234", 5, "Decimals follow a point, as in 0.5; nothing parts groups of digits.");
    }
    for (const char* locale : {"de_DE", "fr_CH"}) {
      row(locale, "0,5", 0.5);
      row(locale, "1,234", 1.234);
      row(locale, "1,234,5", 5, "Decimals follow “,” or a point, as in 0,5 or 0.5; nothing parts groups of digits.");
    }
  }
}

void UiNumberFieldsTest::readsTheLanguage() {
  QFETCH(QString, kind);
  QFETCH(QString, locale);
  QFETCH(QString, typed);
  QFETCH(double, value);
  QFETCH(QString, says);
  QLocale::setDefault(QLocale(locale));
  Desk desk(kind);
  desk.type(typed);
  QCOMPARE(desk.edit->text(), typed);  // nothing is swallowed
  QTest::keyClick(desk.edit, Qt::Key_Return);
  QCOMPARE(desk.value, value);
  QVERIFY(!desk.edit->text().isEmpty());
  if (desk.slider != nullptr) QCOMPARE(desk.slider->value(), value);
  if (says.isEmpty()) return;
  QCOMPARE(desk.edit->text(), typed);
  QVERIFY(desk.edit->hasFocus());
  QVERIFY2(desk.tip().contains(says), qPrintable(desk.tip()));
  QVERIFY2(QToolTip::text().simplified().contains(says), qPrintable(QToolTip::text()));
  QCOMPARE(desk.edit->accessibleDescription(), desk.tip());
}

void UiNumberFieldsTest::aClickSelects() {
  QFETCH(QString, kind);
  Desk desk(kind);
  desk.other.setFocus();
  QTest::mouseClick(desk.edit, Qt::LeftButton);
  QCOMPARE(desk.edit->selectedText(), QStringLiteral("5"));
  QTest::keyClicks(desk.edit, QStringLiteral("7"));
  QTest::keyClick(desk.edit, Qt::Key_Return);
  QCOMPARE(desk.value, 7.0);
  // A second click is for the place of the cursor.
  desk.edit->setFocus();
  desk.edit->deselect();
  QTest::mouseClick(desk.edit, Qt::LeftButton);
  QVERIFY(!desk.edit->hasSelectedText());
}

void UiNumberFieldsTest::escapeRestores() {
  QFETCH(QString, kind);
  Desk desk(kind);
  const QString tip = desk.tip();
  desk.type(QStringLiteral("7,,"));
  QTest::keyClick(desk.edit, Qt::Key_Return);
  QVERIFY(desk.tip() != tip);
  QTest::keyClick(desk.edit, Qt::Key_Escape);
  desk.other.setFocus();
  QCOMPARE(desk.edit->text(), QStringLiteral("5"));
  QCOMPARE(desk.value, 5.0);
  QCOMPARE(desk.tip(), tip);
}

void UiNumberFieldsTest::leavingTakesWhatIsGood() {
  QFETCH(QString, kind);
  Desk desk(kind);
  desk.type(QStringLiteral("7"));
  desk.other.setFocus(Qt::TabFocusReason);
  QCOMPARE(desk.value, 7.0);
  desk.type({});
  desk.other.setFocus(Qt::TabFocusReason);
  QVERIFY(!desk.edit->text().isEmpty());
}

/// Until they are mended, or another number takes their place.
void UiNumberFieldsTest::refusedNumbersStay() {
  Desk desk(QStringLiteral("number"));
  auto* field = desk.window.findChild<NumberField*>();
  desk.type(QStringLiteral("1,234"));
  desk.other.setFocus(Qt::TabFocusReason);
  QCOMPARE(desk.edit->text(), QStringLiteral("1,234"));
  field->setValue(5);  // the document has changed elsewhere
  QCOMPARE(desk.edit->text(), QStringLiteral("1,234"));
  field->setValue(6);
  QCOMPARE(desk.edit->text(), QStringLiteral("6"));
  QVERIFY(desk.tip().isEmpty());
  desk.type(QStringLiteral("x"));
  QTest::keyClick(desk.edit, Qt::Key_Up);
  QCOMPARE(desk.edit->text().toDouble(), field->value());
}

/// The document may change while somebody types.
void UiNumberFieldsTest::whatIsTypedStays() {
  const Desk number(QStringLiteral("number"));
  number.type(QStringLiteral("7"));
  number.window.findChild<NumberField*>()->setValue(5);
  QCOMPARE(number.edit->text(), QStringLiteral("7"));

  const Desk seed(QStringLiteral("seed"));
  seed.type(QStringLiteral("7"));
  seed.window.findChild<SeedField*>()->setSeed(5);
  QCOMPARE(seed.edit->text(), QStringLiteral("7"));

  const Desk units(QStringLiteral("units"));
  auto* header = units.window.findChild<LayerHeader*>();
  HeaderContent content;
  content.units = 5;
  content.problem = QStringLiteral("does not fit");
  units.type(QStringLiteral("7"));
  header->setContent(content);
  QCOMPARE(units.edit->text(), QStringLiteral("7"));
  content.units = 6;
  header->setContent(content);
  QCOMPARE(units.edit->text(), QStringLiteral("6"));
}

void UiNumberFieldsTest::trainingDoesNotOverwriteWhatIsTyped() {
  Desk desk(QStringLiteral("weight"));
  auto* card = desk.window.findChild<HoverCard*>();
  desk.type(QStringLiteral("0.2"));
  // Another program has the keyboard for a while.
  QFocusEvent away(QEvent::FocusOut, Qt::ActiveWindowFocusReason);
  QCoreApplication::sendEvent(desk.edit, &away);
  HoverContent later = card->content();
  later.number = 6;
  card->setContent(later);
  QCOMPARE(desk.edit->text(), QStringLiteral("0.2"));
  QTest::keyClick(desk.edit, Qt::Key_Return);
  QCOMPARE(desk.value, 0.2);
}

QTEST_MAIN(UiNumberFieldsTest)
#include "ui_number_fields_test.moc"
