// Numbers as people type them: read to the last letter in every language, or refused with the reason.
#include <QLocale>
#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/typed_number.h"

using namespace gradus;

Q_DECLARE_METATYPE(gradus::NumberFault)

class TypedNumberTest : public QObject {
  Q_OBJECT

 private slots:
  void everyLanguage_data();
  void everyLanguage();
  void readsNumbers_data();
  void readsNumbers();
  void readsWholeNumbers_data();
  void readsWholeNumbers();
};

void TypedNumberTest::everyLanguage_data() {
  QTest::addColumn<QString>("locale");
  QTest::addColumn<QString>("typed");
  QTest::addColumn<NumberFault>("fault");
  QTest::addColumn<double>("value");
  const auto number = [](const char* locale, const char* typed, double value) {
    QTest::addRow("%s: %s", locale, typed)
        << QString::fromLatin1(locale) << QString::fromUtf8(typed) << NumberFault::None << value;
  };
  const auto fault = [](const char* locale, const char* typed, NumberFault why) {
    QTest::addRow("%s: %s", locale, typed) << QString::fromLatin1(locale) << QString::fromUtf8(typed) << why << 0.0;
  };
  for (const char* locale : {"C", "en_US", "de_DE", "fr_CH", "de_CH"}) {
    number(locale, "0.5", 0.5);  // a point everywhere
    number(locale, "1.234", 1.234);
    number(locale, "-1.25e-3", -0.00125);
    for (const char* parted : {"1 000", "1'000", "1’000", "1\u00A0000", "1\u202F000", "1_000", "1.000.000", "1,000,000",
                               "1,234.5", "1.234,5", "1 000,5", "1'000.5", "1e3,5"}) {
      fault(locale, parted, NumberFault::PartedDigits);
    }
    for (const char* words : {"1,5,", "0.5.", "5 %", ",", ".", "0.5 5 x"})
      fault(locale, words, NumberFault::NotANumber);
  }
  for (const char* locale : {"C", "en_US", "de_CH"}) {
    fault(locale, "0,5", NumberFault::PartedDigits);
    fault(locale, "1,000", NumberFault::PartedDigits);
    fault(locale, ",5", NumberFault::NotANumber);
    fault(locale, "5,", NumberFault::NotANumber);
  }
  for (const char* locale : {"de_DE", "fr_CH", "fr_FR"}) {
    number(locale, "0,5", 0.5);
    number(locale, "1,000", 1);  // its comma begins the decimals
    number(locale, ",5", 0.5);
    number(locale, "5,", 5);
    number(locale, "−2,5e−2", -0.025);
  }
}

void TypedNumberTest::everyLanguage() {
  QFETCH(QString, locale);
  QFETCH(QString, typed);
  QFETCH(NumberFault, fault);
  QFETCH(double, value);
  const std::string sign = QLocale(locale).decimalPoint().toStdString();
  const TypedNumber number = typedNumber(typed.toStdString(), sign);
  QCOMPARE(number.fault, fault);
  QCOMPARE(number.value, value);
}

void TypedNumberTest::readsNumbers_data() {
  QTest::addColumn<NumberFault>("fault");
  QTest::addColumn<double>("value");
  QTest::addColumn<bool>("isWhole");
  const auto number = [](const char* typed, double value, bool isWhole) {
    QTest::newRow(typed) << NumberFault::None << value << isWhole;
  };
  const auto fault = [](const char* typed, NumberFault why) { QTest::newRow(typed) << why << 0.0 << false; };
  number("7", 7, true);
  number(" 7 ", 7, true);
  number("\u00A0\u202F7\t", 7, true);
  number("007", 7, true);
  number("+7", 7, true);
  number("-7", -7, true);
  number("−7", -7, true);
  number("7.0", 7, false);
  number("7.", 7, false);
  number(".7", 0.7, false);
  number("1e3", 1000, true);
  number("1E+3", 1000, true);
  number("1e-3", 0.001, false);
  number("1e−3", 0.001, false);
  number("2.5e1", 25, false);
  number("0.1", 0.1, false);
  number("12345678901234567890", 12345678901234567890.0, true);
  number("1e308", 1e308, true);
  number("1e309", std::numeric_limits<double>::infinity(), true);
  number("-1e309", -std::numeric_limits<double>::infinity(), true);
  number("1e-400", 0, true);
  number("5e-324", 5e-324, false);
  fault("", NumberFault::Empty);
  fault("   ", NumberFault::Empty);
  fault("\u00A0", NumberFault::Empty);
  for (const char* words :
       {"nan", "NaN", "-nan", "inf", "Infinity", "0x10", "0x1p3", "1f",   "1e",  "1e+", "e5", "-", "+",
        "−",   "--1", "+-1",  "1-",  "1 e5",     "- 1",  "12 px", "fast", "1/2", "1+1", "½",  "٣"}) {
    fault(words, NumberFault::NotANumber);
  }
}

void TypedNumberTest::readsNumbers() {
  QFETCH(NumberFault, fault);
  QFETCH(double, value);
  QFETCH(bool, isWhole);
  const TypedNumber number = typedNumber(QTest::currentDataTag(), ".");
  QCOMPARE(number.fault, fault);
  QCOMPARE(number.value, value);
  if (fault == NumberFault::None) QCOMPARE(number.isWhole, isWhole);
}

void TypedNumberTest::readsWholeNumbers_data() {
  QTest::addColumn<NumberFault>("fault");
  QTest::addColumn<bool>("fits");
  QTest::addColumn<quint64>("value");
  const auto row = [](const char* typed, NumberFault fault, bool fits, quint64 value) {
    QTest::newRow(typed) << fault << fits << value;
  };
  row("0", NumberFault::None, true, 0);
  row(" 42 ", NumberFault::None, true, 42);
  row("+42", NumberFault::None, true, 42);
  row("9007199254740993", NumberFault::None, true, 9007199254740993U);  // which no double holds
  row("18446744073709551615", NumberFault::None, true, 18446744073709551615U);
  row("18446744073709551616", NumberFault::None, false, 0);
  row("-1", NumberFault::None, false, 0);
  row("1.5", NumberFault::PartedDigits, true, 0);
  row("1e3", NumberFault::NotANumber, true, 0);
  row("1,000", NumberFault::PartedDigits, true, 0);
  row("1 000", NumberFault::PartedDigits, true, 0);
  row("x", NumberFault::NotANumber, true, 0);
  row("", NumberFault::Empty, true, 0);
}

void TypedNumberTest::readsWholeNumbers() {
  QFETCH(NumberFault, fault);
  QFETCH(bool, fits);
  QFETCH(quint64, value);
  const TypedWhole number = typedWhole(QTest::currentDataTag());
  QCOMPARE(number.fault, fault);
  QCOMPARE(number.fits, fits);
  if (fits && fault == NumberFault::None) QCOMPARE(number.value, std::uint64_t{value});
}

QTEST_APPLESS_MAIN(TypedNumberTest)
#include "typed_number_test.moc"
