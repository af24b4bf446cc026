// The one writer of files: whole or not at all, with what the old file was, and through what is no plain file.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

#include "core/base/error.h"
#include "core/base/whole_file.h"
#include "tests/small_disk.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

QByteArray contentOf(const std::string& path) {
  QFile file(QString::fromStdString(path));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

mode_t modeOf(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

}  // namespace

class WholeFileTest : public QObject {
  Q_OBJECT

 private slots:
  void writesForTheDiskOrNot_data() {
    QTest::addColumn<bool>("waits");
    QTest::newRow("what is kept") << true;
    QTest::newRow("what can be made again") << false;
  }
  void writesForTheDiskOrNot() {
    QFETCH(bool, waits);
    const Waiting waiting = waits ? Waiting::ForDisk : Waiting::None;
    const Folder folder;
    const std::string file = folder.path("new");
    writeWholeFile(file, "one", waiting);
    QCOMPARE(contentOf(file), QByteArray("one"));
    writeWholeFile(file, "", waiting);
    QCOMPARE(contentOf(file), QByteArray());
  }

  void keepsPermissions_data() {
    QTest::addColumn<uint>("mode");
    for (const uint mode : {0600U, 0640U, 0755U, 0666U}) QTest::addRow("%o", mode) << mode;
  }
  void keepsPermissions() {
    QFETCH(uint, mode);
    const Folder folder;
    const std::string file = folder.write("file", "old");
    QCOMPARE(::chmod(file.c_str(), mode), 0);
    writeWholeFile(file, "new");
    QCOMPARE(modeOf(file), mode);
    QCOMPARE(contentOf(file), QByteArray("new"));
  }

  void aNewFileObeysTheMask() {
    const Folder folder;
    const mode_t before = ::umask(027);
    writeWholeFile(folder.path("new"), "text");
    ::umask(before);
    QCOMPARE(modeOf(folder.path("new")), mode_t{0640});
  }

  void linksStayLinks_data() {
    QTest::addColumn<QString>("target");
    QTest::newRow("a file") << "there";
    QTest::newRow("a file that is yet to be") << "later";
    QTest::newRow("another link") << "link";
  }
  void linksStayLinks() {
    QFETCH(QString, target);
    const Folder folder;
    folder.write("there", "old");
    QFile::link(QStringLiteral("there"), QString::fromStdString(folder.path("link")));
    const std::string link = folder.path("mine");
    QVERIFY(QFile::link(target, QString::fromStdString(link)));
    writeWholeFile(link, "new");
    QVERIFY(QFileInfo(QString::fromStdString(link)).isSymLink());
    QVERIFY(QFileInfo(QString::fromStdString(folder.path("link"))).isSymLink());
    QCOMPARE(contentOf(folder.path(target == u"later" ? "later" : "there")), QByteArray("new"));
  }

  void aPipeIsWrittenThrough() {
    const Folder folder;
    const std::string pipe = folder.path("pipe");
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QByteArray arrived;
    std::thread reader([&] { arrived = contentOf(pipe); });
    writeWholeFile(pipe, "through");
    reader.join();
    QCOMPARE(arrived, QByteArray("through"));
    struct stat status {};
    QVERIFY(::stat(pipe.c_str(), &status) == 0 && S_ISFIFO(status.st_mode));
  }

  void aPipeThatNobodyReadsAnyMoreIsAFailure() {
    const Folder folder;
    const std::string pipe = folder.path("pipe");
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    std::thread reader([&] {
      QFile file(QString::fromStdString(pipe));
      QVERIFY(file.open(QIODevice::ReadOnly));
    });
    const QString error = errorOf<DataError>([&] { writeWholeFile(pipe, std::string(1'000'000, 'x')); });
    reader.join();
    QCOMPARE(error, QString::fromStdString(pipe) + QStringLiteral(": cannot be written: Broken pipe"));
  }

  /// As `>> log` of a shell gives it to a program that is to write to /dev/stdout.
  void whatIsOpenIsGoneOnWith() {
    const Folder folder;
    const std::string log = folder.write("log", "kept,");
    const int open = ::open(log.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    QVERIFY(open >= 0);
    const std::string name = "/dev/fd/" + std::to_string(open);
    writeWholeFile(name, "new");
    ::symlink(name.c_str(), folder.path("link").c_str());
    writeWholeFile(folder.path("link"), "er");
    ::close(open);
    QCOMPARE(contentOf(log), QByteArray("kept,newer"));
  }

  void devicesStay() {
    writeWholeFile("/dev/null", "lost");
    struct stat status {};
    QVERIFY(::stat("/dev/null", &status) == 0 && S_ISCHR(status.st_mode));
    const QString error = errorOf<DataError>([] { writeWholeFile("/dev/full", "text"); });
    QVERIFY2(error.startsWith(QStringLiteral("/dev/full: cannot be written: No space left")), qPrintable(error));
  }

  void aFullDiskLeavesTheOldFile() {
    const Folder folder;
    const std::string file = folder.write("file", "old");
    const QString error = errorOf<DataError>([&] {
      const SmallDisk disk(1000);
      writeWholeFile(file, std::string(5000, 'x'));
    });
    QVERIFY2(error.startsWith(QString::fromStdString(file) + QStringLiteral(": cannot be written: ")),
             qPrintable(error));
    QCOMPARE(contentOf(file), QByteArray("old"));
    const QDir left(QFileInfo(QString::fromStdString(file)).path());
    QCOMPARE(left.entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("file")});
  }

  void saysWhatCannotBe_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("why");
    QTest::newRow("no folder") << "none/file"
                               << "No such file or directory";
    QTest::newRow("a folder") << ""
                              << "Is a directory";
    QTest::newRow("a file for a folder") << "file/file"
                                         << "Not a directory";
  }
  void saysWhatCannotBe() {
    QFETCH(QString, name);
    QFETCH(QString, why);
    const Folder folder;
    folder.write("file", "old");
    const std::string path = folder.path(name.toUtf8().constData());
    const QString error = errorOf<DataError>([&] { writeWholeFile(path, "text"); });
    QCOMPARE(error, QString::fromStdString(path) + QStringLiteral(": cannot be written: ") + why);
    QCOMPARE(contentOf(folder.path("file")), QByteArray("old"));
  }
};

QTEST_GUILESS_MAIN(WholeFileTest)
#include "whole_file_test.moc"
