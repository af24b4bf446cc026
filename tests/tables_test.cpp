// Tables as they come from spreadsheets, loggers and other programs (tests/tables): what is read of each, or which
// place and remedy is named, and that the PyTorch script has the same rows, columns and classes.
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "core/base/error.h"
#include "core/data/csv_reader.h"
#include "core/data/loose_number.h"
#include "core/data/prepared_data.h"
#include "tests/python.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

/// What load_data() of each script gives, a line of JSON for each.
constexpr const char* kRunner = R"py(
import json, runpy, sys
for path in sys.argv[1:]:
    script = runpy.run_path(path, run_name="tables")
    parts = [[part.tensors[0].tolist(), part.tensors[1].flatten().tolist()] for part in script["load_data"]()]
    print(json.dumps({"classes": script.get("CLASSES", []), "parts": parts}))
)py";

std::string tablePath(const QString& name) {
  return QStringLiteral(GRADUS_SOURCE_DIR "/tests/tables/%1.csv").arg(name).toStdString();
}

/// The data set of the catalog that has such columns.
const char* datasetFor(const QString& name) {
  return name.startsWith(QStringLiteral("auto-mpg")) ? "auto-mpg" : "iris";
}

QString joined(const std::vector<std::string>& words, const char* separator) {
  QStringList list;
  for (const std::string& word : words) list << QString::fromStdString(word);
  return list.join(QLatin1String(separator));
}

/// Stands in the place of a table of the catalog.
class Stead {
 public:
  explicit Stead(const QString& name) {
    const std::filesystem::path datasets = folder_.path("datasets");
    std::filesystem::create_directories(datasets);
    std::filesystem::copy_file(tablePath(name), datasets / (std::string(datasetFor(name)) + ".csv"));
    qputenv("GRADUS_DATA_DIR", QByteArray::fromStdString(folder_.path("")));
  }
  ~Stead() { qunsetenv("GRADUS_DATA_DIR"); }
  Stead(const Stead&) = delete;
  Stead& operator=(const Stead&) = delete;

 private:
  Folder folder_;
};

struct Read {
  const char* name;
  std::int64_t rows;
  const char* features;  ///< with blanks between them
  const char* classes;
  const char* note;          ///< that is among the notes; "" for none
  std::size_t distinct = 0;  ///< numbers of the first feature, once it is standardised
};

constexpr Read kRead[] = {
    {"after_quote", 2, "a b=b b=q", "x y", ""},
    {"auto-mpg-na", 20, "", "", "'NA' counts as an empty cell"},
    {"auto-mpg-q", 20, "", "", "'?' counts as an empty cell"},
    {"blank_ok", 18, "horsepower weight acceleration", "japan usa", "2 rows with empty cells left out"},
    {"bom", 2, "a", "x y", ""},
    {"bool", 3, "a b=False b=True", "x y", ""},
    {"case_class", 5, "a", "Yes no yes", ""},
    {"constant", 50, "c a", "x y", "", 1},
    {"cr_cr_lf", 2, "a", "x y", ""},
    {"ctrlz", 2, "a b", "x y", ""},
    {"currency", 3, "price share", "x y", "price: '$1234' is read as 1234"},
    {"dash", 18, "horsepower weight acceleration", "japan usa", "'-' counts as an empty cell"},
    {"empty_ok", 18, "horsepower weight acceleration", "japan usa", "2 rows with empty cells left out"},
    {"float_class", 5, "a", "0 1", ""},
    {"header_space", 2, "a b", "x y", ""},
    {"huge", 20, "p a", "x y", "", 20},
    {"na_word", 18, "horsepower weight acceleration", "japan usa", "'NA' counts as an empty cell"},
    {"nan_word", 18, "horsepower weight acceleration", "japan usa", "'nan' counts as an empty cell"},
    {"nbsp", 3, "n", "a b", "is read as 5"},
    {"nbsp_thousand", 3, "n", "a b", "is read as 12500"},
    {"null_word", 18, "horsepower weight acceleration", "japan usa", "'NULL' counts as an empty cell"},
    {"numbers", 6, "n", "a b", ""},
    {"numbers_d", 3, "n=1d5 n=5 n=6", "a b", "n: words, as '1d5' in line 2 is no number"},
    {"numbers_odd", 3, "n=0x10 n=5 n=6", "a b", "n: words, as '0x10' in line 2 is no number"},
    {"offset", 20, "p a", "x y", "", 20},
    {"only_commas", 2, "a b", "x y", "1 row with empty cells left out"},
    {"pandas_index", 18, "horsepower weight acceleration", "japan usa", "has no name and counts the rows"},
    {"question_mark", 18, "horsepower weight acceleration", "japan usa", "'?' counts as an empty cell"},
    {"quoted_blank", 18, "horsepower weight acceleration", "japan usa", "2 rows with empty cells left out"},
    {"quoted_numbers", 3, "v w", "x y", ""},
    {"quoted_numbers_blank", 3, "v w", "x y", ""},
    {"rare_class", 10, "a b", "x y z", ""},
    {"semicolon_decimal_comma", 12, "", "kalt warm", "temperatur: '20,00' is read as 20"},
    {"sep_line", 2, "a b", "x y", ""},
    {"space_before_quote", 3, "name=a, b name=c name=d value", "x y", "name: another word in each row"},
    {"spaces_after_commas", 10, "width height", "cat dog", ""},
    {"tabs", 2, "a b", "x y", ""},
    {"thousands", 4, "price rooms", "x y", "price: '1,234' is read as 1234"},
    {"timestamps", 10, "when y", "a b", "", 10},
    {"timestamps200", 200, "unix_time noise", "day night", "", 200},
    {"tiny", 20, "p a", "x y", "", 20},
    {"trailing_comma_all", 20, "horsepower weight acceleration", "japan usa", ""},
    {"trailing_comma_rows", 20, "horsepower weight acceleration", "japan usa", ""},
    {"unicode_minus", 3, "n", "a b", "is read as -5"},
    {"yyyymmdd", 10, "date y", "a b", ""},
    {"dates", 10, "", "a b", "date: another word in each row"},
};

struct Refused {
  const char* name;
  const char* place;
  const char* words;
};

constexpr Refused kRefused[] = {
    {"backslash_quote", "2:14", "double the quotes that are part of a cell"},
    {"comment", "2:1", "which has to name the columns"},
    {"duplicate_names", "1:5", "give each column its own name"},
    {"inner_quote", "2:4", "put quotes around the whole cell"},
    {"latin1", "1:3", "save the table as CSV in UTF-8"},
    {"noheader", "1:1", "put a line of names before the first row"},
    {"short_row", "3:1", "is there a separator too many or too few?"},
    {"utf16", "1:1", "save the table as CSV in UTF-8"},
};

}  // namespace

class TablesTest : public QObject {
  Q_OBJECT

 private slots:
  void isRead_data() {
    QTest::addColumn<int>("index");
    for (const Read& table : kRead) QTest::newRow(table.name) << static_cast<int>(&table - kRead);
  }
  void isRead() {
    QFETCH(int, index);
    const Read& table = kRead[index];
    const Stead stead(QString::fromLatin1(table.name));
    const PreparedDataPtr data = prepareData(experimentOn(datasetFor(QString::fromLatin1(table.name))));
    const Dataset& dataset = *data->dataset;
    QCOMPARE(dataset.rows, table.rows);
    if (*table.features != '\0') QCOMPARE(joined(dataset.featureNames, " "), QString::fromUtf8(table.features));
    QCOMPARE(joined(dataset.classNames, " "), QString::fromUtf8(table.classes));
    const QString notes = joined(dataset.notes, "; ");
    QVERIFY2(notes.contains(QString::fromUtf8(table.note)), qPrintable(notes));
    QVERIFY2(*table.note != '\0' || notes.isEmpty(), qPrintable(notes));
    QVERIFY(std::ranges::all_of(dataset.values, [](float value) { return std::isfinite(value); }));
    std::set<float> first;
    for (std::size_t i = 0; i < dataset.values.size(); i += static_cast<std::size_t>(dataset.features)) {
      first.insert(dataset.values[i]);
    }
    if (table.distinct > 0) QCOMPARE(first.size(), table.distinct);
  }

  void isRefused_data() {
    QTest::addColumn<int>("index");
    for (const Refused& table : kRefused) QTest::newRow(table.name) << static_cast<int>(&table - kRefused);
  }
  void isRefused() {
    QFETCH(int, index);
    const Refused& table = kRefused[index];
    const Stead stead(QString::fromLatin1(table.name));
    const QString message = errorOf<DataError>([] { prepareData(experimentOn("iris")); });
    QVERIFY2(message.contains(QStringLiteral("/iris.csv:%1: ").arg(QLatin1String(table.place))), qPrintable(message));
    QVERIFY2(message.contains(QString::fromUtf8(table.words)), qPrintable(message));
  }

  void everyTableIsInOneOfTheLists() {
    std::set<QString> named;
    for (const Read& table : kRead) named.insert(QString::fromLatin1(table.name));
    for (const Refused& table : kRefused) named.insert(QString::fromLatin1(table.name));
    const QStringList files =
        QDir(QStringLiteral(GRADUS_SOURCE_DIR "/tests/tables")).entryList({QStringLiteral("*.csv")});
    for (const QString& file : files) QVERIFY2(named.contains(file.chopped(4)), qPrintable(file));
    QCOMPARE(static_cast<std::size_t>(files.size()), named.size());
  }

  void theScriptHasTheSameRows() {
    const QStringList pythons = pythonsWithTorch();
    NEED_TORCH(pythons);
    const Folder folder;
    QStringList words = {QStringLiteral("-c"), QString::fromUtf8(kRunner)};
    std::vector<PreparedDataPtr> expected;
    for (const Read& table : kRead) {
      const Stead stead(QString::fromLatin1(table.name));
      const Experiment experiment = experimentOn(datasetFor(QString::fromLatin1(table.name)));
      expected.push_back(prepareData(experiment));
      const std::string script = pytorchScript(experiment, *expected.back());
      words << QString::fromStdString(
          folder.write((std::string(table.name) + ".py").c_str(), QByteArray::fromStdString(script)));
    }
    const Outcome outcome = run(pythons.last(), words);
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err.right(900)));
    const QStringList lines = outcome.out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(static_cast<std::size_t>(lines.size()), std::size(kRead));
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const QJsonObject theirs = QJsonDocument::fromJson(lines[static_cast<qsizetype>(i)].toUtf8()).object();
      compare(*expected[i], theirs, kRead[i].name);
    }
  }

  void saysNumbersLoosely_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("point");  // NaN where it is no number
    QTest::addColumn<double>("comma");
    const double none = std::nan("");
    const auto row = [](const char* text, double point, double comma) {
      QTest::newRow(text) << QString::fromUtf8(text) << point << comma;
    };
    row("1", 1, 1);
    row("1.5", 1.5, none);
    row("1,5", none, 1.5);
    row("1,234", 1234, 1.234);
    row("1.234", 1.234, 1234);
    row("1,234.5", 1234.5, none);
    row("1.234,5", none, 1234.5);
    row("1'234'567", 1234567, 1234567);
    row("1 234 567,25", none, 1234567.25);
    row("1,23", none, 1.23);
    row("1,2345", none, 1.2345);
    row("12,34,567", none, none);
    row("1,234 567", none, none);
    row(",5", none, 0.5);
    row("1e3", 1000, 1000);
    row("−5", -5, -5);
    row("-$1,234.50", -1234.5, none);
    row("5 %", 5, 5);
    row("€ 20", 20, 20);
    row("20€", 20, 20);
    row("$-5", -5, -5);
    row("- $ 5", -5, -5);
    row("%5", 5, 5);
    row(" 1,234 % ", 1234, 1.234);
    // Amid a number, or twice, they make none of it.
    for (const char* text : {"12%5", "1$2", "1€234", "12 % 5", "1%e3", "1e%3", "1.%5", "$$5", "5%%", "$5%", "$-$5"}) {
      row(text, none, none);
    }
    row("", none, none);
    row("-", none, none);
    row("$", none, none);
    row("+-1", none, none);
    row("nan", none, none);
    row("0x10", none, none);
    row("1d5", none, none);
    row("2023-01-01", none, none);
  }
  void saysNumbersLoosely() {
    QFETCH(QString, text);
    QFETCH(double, point);
    QFETCH(double, comma);
    const double none = std::nan("");
    const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    QVERIFY(same(looseNumberIn(text.toStdString(), DecimalSign::Point).value_or(none), point));
    QVERIFY(same(looseNumberIn(text.toStdString(), DecimalSign::Comma).value_or(none), comma));
  }

 private:
  static void compare(const PreparedData& data, const QJsonObject& theirs, const char* name) {
    const Dataset& dataset = *data.dataset;
    QStringList classes;
    for (const QJsonValue& value : theirs[QStringLiteral("classes")].toArray()) classes << value.toString();
    QCOMPARE(classes.join(u'|'), joined(dataset.classNames, "|"));
    const std::vector<std::int64_t>* parts[] = {&data.train, &data.valid, &data.test};
    for (int i = 0; i < 3; ++i) {
      const QJsonArray part = theirs[QStringLiteral("parts")].toArray()[i].toArray();
      const QJsonArray x = part[0].toArray();
      const QJsonArray y = part[1].toArray();
      QVERIFY2(x.size() == std::ssize(*parts[i]), name);
      for (qsizetype k = 0; k < x.size(); ++k) {
        const auto row = static_cast<std::size_t>((*parts[i])[static_cast<std::size_t>(k)]);
        const QJsonArray numbers = x[k].toArray();
        QVERIFY2(numbers.size() == dataset.features, name);
        for (qsizetype feature = 0; feature < numbers.size(); ++feature) {
          const std::size_t at = row * static_cast<std::size_t>(numbers.size()) + static_cast<std::size_t>(feature);
          const auto ours = static_cast<double>(dataset.values[at]);
          const double difference = std::abs(numbers[feature].toDouble() - ours);
          // Both round once, but sums of float64 may end differently.
          QVERIFY2(difference <= 1e-6 * std::max(1.0, std::abs(ours)), name);
        }
        const double target = dataset.labels.empty() ? static_cast<double>(dataset.targets[row]) : dataset.labels[row];
        QVERIFY2(y[k].toDouble() == target, name);
      }
    }
  }
};

QTEST_GUILESS_MAIN(TablesTest)
#include "tables_test.moc"
