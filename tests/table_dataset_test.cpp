// From tables to data sets: one-hot columns, rows left out, classes in order, and what cannot be learnt from.
#include <QTest>

#include "core/base/error.h"
#include "core/data/table_dataset.h"
#include "test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

Dataset datasetOf(const std::string& text, const TableOptions& options) {
  return tableToDataset(parseCsv(text, "t.csv"), options);
}

using Names = std::vector<std::string>;

}  // namespace

class TableDatasetTest : public QObject {
  Q_OBJECT

 private slots:
  void makesFeaturesOfColumns() {
    const Dataset dataset = datasetOf(
        "kind,island,mass,note\n"
        "b,Torgersen,1.5,x\n"
        "a,Biscoe,2,\n"
        "b,Torgersen,-3,y\n",
        {"kind", Task::Classification, {"note"}});
    QCOMPARE(dataset.rows, 3);
    QCOMPARE(dataset.features, 3);
    QCOMPARE(dataset.featureNames, (Names{"island=Biscoe", "island=Torgersen", "mass"}));
    QCOMPARE(dataset.numeric, (std::vector<bool>{false, false, true}));
    QCOMPARE(dataset.values, (std::vector<float>{0, 1, 1.5F, 1, 0, 2, 0, 1, -3}));
    QCOMPARE(dataset.exact, (std::vector<std::vector<double>>{{}, {}, {1.5, 2, -3}}));
    QCOMPARE(dataset.targetName, std::string("kind"));
    QCOMPARE(dataset.classNames, (Names{"a", "b"}));
    QCOMPARE(dataset.labels, (std::vector<std::int32_t>{1, 0, 1}));
    QVERIFY(dataset.notes.empty());  // the empty cell is in a column that is not used
    QVERIFY(dataset.targets.empty() && dataset.pixels.empty() && !dataset.isImage());
  }

  void sortsNumericClassesAsNumbers() {
    const Dataset dataset = datasetOf("x,y\n1,10\n2,2\n3,-1\n4,2.0\n", {"y", Task::Classification, {}});
    QCOMPARE(dataset.classNames, (Names{"-1", "2", "10"}));
    QCOMPARE(dataset.labels, (std::vector<std::int32_t>{2, 1, 0, 1}));
  }

  void readsRegressionTargets() {
    const Dataset dataset = datasetOf("x,y\n1,1.5\n2,-2\n", {"y", Task::Regression, {}});
    QCOMPARE(dataset.targets, (std::vector<float>{1.5, -2}));
    QVERIFY(dataset.labels.empty() && dataset.classNames.empty());
  }

  void leavesOutIncompleteRows() {
    const Dataset dataset = datasetOf("x,c,y\n1,p,a\n,q,a\n3,,b\n4,p,\n5,p,b\n", {"y", Task::Classification, {}});
    QCOMPARE(dataset.rows, 2);
    QCOMPARE(dataset.featureNames, (Names{"x", "c=p"}));  // q is in no row that is left
    QCOMPARE(dataset.values, (std::vector<float>{1, 1, 5, 1}));
    QCOMPARE(dataset.notes, (Names{"3 rows with empty cells left out"}));
    const Dataset one = datasetOf("x,y\n1,a\n,a\n3,b\n", {"y", Task::Classification, {}});
    QCOMPARE(one.notes, (Names{"1 row with empty cells left out"}));
  }

  void refuses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("regression");
    QTest::addColumn<QString>("ignored");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* text, const char* target, bool regression, const char* ignored,
                        const char* expected) {
      QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(target) << regression
                          << QString::fromUtf8(ignored) << QString::fromUtf8(expected);
    };
    const char* table = "x,c,y\n1,p,a\n2,q,b\n";
    row("no target", table, "z", false, "", "t.csv:1:1: there is no column 'z' to predict; the columns are: x, c, y");
    row("no ignored column", table, "y", false, "z", "t.csv:1:1: there is no column 'z' to ignore");
    row("no feature", "x,y\n1,a\n2,b\n", "y", false, "x", "t.csv:1:1: no column is left to learn from");
    row("words as numbers", "x,y\n1,2\n1,a\n", "y", true, "",
        "t.csv:3:3: regression needs numbers in the target column");
    row("one class", "x,y\n1,a\n2,a\n", "y", false, "", "t.csv:2:3: the target column 'y' has 1 different values");
    row("no complete row", "x,z,y\n1,,a\n2,,b\n,3,a\n", "y", false, "",
        "t.csv:2:3: every row has an empty cell; ignore the column 'z'");
    row("empty column", "x,y\n1,\n2,\n", "y", true, "",
        "t.csv:2:3: every row has an empty cell; ignore the column 'y'");
  }
  void refuses() {
    QFETCH(QString, text);
    QFETCH(QString, target);
    QFETCH(bool, regression);
    QFETCH(QString, ignored);
    QFETCH(QString, expected);
    TableOptions options{target.toStdString(), regression ? Task::Regression : Task::Classification, {}};
    if (!ignored.isEmpty()) options.ignored = {ignored.toStdString()};
    const QString message = errorOf<DataError>([&] { datasetOf(text.toStdString(), options); });
    QVERIFY2(message.startsWith(expected), qPrintable(message));
  }

  void boundsCategories_data() {
    QTest::addColumn<int>("different");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("1000") << 1000 << true;
    QTest::newRow("1001") << 1001 << false;
  }
  void boundsCategories() {
    QFETCH(int, different);
    QFETCH(bool, accepted);
    QString table = QStringLiteral("word,number,y\n");
    for (int i = 0; i < different; ++i) {
      table += QStringLiteral("w%1,%1,%2\n").arg(i).arg(i % 2);
    }
    const std::string text = table.toStdString();
    const auto features = [&] { datasetOf(text, {"y", Task::Classification, {}}); };
    const auto classes = [&] { datasetOf(text, {"number", Task::Classification, {"word"}}); };
    const QString none = QStringLiteral("(no error)");
    QCOMPARE(errorOf<DataError>(features) == none, accepted);
    QCOMPARE(errorOf<DataError>(classes) == none, accepted);
    if (accepted) return;
    QVERIFY(
        errorOf<DataError>(features).startsWith(QStringLiteral("t.csv:1002:1: the column 'word' has more than 1000")));
    QVERIFY(errorOf<DataError>(classes).contains(QStringLiteral("'number' has 1001 different values")));
  }
};

QTEST_GUILESS_MAIN(TableDatasetTest)
#include "table_dataset_test.moc"
