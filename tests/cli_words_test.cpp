// What the command line says of words and numbers that come from a person or a file.
#include <QRegularExpression>
#include <QTest>

#include "cli_program.h"
#include "test_support.h"

using namespace gradus::test;

namespace {

/// Sets a title, turns the writing around, rings, begins a line of its own, and is long.
QString evilName() {
  return QStringLiteral("\033]0;root\007\u202E\u009B31m\r\ngradus: all is well\n") + QString(10'000, u'x');
}

/// As JSON has it.
QByteArray quoted(const QString& text) {
  QByteArray json = QJsonDocument(QJsonObject{{QStringLiteral("k"), text}}).toJson(QJsonDocument::Compact);
  return json.mid(5).chopped(1);
}

}  // namespace

class CliWordsTest : public QObject {
  Q_OBJECT

 private slots:
  void namesDoNothingToTheTerminal_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("expected");
    const QByteArray name = quoted(evilName());
    const auto file = [](const char* row, const QByteArray& content, const char* expected) {
      QTest::newRow(row) << QByteArray("{\"gradus\": 1, " + content + "}") << QStringList{QStringLiteral("train")}
                         << QString::fromUtf8(expected);
    };
    file("the experiment's name", "\"name\": " + name, "name has 100");
    file("a short name", "\"name\": " + quoted(evilName().left(60)) + ", \"training\": {\"epochs\": 0}",
         "is 0, expected");
    file("a data set", "\"data\": {\"dataset\": {\"name\": " + name + "}}", "There is no data set '\\x1b]0;root");
    file("a key", name + ": 1", "is not a known key");
    file("a parameter", "\"training\": {\"optimizer\": {\"name\": \"adam\", " + name + ": 1}}",
         "has no parameter '\\x1b");
    file("a feature", "\"data\": {\"dataset\": {\"name\": \"moons\"}, \"features\": [" + name + "]}", "There is no");
    file("broken JSON", "\"name\": \"\033]0;root\007" + QByteArray(10'000, 'x'), "this is not JSON");
    const auto words = [](const char* row, const QStringList& list, const char* expected) {
      QTest::newRow(row) << QByteArray() << list << QString::fromUtf8(expected);
    };
    const QString train = QStringLiteral("train");
    words("an option's value", {train, QStringLiteral("--dataset"), evilName()}, "There is no data set '\\x1b");
    words("layers", {train, QStringLiteral("--layers"), evilName()}, "is no layer");
    words("a setting", {train, QStringLiteral("--set"), evilName()}, "is no setting");
    words("a seed", {train, QStringLiteral("--seed"), evilName()}, "is no seed");
    words("a size", {QStringLiteral("screenshot"), QStringLiteral("x.png"), QStringLiteral("--size"), evilName()},
          "is no size");
    words("a word too many", {QStringLiteral("devices"), evilName()}, "x");
    words("a device",
          {train, QStringLiteral("--dataset"), QStringLiteral("iris"), QStringLiteral("--device"), evilName()}, "x");
    words("a file", {train, QStringLiteral("/no/such/\033[31m\nfile")}, "/no/such/\\x1b[31m");
  }
  void namesDoNothingToTheTerminal() {
    QFETCH(QByteArray, file);
    QFETCH(QStringList, words);
    QFETCH(QString, expected);
    const Folder folder;
    if (!file.isEmpty()) words << QString::fromStdString(folder.write("evil.json", file));
    const Outcome outcome = runGradus(words);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.err.contains(expected), qPrintable(outcome.err));
    QVERIFY2(outcome.err.size() < 9'000, qPrintable(QString::number(outcome.err.size())));
    static const QRegularExpression obeyed(
        QStringLiteral("[\\x{0}-\\x{9}\\x{b}-\\x{1f}\\x{7f}-\\x{9f}\\x{202a}-\\x{202e}]"));
    QVERIFY2(!outcome.err.contains(obeyed), qPrintable(outcome.err));
    // No line that the name has made passes for one of ours.
    QCOMPARE(outcome.err.count(QRegularExpression(QStringLiteral("^gradus:"), QRegularExpression::MultilineOption)), 1);
  }

  void numbersAndPlacesAreSaid_data() {
    QTest::addColumn<QByteArray>("experiment");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* experiment, const char* expected) {
      QTest::newRow(name) << QByteArray(experiment) << QString::fromUtf8(expected);
    };
    row("epochs", R"("training": {"epochs": 1000001})", "training.epochs is 1000001, expected 1 to 1000000");
    row("batch", R"("training": {"batch_size": 12345678})", "training.batch_size is 12345678, expected 1 to 1000000");
    row("units", R"("network": {"hidden": [{"layer": {"name": "linear", "units": 65536}}]})",
        "network.hidden[0].layer: linear.units is 65536, expected a whole number from 1 to 16384");
    row("class of a point", R"("data": {"dataset": {"name": "moons"}, "points": [[0, 1, 0], [1, 0, 5]]})",
        "data.points[1][2]: the point has the class 5, but Two moons has the classes 0 to 1");
    row("excluded row", R"("data": {"dataset": {"name": "iris"}, "excluded": [3, 150]})",
        "data.excluded[1]: row 150 was excluded, but Iris has the rows 0 to 149");
    row("relabelled row", R"("data": {"dataset": {"name": "iris"}, "relabeled": [[7, 1], [150, 1]]})",
        "data.relabeled[1]: row 150 was given another class, but Iris has the rows 0 to 149");
    row("class of a row", R"("data": {"dataset": {"name": "iris"}, "relabeled": [[7, 3]]})",
        "data.relabeled[0]: row 7 was given the class 3, but Iris has the classes 0 to 2");
    row("batch norm", R"("network": {"hidden": [{"layer": {"name": "batch_norm"}, "activation": {"name": "identity"}}]},
                        "training": {"batch_size": 1})",
        "Batch norm 1 needs at least two samples");
  }
  void numbersAndPlacesAreSaid() {
    QFETCH(QByteArray, experiment);
    QFETCH(QString, expected);
    const Folder folder;
    const auto path = QString::fromStdString(folder.write("wrong.json", "{\"gradus\": 1, " + experiment + "}"));
    const Outcome outcome = runGradus({QStringLiteral("train"), path});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.err.startsWith(QStringLiteral("gradus: ") + path + QStringLiteral(": ") + expected),
             qPrintable(outcome.err));
  }
};

QTEST_GUILESS_MAIN(CliWordsTest)
#include "cli_words_test.moc"
