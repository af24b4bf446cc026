// CSV: what the format allows, what people write, and where each mistake is.
#include <QTest>
#include <clocale>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/data/csv_reader.h"
#include "core/data/text.h"
#include "test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

/// The table as its cells, "|" between cells and "/" after rows, so that expectations stay readable.
QByteArray cellsOf(const Table& table) {
  std::string text;
  for (std::size_t row = 0; row < static_cast<std::size_t>(table.rows()); ++row) {
    for (const Column& column : table.columns)
      text += (&column == &table.columns[0] ? "" : "|") + column.cells[row].text;
    text += "/";
  }
  return QByteArray::fromStdString(text);
}

}  // namespace

class CsvTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("cells");
    QTest::newRow("plain") << QByteArray("a,b\n1,2\n3,4\n") << QByteArray("1|2/3|4/");
    QTest::newRow("no line end at the end") << QByteArray("a,b\n1,2") << QByteArray("1|2/");
    QTest::newRow("CR LF") << QByteArray("a,b\r\n1,2\r\n3,4\r\n") << QByteArray("1|2/3|4/");
    QTest::newRow("CR") << QByteArray("a,b\r1,2\r3,4") << QByteArray("1|2/3|4/");
    QTest::newRow("byte-order mark") << QByteArray(
                                            "\xEF\xBB\xBF"
                                            "a,b\n1,2\n")
                                     << QByteArray("1|2/");
    QTest::newRow("quotes") << QByteArray("a,b\n\"x, y\",\"say \"\"yes\"\"\"\n") << QByteArray("x, y|say \"yes\"/");
    QTest::newRow("quoted line break") << QByteArray("a,b\n\"x\r\ny\",2\n") << QByteArray("x\r\ny|2/");
    QTest::newRow("empty cells") << QByteArray("a,b,c\n,,\n\"\",1,\n") << QByteArray("||/|1|/");
    QTest::newRow("blanks") << QByteArray("a, b\n 1 ,\tx y \n\" q \",3\n") << QByteArray("1|x y/q|3/");
    QTest::newRow("blank lines") << QByteArray("a,b\n\n1,2\n\n\n3,4\n\n") << QByteArray("1|2/3|4/");
    QTest::newRow("empty line of one column") << QByteArray("a\n1\n\n3\n") << QByteArray("1//3/");
    QTest::newRow("semicolons") << QByteArray("a;b\n1;\"x;y\"\n") << QByteArray("1|x;y/");
    QTest::newRow("more semicolons than commas") << QByteArray("\"a,1\";b,c;d\n1;2;3\n") << QByteArray("1|2|3/");
    QTest::newRow("tabs") << QByteArray("a\tb\n1\t\n\"x\ty\" \t2\n") << QByteArray("1|/x\ty|2/");
    QTest::newRow("a named separator") << QByteArray("sep=|\r\na|b,c\r\n1|2\r\n") << QByteArray("1|2/");
    QTest::newRow("DOS's end of file") << QByteArray("a,b\n1,2\n\x1A") << QByteArray("1|2/");
    QTest::newRow("cells after the last") << QByteArray("a,b\n1,2,\n3,4,,\n") << QByteArray("1|2/3|4/");
    QTest::newRow("a last column of nothing") << QByteArray("a,b,\n1,2,\n") << QByteArray("1|2/");
    QTest::newRow("rows counted") << QByteArray(",a,b\n0,1,2\n1,3,4\n") << QByteArray("1|2/3|4/");
    QTest::newRow("UTF-8") << QByteArray("Größe,b\nµ,日本\n") << QByteArray("µ|日本/");
  }
  void reads() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, cells);
    QCOMPARE(cellsOf(parseCsv(text.toStdString(), "t.csv")), cells);
  }

  void infersNumericColumns_data() {
    QTest::addColumn<QByteArray>("cells");
    QTest::addColumn<bool>("numeric");
    QTest::newRow("whole numbers") << QByteArray("1\n-2\n+3") << true;
    QTest::newRow("fractions") << QByteArray("1.5\n-.25\n2e3\n1E-3") << true;
    QTest::newRow("some empty") << QByteArray("1\n\n3") << true;
    QTest::newRow("all empty") << QByteArray("\"\"\n\"\"") << false;
    QTest::newRow("words") << QByteArray("red\ngreen") << false;
    QTest::newRow("numbers and a word") << QByteArray("1\nbig\n3") << false;
    QTest::newRow("numbers and what is missing") << QByteArray("1\nNA\n3") << true;
    QTest::newRow("only what is missing") << QByteArray("?\nNA") << false;
    QTest::newRow("words that begin as numbers") << QByteArray("3rd\n4th") << false;
    QTest::newRow("decimal commas") << QByteArray("\"1,5\"\n\"2,5\"") << true;
    QTest::newRow("commas of both kinds") << QByteArray("\"1,5\"\n\"1,234.5\"") << false;
    QTest::newRow("two signs") << QByteArray("+-1\n2") << false;
    QTest::newRow("names that spell nan") << QByteArray("nan\nBert") << false;
    QTest::newRow("a sign alone") << QByteArray("-\n1") << true;
  }
  void infersNumericColumns() {
    QFETCH(QByteArray, cells);
    QFETCH(bool, numeric);
    const Table table = parseCsv("a\n" + cells.toStdString(), "t.csv");
    QCOMPARE(table.columns[0].numeric, numeric);
    QCOMPARE(table.columns[0].numbers.size(), numeric ? table.columns[0].cells.size() : 0);
  }

  void readsNumbersWhateverTheLocale() {
    const std::string before = std::setlocale(LC_ALL, nullptr);
    std::setlocale(LC_ALL, "de_DE.UTF-8");  // where it is installed, strtod would stop at the point
    const Table table = parseCsv("a\n1.5\n-2.5e-1\n", "t.csv");
    std::setlocale(LC_ALL, before.c_str());
    QCOMPARE(table.columns[0].numbers, (std::vector<double>{1.5, -0.25}));
  }

  void remembersWhereCellsStood() {
    const Table table = parseCsv("a,b\n\"x\n\ny\",Größe\nµ,\"z\"\n", "t.csv");
    QCOMPARE(table.columns[0].cells[0].position.line, 2);
    QCOMPARE(table.columns[1].cells[0].position.line, 4);
    QCOMPARE(table.columns[1].cells[0].position.column, 4);
    QCOMPARE(table.columns[1].cells[1].position.line, 5);
    QCOMPARE(table.columns[1].cells[1].position.column, 3);  // µ is one column though it is two bytes
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QByteArray& text, const char* expected) {
      QTest::newRow(name) << text << QString::fromUtf8(expected);
    };
    row("empty", "", "t.csv:1:1: the file is empty");
    row("byte-order mark alone", "\xEF\xBB\xBF", "t.csv:1:1: the file is empty");
    row("header alone", "a,b\n", "t.csv:1:1: there are column names but no rows");
    row("row too short", "a,b,c\n1,2,3\n1,2\n", "t.csv:3:1: this row has 2 cells, expected 3");
    row("row too long", "a,b\n1,2\n\n1,2,3\n", "t.csv:4:1: this row has 3 cells, expected 2");
    row("row after a quoted line break", "a,b\n\"1\n1\",2\n1\n", "t.csv:4:1: this row has 1 cells, expected 2");
    row("quote never closed", "a,b\n1,\"2\n3,4\n", "t.csv:2:3: the quote that begins here is never closed");
    row("quote at the very end", "a,b\n1,\"", "t.csv:2:3: the quote that begins here is never closed");
    row("text after a quote", "a,b\n\"1\"x,2\n", "t.csv:2:4: text follows a closing quote");
    row("quote inside", "a,b\n1,5\" wide\n", "t.csv:2:4: there is a quote inside a cell without quotes");
    row("column without name", "a,,c\n1,2,3\n", "t.csv:1:3: column 2 has no name");
    row("nothing but lines", "\n\n\n", "t.csv:1:1: column 1 has no name");
    row("nothing but commas", ",,\n,,\n", "t.csv:1:1: column 1 has no name");
    row("comma at the end of the header", "a,b,\n1,2,3\n", "t.csv:1:5: column 3 has no name");
    row("same name twice", "a,b,a\n1,2,3\n", "t.csv:1:5: the column name 'a' was used before, at 1:1");
    row("Latin-1",
        "a,b\n1,Gr\xF6\xDF"
        "e\n",
        "t.csv:2:5: this is not UTF-8");
    row("overlong form", "a\n\xC0\xAF\n", "t.csv:2:1: this is not UTF-8");
    row("surrogate", "a\n\xED\xA0\x80\n", "t.csv:2:1: this is not UTF-8");
    row("above U+10FFFF", "a\nx\xF4\x90\x80\x80\n", "t.csv:2:2: this is not UTF-8");
    row("code point cut at the end", "a\nx\xE2\x82", "t.csv:2:2: this is not UTF-8");
    row("UTF-16", QByteArray("a\0,\0b\0", 6), "t.csv:1:2: there is a NUL");
    row("infinite", "a,b\n1,2\n1,inf\n", "t.csv:3:3: 'inf' in the numeric column 'b' is no finite");
    row("beyond double", "a\n1\n-1e999\n", "t.csv:3:1: '-1e999' in the numeric column");
    row("beyond float", "a\n1\n1e39\n", "t.csv:3:1: '1e39' in the numeric column");
  }
  void refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const QString message = errorOf<DataError>([&] { parseCsv(text.toStdString(), "t.csv"); });
    QVERIFY2(message.startsWith(expected), qPrintable(message));
  }

  void saysOnceWhatCountsAsEmpty() {
    const Table table = parseCsv("a,b,c\n1,?,?\n?,2,x\n3,4,y\n", "t.csv");
    QCOMPARE(table.notes, (std::vector<std::string>{"'?' counts as an empty cell where other cells are numbers"}));
    QCOMPARE(cellsOf(table), QByteArray("1||?/|2|x/3|4|y/"));
  }

  /// Nobody sees which cells were quoted.
  void blanksAroundCellsDoNotCount() {
    QCOMPARE(cellsOf(parseCsv("a , \"b\" \n1, \"2\"\n\" \",\" x\"\n", "t.csv")), QByteArray("1|2/|x/"));
  }

  /// As Python's float(): too small for a double is 0 with its sign, never the infinity of what is too large.
  void smallestNumbers_data() {
    QTest::addColumn<double>("number");
    const auto row = [](const char* text, double number) { QTest::newRow(text) << number; };
    constexpr double kSmallest = std::numeric_limits<double>::denorm_min();
    row("1e-400", 0);
    row("-1e-400", -0.0);
    row("+1e-400", 0);
    row("1e-99999999999999999999", 0);
    row("0.000001e-395", 0);
    row("1000000e-410", 0);
    row("4e-324", kSmallest);
    row("-4e-324", -kSmallest);
    row("2e-324", 0);
    row("5e-324", kSmallest);
    row("1e-320", 1e-320);
    row("2.2250738585072011e-308", 2.2250738585072011e-308);
    row("0e-999", 0);
  }
  void smallestNumbers() {
    QFETCH(double, number);
    const std::string text = QTest::currentDataTag();
    const std::optional<double> found = numberIn(text);
    QVERIFY(found.has_value());
    QCOMPARE(*found, number);
    QCOMPARE(std::signbit(*found), std::signbit(number));
    const Table table = parseCsv("a,b\n" + text + ",x\n1,y\n", "t.csv");
    QVERIFY(table.columns[0].numeric);
    QVERIFY(table.columns[0].numbers == (std::vector<double>{number, 1}));
    QVERIFY(table.notes.empty());
  }

  void tooLargeIsInfinite() {
    const double infinity = std::numeric_limits<double>::infinity();
    for (const char* text : {"1e400", "1e99999999999999999999", "0.00001e400", "1000000e305"}) {
      QCOMPARE(numberIn(text).value_or(0), infinity);
      QVERIFY(errorOf<DataError>([&] { parseCsv(std::string("a,b\n") + text + ",x\n", "t.csv"); }).contains(u"finite"));
    }
  }

  void readsFiles() {
    const Folder folder;
    QCOMPARE(cellsOf(readCsv(folder.write("t.csv.gz", gzipped("a,b\n1,2\n")))), QByteArray("1|2/"));
    const std::string broken = folder.write("broken.csv", "a,b\n1\n");
    QVERIFY(errorOf<DataError>([&] { readCsv(broken); }).startsWith(QString::fromStdString(broken + ":2:1: ")));
    QVERIFY(
        errorOf<DataError>([&] { readCsv(folder.path("absent.csv")); }).contains(QStringLiteral("cannot be found")));
  }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "csv_test.moc"
