// Words and numbers as messages print them.
#include <QTest>
#include <limits>

#include "core/base/number_text.h"
#include "core/base/shortened.h"
#include "core/data/terminal_text.h"

using namespace gradus;

class TerminalTextTest : public QObject {
  Q_OBJECT

 private slots:
  void terminalsObeyNothing_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* text, const char* expected) {
      QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("plain", "two layers, \"quoted\" · µ, 数", "two layers, \"quoted\" · µ, 数");
    row("colour", "a\033[31mb", "a\\x1b[31mb");
    row("title", "\033]0;root\007", "\\x1b]0;root\\x07");
    row("lines", "a\nb\rc\td\x7f", "a\\nb\\rc\\td\\x7f");
    row("C1",
        "a\xC2\x9B"
        "31m",
        "a\\u009b31m");
    row("not UTF-8",
        "a\x9b"
        "31m\xff",
        "a\\x9b31m\\xff");
    row("turned around", "a\u202Eb\u2066c\u200Fd", "a\\u202eb\\u2066c\\u200fd");
    row("invisible", "a\u200Bb\uFEFFc\u00ADd", "a\\u200bb\\ufeffc\\u00add");
    row("separators", "a\u2028b", "a\\u2028b");
    row("tags", "a\U000E0041b", "a\\U000e0041b");
    row("half a letter", "a\xE6\x95", "a\\xe6\\x95");
  }
  void terminalsObeyNothing() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(forTerminal(text.toStdString())), expected);
    QCOMPARE(QByteArray::fromStdString(linesForTerminal(text.toStdString())), expected.replace("\\n", "\n  "));
  }

  void longWordsAreCut() {
    QCOMPARE(shortened("abc", 3), std::string("abc"));
    QCOMPARE(shortened("abcdefghij", 6), std::string("abcd…ij"));
    QCOMPARE(shortened("äöüßäöüßäö", 6), std::string("äöüß…äö"));
    QCOMPARE(shortened(std::string(10000, 'x')), std::string(53, 'x').append("…").append(27, 'x'));
    const QString shown = QString::fromStdString(forTerminal("begin " + std::string(16 << 20, '\033') + " end"));
    QVERIFY(shown.startsWith(QStringLiteral("begin \\x1b")));
    QVERIFY(shown.endsWith(QStringLiteral("\\x1b end")));
    QVERIFY(shown.size() < 8100);
  }

  void numbersArePlain_data() {
    QTest::addColumn<double>("number");
    QTest::addColumn<QString>("expected");
    const auto row = [](double number, const char* expected) {
      QTest::newRow(expected) << number << QString::fromLatin1(expected);
    };
    row(0, "0");
    row(-0.1, "-0.1");
    row(1e6, "1000000");
    row(1000001, "1000001");
    row(9007199254740993.0, "9007199254740992");
    row(1e16, "1e16");
    row(1.5e300, "1.5e300");
    row(1e-5, "0.00001");
    row(1e-8, "1e-8");
    row(2.5e-10, "2.5e-10");
    row(0.1 + 0.2, "0.30000000000000004");
    row(std::numeric_limits<double>::infinity(), "inf");
    row(std::numeric_limits<double>::quiet_NaN(), "nan");
  }
  void numbersArePlain() {
    QFETCH(double, number);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(plainNumber(number)), expected);
  }
};

QTEST_GUILESS_MAIN(TerminalTextTest)
#include "terminal_text_test.moc"
