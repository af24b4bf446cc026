// Where the PyTorch script has its data from: what stands in it is what we have read, what it reads it finds on other
// machines, and it names no place of this one.
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include "core/data/catalog.h"
#include "core/io/python.h"
#include "core/io/pytorch_source.h"
#include "tests/own_drawings.h"
#include "tests/python.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

#define NEED_PYTHON() \
  if (python_.isEmpty()) QSKIP("No python3 was found: install python3 to run parts of scripts")

class ExportDataTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { python_ = interpreterFor("pass"); }

  void scriptsNameNoPlaceOfThisMachine_data() {
    QTest::addColumn<QString>("dataset");
    for (const DatasetInfo& row : datasetCatalog()) QTest::newRow(row.name.c_str()) << QString::fromStdString(row.name);
  }
  void scriptsNameNoPlaceOfThisMachine() {
    QFETCH(QString, dataset);
    const OwnDrawings drawings;
    const QString script = QString::fromStdString(scriptOf(experimentOn(qPrintable(dataset))));
    for (const QString& place :
         {QStringLiteral(GRADUS_SOURCE_DIR), QDir::homePath(), QDir::tempPath(), QDir::currentPath()}) {
      // Not as a part of another path: a tree may lie in a folder that is called as one of the system's.
      const QRegularExpression whole(QStringLiteral("(?<![\\w.-])%1/").arg(QRegularExpression::escape(place)));
      QVERIFY2(!script.contains(whole), qPrintable(place));
    }
  }

  /// find() of scripts that read files: packed or not, from the first folder that has them, else a sentence.
  void scriptsFindTheirFiles_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::newRow("packed") << QStringLiteral("a.gz") << QStringLiteral("first/a.gz");
    QTest::newRow("not packed") << QStringLiteral("b.gz") << QStringLiteral("first/b");
    QTest::newRow("in the second") << QStringLiteral("c.gz") << QStringLiteral("second/c.gz");
    QTest::newRow("nowhere") << QStringLiteral("d.gz") << QStringLiteral("d.gz is in none of these folders: ");
  }
  void scriptsFindTheirFiles() {
    QFETCH(QString, name);
    QFETCH(QString, expected);
    NEED_PYTHON();
    const Folder folder;
    QDir(QString::fromStdString(folder.path(""))).mkpath(QStringLiteral("first"));
    QDir(QString::fromStdString(folder.path(""))).mkpath(QStringLiteral("second"));
    for (const char* file : {"first/a.gz", "first/b", "second/a.gz", "second/c.gz"}) folder.write(file, "x");
    const std::string script = scriptOf(experimentOn("mnist-10k"));
    const std::size_t begin = script.find("def find");
    const std::string code =
        "import sys\nfrom pathlib import Path\nFOLDERS = [Path(" + python::literal(folder.path("first")) + "), Path(" +
        python::literal(folder.path("second")) + ")]\n" + script.substr(begin, script.find("\n\n\n", begin) - begin) +
        "\nprint(find(" + python::literal(name.toStdString()) + ").as_posix())\n";
    const Outcome outcome = run(python_, {QStringLiteral("-c"), QString::fromStdString(code)});
    if (name == u"d.gz") {
      QCOMPARE(outcome.exitCode, 1);
      QVERIFY2(outcome.err.startsWith(expected), qPrintable(outcome.err));
      QVERIFY2(outcome.err.contains(QStringLiteral("set GRADUS_DATA to the folder that has it")),
               qPrintable(outcome.err));
    } else {
      QVERIFY2(outcome.out.endsWith(expected + u'\n'), qPrintable(outcome.out + outcome.err));
    }
  }

  /// Words that CSV or Python would take for something else.
  void tablesStandInTheScript() {
    NEED_PYTHON();
    Dataset dataset;
    dataset.targetName = "kind, \"or\" so";
    dataset.classNames = {"a\\", "b\r\nc", "\"\"\""};
    dataset.labels = {2, 1, 0};
    dataset.rows = 3;
    dataset.features = 3;
    dataset.featureNames = {"x", "w=p,q", "w=«r»"};
    dataset.columnNames = {"x", "w", "w"};
    dataset.numeric = {true, false, false};
    dataset.exact = {{1700000001, 0.1, -1e-300}, {}, {}};
    dataset.values = {0, 1, 0, 0, 0, 1, 0, 1, 0};
    const PytorchSource source = pytorchTable({}, dataset, dataset.labels);
    const std::string code = "import csv, io, json\n" + source.tail +
                             "rows = csv.DictReader(io.StringIO(TABLE, newline=''))\n"
                             "print(json.dumps([list(row.values()) for row in rows]))\n";
    const Outcome outcome = run(python_, {QStringLiteral("-c"), QString::fromStdString(code)});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err.right(600)));
    const QJsonArray expected = {
        QJsonArray{QStringLiteral("1700000001"), QStringLiteral("p,q"), QStringLiteral("\"\"\"")},
        QJsonArray{QStringLiteral("0.1"), QStringLiteral("«r»"), QStringLiteral("b\r\nc")},
        QJsonArray{QStringLiteral("-1e-300"), QStringLiteral("p,q"), QStringLiteral("a\\")}};
    QCOMPARE(QJsonDocument::fromJson(outcome.out.toUtf8()).array(), expected);
  }

 private:
  QString python_;
};

QTEST_GUILESS_MAIN(ExportDataTest)
#include "export_data_test.moc"
