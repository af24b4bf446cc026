// Measured choices: the table on disk, whatever state it is in, and when a choice is open, made and kept.
#include <QTest>

#include "core/base/cache_file.h"
#include "core/opencl/measured_choices.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

const std::vector<std::string> kCandidates = {"usual", "other", "third"};

/// Turns of two, the first of which are not counted, until the choice is made. Gives how many there were.
int settle(MeasuredChoice& choice, const std::vector<double>& seconds) {
  int turns = 0;
  for (; choice.isOpen(); ++turns) choice.note(turns < 3 ? 100 : seconds.at(choice.current()));
  return turns;
}

}  // namespace

class ChoicesTest : public QObject {
  Q_OBJECT

 private slots:
  void comeBackFromDisk() {
    const Folder folder;
    MeasuredChoices table("device/driver 1", folder.path("."));
    QVERIFY(table.canRemember());
    QCOMPARE(table.find("a product"), std::string());
    QCOMPARE(table.remember("a product", "other", kCandidates), std::string("other"));
    QCOMPARE(table.remember("two, passes", "third", kCandidates), std::string("third"));
    const MeasuredChoices again("device/driver 1", folder.path("."));
    QCOMPARE(again.find("a product"), std::string("other"));
    QCOMPARE(again.find("two, passes"), std::string("third"));
    const MeasuredChoices otherDriver("device/driver 2", folder.path("."));
    QVERIFY(otherDriver.canRemember());
    QCOMPARE(otherDriver.find("a product"), std::string());
    QVERIFY(otherDriver.file() != again.file());
  }

  void whatAnotherProgramRememberedFirstStays() {
    const Folder folder;
    MeasuredChoices mine("device", folder.path("."));
    MeasuredChoices theirs("device", folder.path("."));
    theirs.remember("a", "other", kCandidates);
    theirs.remember("c", "unknown", {});
    QCOMPARE(mine.remember("b", "third", kCandidates), std::string("third"));
    QCOMPARE(mine.remember("a", "third", kCandidates), std::string("other"));
    QCOMPARE(mine.remember("c", "third", kCandidates), std::string("third"));
    const MeasuredChoices table("device", folder.path("."));
    QCOMPARE(table.find("a"), std::string("other"));
    QCOMPARE(table.find("b"), std::string("third"));
    QCOMPARE(table.find("c"), std::string("third"));
  }

  void brokenTablesAreMeasuredAnew_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("changed on the disk") << QByteArray();
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("binary") << QByteArray("\x00\xff\x00\n\n\x01", 6);
    QTest::newRow("another version") << QByteArray("gradus choices 2\ndevice\na = other\n");
    QTest::newRow("another device") << QByteArray("gradus choices 1\nGPU\na = other\n");
    QTest::newRow("no such candidate") << QByteArray("gradus choices 1\ndevice\na = fourth\n");
    QTest::newRow("cut off") << QByteArray("gradus choices 1\ndevice\na = oth");
    QTest::newRow("no value") << QByteArray("gradus choices 1\ndevice\na\n");
    QTest::newRow("too large") << QByteArray("gradus choices 1\ndevice\na = other\n") + QByteArray(100'000, '\n');
  }
  void brokenTablesAreMeasuredAnew() {
    QFETCH(QByteArray, content);
    const Folder folder;
    const std::string file = MeasuredChoices("device", folder.path(".")).file().string();
    if (content.isNull()) {
      folder.write(file.substr(file.rfind('/') + 1).c_str(), "gradus choices 1\ndevice\na = other\n");
    } else {
      QVERIFY(writeCacheFile(file, content.toStdString()));
    }
    MeasuredChoices table("device", folder.path("."));
    MeasuredChoice choice(table, "a", kCandidates);
    QVERIFY(choice.isOpen());
    settle(choice, {3, 2, 1});
    QCOMPARE(choice.current(), std::size_t{2});
    QCOMPARE(MeasuredChoices("device", folder.path(".")).find("a"), std::string("third"));
  }

  void withoutAFolderTheFirstIsTaken_data() {
    QTest::addColumn<QString>("folder");
    QTest::newRow("none") << "";
    QTest::newRow("a file in its place") << "/dev/null/choices";
    QTest::newRow("one that does not exist") << "/no such folder/choices";
  }
  void withoutAFolderTheFirstIsTaken() {
    QFETCH(QString, folder);
    MeasuredChoices table("device", folder.toStdString());
    QVERIFY(!table.canRemember());
    const MeasuredChoice choice(table, "a", kCandidates);
    QVERIFY(!choice.isOpen());
    QCOMPARE(choice.current(), std::size_t{0});
    QCOMPARE(table.remember("a", "other", kCandidates), std::string());
    QCOMPARE(table.find("a"), std::string());
  }

  /// Measured already, but not to be found by the next start: then the next start must find the same as this one.
  void whatCannotBeWrittenIsNotTaken() {
    auto folder = std::make_unique<Folder>();
    MeasuredChoices table("device", folder->path("."));
    MeasuredChoice choice(table, "a", kCandidates);
    QVERIFY(choice.isOpen());
    folder.reset();
    settle(choice, {3, 2, 1});
    QCOMPARE(choice.current(), std::size_t{0});
    QVERIFY(!table.canRemember());
  }

  void theFastestIsTaken_data() {
    QTest::addColumn<QList<double>>("seconds");
    QTest::addColumn<int>("taken");
    QTest::newRow("the usual") << QList<double>{1, 2, 3} << 0;
    QTest::newRow("another") << QList<double>{2, 1, 3} << 1;
    QTest::newRow("the last") << QList<double>{2, 3, 1} << 2;
    QTest::newRow("equal") << QList<double>{1, 1, 1} << 0;
    QTest::newRow("by chance") << QList<double>{1, 0.97, 1} << 0;
  }
  void theFastestIsTaken() {
    QFETCH(QList<double>, seconds);
    QFETCH(int, taken);
    const Folder folder;
    MeasuredChoices table("device", folder.path("."));
    MeasuredChoice choice(table, "a", kCandidates);
    QCOMPARE(settle(choice, {seconds.begin(), seconds.end()}), 18);
    QCOMPARE(choice.current(), static_cast<std::size_t>(taken));
    choice.note(0);
    QCOMPARE(choice.current(), static_cast<std::size_t>(taken));
    const MeasuredChoice later(table, "a", kCandidates);
    QVERIFY(!later.isOpen());
    QCOMPARE(later.current(), static_cast<std::size_t>(taken));
  }

  void oneCandidateIsNoChoice() {
    const Folder folder;
    MeasuredChoices table("device", folder.path("."));
    QVERIFY(!MeasuredChoice(table, "a", {"usual"}).isOpen());
  }
};

QTEST_GUILESS_MAIN(ChoicesTest)
#include "choices_test.moc"
