// `gradus screenshot`: what it waits for, and when it refuses.
#include <QImage>
#include <QTest>

#include "cli_program.h"
#include "test_support.h"

using namespace gradus::test;

namespace {

Outcome screenshot(const QString& path, const QStringList& words) {
  return runGradus(QStringList{QStringLiteral("screenshot"), path} + words);
}

}  // namespace

class CliScreenshotTest : public QObject {
  Q_OBJECT

 private slots:
  void endsWherePatienceEnds() {
    const Folder folder;
    // Nothing is learned at this rate, so that no epoch is better than the first ones.
    const QString experiment = QString::fromStdString(folder.write("patient.json", R"({"gradus": 1,
        "data": {"dataset": {"name": "iris"}},
        "training": {"optimizer": {"name": "sgd", "lr": 0}, "epochs": 100, "patience": 2}})"));
    const auto path = QString::fromStdString(folder.path("window.png"));
    const Outcome outcome = screenshot(path, {QStringLiteral("--epochs"), QStringLiteral("50"), experiment});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    QCOMPARE(QImage(path).size(), QSize(1440, 900));
  }

  void saysWhyAnExperimentFails() {
    const Folder folder;
    const QString experiment = QString::fromStdString(folder.write("failing.json", R"({"gradus": 1,
        "data": {"dataset": {"name": "iris"}, "excluded": [150]}})"));
    const auto path = QString::fromStdString(folder.path("window.png"));
    const Outcome outcome = screenshot(path, {experiment});
    QCOMPARE(outcome.exitCode, 2);
    // The file, the entry in it, and what is wrong.
    QCOMPARE(outcome.err.count(experiment), 1);
    QVERIFY2(outcome.err.contains(QStringLiteral("gradus: ") + experiment +
                                  QStringLiteral(": data.excluded[0]: row 150 was excluded")),
             qPrintable(outcome.err));
    QVERIFY(!QImage(path).isNull());  // of the message
  }

  void refusesASizeThatTheWindowCannotHave() {
    const Folder folder;
    const auto path = QString::fromStdString(folder.path("window.png"));
    const Outcome outcome = screenshot(path, {QStringLiteral("--size"), QStringLiteral("320x240")});
    QCOMPARE(outcome.exitCode, 2);
    const QString begin = QStringLiteral("gradus: The window cannot be 320x240: its smallest size is ");
    QVERIFY2(outcome.err.startsWith(begin), qPrintable(outcome.err));
    QVERIFY(QImage(path).isNull());
    // And that size is honoured.
    const QString smallest = outcome.err.mid(begin.size()).trimmed();
    const Outcome second = screenshot(path, {QStringLiteral("--size"), smallest});
    QVERIFY2(second.exitCode == 0, qPrintable(second.err));
    const QSize size = QImage(path).size();
    QCOMPARE(QStringLiteral("%1x%2").arg(size.width()).arg(size.height()), smallest);
  }
};

QTEST_GUILESS_MAIN(CliScreenshotTest)
#include "cli_screenshot_test.moc"
