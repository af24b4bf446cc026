// What GRADUS_LOG and GRADUS_TRACE make visible.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "cli_program.h"
#include "core/base/log.h"

using namespace gradus;
using namespace gradus::test;

namespace {

Outcome trainWith(const QString& log, const QString& trace = {}) {
  return runGradus("train --dataset iris --epochs 1",
                   {{QStringLiteral("GRADUS_LOG"), log}, {QStringLiteral("GRADUS_TRACE"), trace}});
}

}  // namespace

class LogTest : public QObject {
  Q_OBJECT

 private slots:
  void categoriesAreNamed_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<unsigned>("mask");
    QTest::addColumn<int>("unknown");
    QTest::newRow("nothing") << QString() << 0U << 0;
    QTest::newRow("one") << QStringLiteral("data") << 1U << 0;
    QTest::newRow("two") << QStringLiteral("ui,run") << 18U << 0;
    QTest::newRow("all") << QStringLiteral("all") << 31U << 0;
    QTest::newRow("unknown") << QStringLiteral("opencl,Data,x") << 8U << 2;
    QTest::newRow("commas") << QStringLiteral(",,step,") << 4U << 0;
  }
  void categoriesAreNamed() {
    QFETCH(QString, text);
    QFETCH(int, unknown);
    std::vector<std::string> names;
    QTEST(logMask(text.toStdString(), names), "mask");
    QCOMPARE(static_cast<int>(names.size()), unknown);
  }

  void linesAreWritten() {
    const Outcome quiet = trainWith({});
    QCOMPARE(quiet.exitCode, 0);
    QCOMPARE(quiet.err, QString());
    const Outcome loud = trainWith(QStringLiteral("step,colours"));
    QCOMPARE(loud.exitCode, 0);
    const QString refusal =
        QStringLiteral("GRADUS_LOG names 'colours', expected some of data, run, step, opencl, ui, ");
    QVERIFY2(loud.err.contains(refusal), qPrintable(loud.err));
    QVERIFY2(loud.err.contains(QStringLiteral(" step   steps by lanes, ")), qPrintable(loud.err));
    QVERIFY(!loud.err.contains(QStringLiteral(" opencl opens ")));
    QVERIFY(trainWith(QStringLiteral("opencl")).err.contains(QStringLiteral(" opencl opens ")));
  }

  void theTraceIsReadByOthers() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("trace.json"));
    QCOMPARE(trainWith({}, path).exitCode, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray text = file.readAll().trimmed();
    QVERIFY(text.startsWith("[") && text.endsWith(","));  // its end may be missing
    text.chop(1);
    const QJsonArray events = QJsonDocument::fromJson(text + "]").array();
    QVERIFY(!events.isEmpty());
    std::set<QString> names;
    for (const QJsonValue& event : events) {
      QVERIFY(event[QStringLiteral("dur")].toDouble() >= 50);
      QCOMPARE(event[QStringLiteral("ph")].toString(), QStringLiteral("X"));
      names.insert(event[QStringLiteral("name")].toString());
    }
    QVERIFY(names.contains(QStringLiteral("warm up")));
    const Outcome refused = trainWith({}, folder.filePath(QStringLiteral("no/such/folder")));
    QCOMPARE(refused.exitCode, 0);
    QVERIFY(refused.err.contains(QStringLiteral("GRADUS_TRACE names a file that cannot be written")));
  }
};

QTEST_GUILESS_MAIN(LogTest)
#include "log_test.moc"
