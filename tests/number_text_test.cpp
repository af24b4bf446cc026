// Numbers as text: the table of what each kind of number looks like in each language, and that fields take back what
// they show.
#include "core/base/number_text.h"

#include <QTest>
#include <cmath>
#include <functional>
#include <limits>

#include "core/base/typed_number.h"
#include "core/data/shown_numbers.h"

using namespace gradus;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

using Writer = std::function<std::string(const NumberText& numbers)>;

struct Language {
  const char* name;
  NumberText numbers;
  QString decimal;
  QString group;
};

/// "C" is the window's where nobody has said a language; what files have is "none".
std::vector<Language> languages() {
  const QString narrow(QChar(0x202F));
  const QString noBreak(QChar(0x00A0));
  const auto of = [](const char* name) { return numbersOf(QLocale(QString::fromLatin1(name))); };
  return {
      {"none", NumberText(), QStringLiteral("."), QString()},
      {"C", numbersOf(QLocale::c()), QStringLiteral("."), narrow},
      {"en_US", of("en_US"), QStringLiteral("."), narrow},
      {"en_GB", of("en_GB"), QStringLiteral("."), narrow},
      {"de_DE", of("de_DE"), QStringLiteral(","), narrow},
      {"fr_FR", of("fr_FR"), QStringLiteral(","), narrow},
      {"sv_SE", of("sv_SE"), QStringLiteral(","), noBreak},
      {"de_CH", of("de_CH"), QStringLiteral("."), QStringLiteral("’")},
      {"pt_BR", of("pt_BR"), QStringLiteral(","), narrow},
      {"hi_IN", of("hi_IN"), QStringLiteral("."), narrow},
      {"ar_EG", of("ar_EG"), QStringLiteral("."), narrow},  // ٫ and ٬ belong to ٠١٢
      {"mr_IN", of("mr_IN"), QStringLiteral("."), narrow},  // so they do here, to ०१२
      {"fa_IR", of("fa_IR"), QStringLiteral("."), narrow},
  };
}

/// One of the numbers to be written, in the signs of C: "_" stands between groups, "~" before a unit.
struct Written {
  const char* what;
  Writer writer;
  const char* expected;
};

std::vector<Written> table() {
  const auto count = [](std::int64_t number) { return [=](const NumberText& text) { return text.count(number); }; };
  const auto exact = [](double number) { return [=](const NumberText& text) { return text.exact(number); }; };
  const auto figures = [](double number, int most = 3) {
    return [=](const NumberText& text) { return text.figures(number, most); };
  };
  const auto brief = [](double number, int most = 3) {
    return [=](const NumberText& text) { return text.brief(number, most); };
  };
  const auto decimals = [](double number, int most) {
    return [=](const NumberText& text) { return text.decimals(number, most); };
  };
  const auto power = [](double number, int most) {
    return [=](const NumberText& text) { return text.power(number, most); };
  };
  const auto percent = [](double share, int most) {
    return [=](const NumberText& text) { return text.percent(share, most); };
  };
  const auto rate = [](double number) { return [=](const NumberText& text) { return text.rate(number); }; };
  const auto bytes = [](std::int64_t number) { return [=](const NumberText& text) { return text.bytes(number); }; };
  return {
      {"count", count(0), "0"},
      {"count", count(999), "999"},
      {"count", count(1000), "1_000"},
      {"count", count(25818), "25_818"},
      {"count", count(-1234567), "-1_234_567"},
      {"count", count(std::numeric_limits<std::int64_t>::min()), "-9_223_372_036_854_775_808"},
      {"exact", exact(0), "0"},
      {"exact", exact(-0.0), "0"},
      {"exact", exact(0.1), "0.1"},
      {"exact", exact(-0.001), "-0.001"},
      {"exact", exact(1e-5), "0.00001"},
      {"exact", exact(1e-8), "1e-8"},
      {"exact", exact(2.5e-10), "2.5e-10"},
      {"exact", exact(1850), "1_850"},
      {"exact", exact(1234.5678), "1_234.5678"},
      {"exact", exact(1e16), "1e16"},
      {"exact", exact(5e-324), "5e-324"},
      {"exact", exact(kNaN), "NaN"},
      {"exact", exact(kInfinity), "inf"},
      {"exact", exact(-kInfinity), "-inf"},
      {"figures", figures(0), "0.000"},
      {"figures", figures(-0.0), "0.000"},
      {"figures", figures(0.2412), "0.241"},
      {"figures", figures(0.2), "0.200"},
      {"figures", figures(9.996), "10.0"},
      {"figures", figures(0.99951), "1.00"},
      {"figures", figures(-12.34), "-12.3"},
      {"figures", figures(1234.5), "1_235"},
      {"figures", figures(999400), "999_400"},
      {"figures", figures(1e6), "1.00e6"},
      {"figures", figures(3e12), "3.00e12"},
      {"figures", figures(0.00012), "0.000120"},
      {"figures", figures(-1.2e-5), "-1.20e-5"},
      {"figures", figures(1e-300), "1.00e-300"},
      {"figures", figures(kNaN), "NaN"},
      {"figures", figures(kInfinity), "inf"},
      {"brief", brief(0), "0"},
      {"brief", brief(-0.0), "0"},
      {"brief", brief(0.0624), "0.0624"},
      {"brief", brief(0.5), "0.5"},
      {"brief", brief(100), "100"},
      {"brief", brief(-2.50), "-2.5"},
      {"brief", brief(1234.5, 4), "1_235"},
      {"brief", brief(1.2e-5, 2), "1.2e-5"},
      {"brief", brief(2e-7), "2e-7"},
      {"brief", brief(3e7), "3e7"},
      {"brief", brief(-kInfinity), "-inf"},
      {"decimals", decimals(0.974, 2), "0.97"},
      {"decimals", decimals(-0.2, 2), "-0.20"},
      {"decimals", decimals(-0.001, 2), "0.00"},
      {"decimals", decimals(-0.4, 0), "0"},
      {"decimals", decimals(12345.678, 1), "12_345.7"},
      {"decimals", decimals(0.125, 2), "0.13"},
      {"decimals", decimals(-2.5, 0), "-3"},
      {"decimals", decimals(1e300, 2), "1e300"},
      {"decimals", decimals(kNaN, 2), "NaN"},
      {"power", power(0.000334, 1), "3e-4"},
      {"power", power(2e6, 1), "2e6"},
      {"power", power(-1.25e-12, 2), "-1.2e-12"},
      {"power", power(1e100, 1), "1e100"},
      {"power", power(0, 1), "0"},
      {"percent", percent(0.9412, 1), "94.1~%"},
      {"percent", percent(0.5, 0), "50~%"},
      {"percent", percent(0.625, 0), "63~%"},
      {"percent", percent(-0.0001, 1), "0.0~%"},
      {"percent", percent(12.5, 0), "1_250~%"},
      {"percent", percent(kNaN, 1), "NaN~%"},
      {"rate", rate(612412), "612_400"},
      {"rate", rate(999.6), "1_000"},
      {"rate", rate(12.34), "12"},
      {"rate", rate(12.34e6), "12.3~M"},
      {"rate", rate(123.4e6), "123~M"},
      {"rate", rate(kInfinity), "inf"},
      {"bytes", bytes(0), "0~B"},
      {"bytes", bytes(1023), "1_023~B"},
      {"bytes", bytes(1024), "1.0~KiB"},
      {"bytes", bytes(100480), "98.1~KiB"},
      {"bytes", bytes(102400), "100~KiB"},
      {"bytes", bytes(1048575), "1.0~MiB"},
      {"bytes", bytes(5LL << 30), "5.0~GiB"},
      {"bytes", bytes(std::numeric_limits<std::int64_t>::max()), "8_388_608~TiB"},
  };
}

/// What stands in the table, in the signs of a language.
QString inSignsOf(const Language& language, const char* expected) {
  const bool isPlain = language.group.isEmpty();
  QString text = QString::fromLatin1(expected);
  text.replace(u'.', language.decimal).replace(u'_', language.group);
  text.replace(u'~', isPlain ? QStringLiteral(" ") : QString(QChar::Nbsp));
  if (isPlain) return text;
  return text.replace(u'-', QStringLiteral("−")).replace(QStringLiteral("inf"), QStringLiteral("∞"));
}

}  // namespace

class NumberTextTest : public QObject {
  Q_OBJECT

 private slots:
  void writesEachKindInEachLanguage_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    for (const Language& language : languages()) {
      for (const Written& each : table()) {
        QTest::addRow("%s, %s: %s", language.name, each.what, each.expected)
            << QString::fromStdString(each.writer(language.numbers)) << inSignsOf(language, each.expected);
      }
    }
  }
  void writesEachKindInEachLanguage() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(text, expected);
  }

  /// What a field shows is read as the same number, in its own language and by whoever types a point.
  void whatAFieldShowsIsReadBack_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<double>("number");
    for (const char* name : {"C", "en_US", "de_DE", "fr_FR", "fr_CH", "sv_SE", "de_CH", "hi_IN", "ar_EG", "fa_IR"}) {
      for (const double number : {0.0, 0.1, -0.25, 1e-8, -1e-8, 1234567.0, 1234567.5, 1e300, 5e-324, 0.1 + 0.2}) {
        QTest::addRow("%s: %g", name, number) << QString::fromLatin1(name) << number;
      }
    }
  }
  void whatAFieldShowsIsReadBack() {
    QFETCH(QString, language);
    QFETCH(double, number);
    const QLocale locale(language);
    const std::string text = numbersOf(locale).ungrouped().exact(number);
    const TypedNumber typed = typedNumber(text, locale.decimalPoint().toStdString());
    QCOMPARE(typed.fault, NumberFault::None);
    QCOMPARE(typed.value, number);
  }

  void followsTheDefault() {
    QLocale::setDefault(QLocale(QStringLiteral("de_DE")));
    const std::string german = shownNumbers().decimals(0.8, 1);
    QLocale::setDefault(QLocale::c());
    QCOMPARE(german, std::string("0,8"));
    QCOMPARE(shownNumbers().decimals(0.8, 1), std::string("0.8"));
  }

  void rounds_data() {
    QTest::addColumn<double>("number");
    QTest::addColumn<int>("figures");
    QTest::addColumn<double>("rounded");
    QTest::newRow("binary fraction") << 0.1 + 0.2 << 9 << 0.3;
    QTest::newRow("one figure") << 0.000334 << 1 << 0.0003;
    QTest::newRow("below zero") << -1234.5 << 2 << -1200.0;
    QTest::newRow("zero") << 0.0 << 3 << 0.0;
    QTest::newRow("upwards") << 9.96 << 2 << 10.0;
    QTest::newRow("infinite") << kInfinity << 2 << kInfinity;
  }
  void rounds() {
    QFETCH(double, number);
    QFETCH(int, figures);
    QFETCH(double, rounded);
    QCOMPARE(roundedTo(number, figures), rounded);
  }

  void durations() {
    QCOMPARE(durationText(69.6), std::string("01:10"));
    QCOMPARE(durationText(3723), std::string("1:02:03"));
    QCOMPARE(durationText(0), std::string("00:00"));
    QCOMPARE(durationText(-1), std::string("--:--"));
    QCOMPARE(durationText(kNaN), std::string("--:--"));
  }
};

QTEST_GUILESS_MAIN(NumberTextTest)
#include "number_text_test.moc"
