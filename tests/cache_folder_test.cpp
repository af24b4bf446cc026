// Where compiled kernels lie: a folder that nobody else can put anything into, or none; and files that are as they were
// written, or nothing.
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/cache_file.h"
#include "core/base/cache_folder.h"
#include "core/base/error.h"
#include "core/base/file_lock.h"
#include "core/base/paths.h"
#include "core/base/private_folder.h"
#include "tests/small_disk.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

namespace fs = std::filesystem;

uint modeOf(const fs::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

/// Environment variables for as long as it lives; an empty value unsets.
class Environment {
 public:
  explicit Environment(const std::vector<std::pair<const char*, QByteArray>>& values) {
    for (const auto& [name, value] : values) {
      before_.emplace_back(name, qgetenv(name));
      set(name, value);
    }
  }
  ~Environment() {
    for (const auto& [name, value] : before_) set(name, value);
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  static void set(const char* name, const QByteArray& value) {
    value.isEmpty() ? qunsetenv(name) : qputenv(name, value);
  }

  std::vector<std::pair<const char*, QByteArray>> before_;
};

}  // namespace

class CacheFolderTest : public QObject {
  Q_OBJECT

 private slots:
  void makesItForOneUserAlone() {
    const QTemporaryDir home;
    const mode_t before = ::umask(0);
    const fs::path folder = fs::path(home.path().toStdString()) / "a" / "b" / "gradus";
    makePrivateFolder(folder, Place::Usual);
    ::umask(before);
    QCOMPARE(modeOf(folder), 0700U);
    QCOMPARE(modeOf(folder.parent_path()), 0700U);
  }

  void othersMayNotWrite_data() {
    QTest::addColumn<uint>("mode");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("its owner alone") << 0700U << true;
    QTest::newRow("others read") << 0755U << true;
    QTest::newRow("a group writes") << 0775U << false;
    QTest::newRow("everybody writes") << 0777U << false;
    QTest::newRow("everybody writes, but removes their own alone") << 01777U << false;
  }
  void othersMayNotWrite() {
    QFETCH(uint, mode);
    QFETCH(bool, isGood);
    const QTemporaryDir home;
    const fs::path folder = fs::path(home.path().toStdString()) / "gradus";
    fs::create_directory(folder);
    QCOMPARE(::chmod(folder.c_str(), mode), 0);
    const std::string planted = (folder / "planted.so").string();
    QVERIFY(QFile(QString::fromStdString(planted)).open(QIODevice::WriteOnly));

    // What a person has named is left as it is.
    const QString error = errorOf<DataError>([&] { makePrivateFolder(folder, Place::Named); });
    QCOMPARE(modeOf(folder), mode);
    QVERIFY(fs::exists(planted));
    if (isGood) {
      QCOMPARE(error, QStringLiteral("(no error)"));
    } else {
      QVERIFY2(error.startsWith(QString::fromStdString(folder.string())), qPrintable(error));
      QVERIFY2(error.contains(QStringLiteral("others may write")), qPrintable(error));
    }

    makePrivateFolder(folder, Place::Usual);
    QCOMPARE(modeOf(folder), isGood ? mode : 0700U);
    QCOMPARE(fs::exists(planted), isGood);
  }

  void theWayIsSafe_data() {
    QTest::addColumn<uint>("mode");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("its owner alone") << 0700U << true;
    QTest::newRow("a group writes") << 0775U << true;
    QTest::newRow("everybody writes") << 0777U << false;
    QTest::newRow("everybody writes, but removes their own alone") << 01777U << true;
  }
  void theWayIsSafe() {
    QFETCH(uint, mode);
    QFETCH(bool, isGood);
    const QTemporaryDir home;
    const fs::path above = fs::path(home.path().toStdString()) / "above";
    fs::create_directory(above);
    QCOMPARE(::chmod(above.c_str(), mode), 0);
    for (const Place place : {Place::Named, Place::Usual}) {
      const QString error = errorOf<DataError>([&] { makePrivateFolder(above / "x" / "gradus", place); });
      QCOMPARE(error == QStringLiteral("(no error)"), isGood);
      QCOMPARE(error.contains(QStringLiteral("everybody may write")), !isGood);
      fs::remove_all(above / "x");
    }
  }

  void refusesWhatIsNoFolder_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("why");
    QTest::newRow("a link") << "link"
                            << "is a link";
    QTest::newRow("a link that leads nowhere") << "lost"
                                               << "is a link";
    QTest::newRow("a file") << "file"
                            << "is a file";
    QTest::newRow("below a file") << "file/folder"
                                  << "Not a directory";
  }
  void refusesWhatIsNoFolder() {
    QFETCH(QString, name);
    QFETCH(QString, why);
    const Folder home;
    home.write("file", "");
    QFile::link(QDir::tempPath(), QString::fromStdString(home.path("link")));
    QFile::link(QStringLiteral("/no/such/folder"), QString::fromStdString(home.path("lost")));
    const std::string path = home.path(name.toUtf8().constData());
    for (const Place place : {Place::Named, Place::Usual}) {
      const QString error = errorOf<DataError>([&] { makePrivateFolder(path, place); });
      QVERIFY2(error.startsWith(QString::fromStdString(path)) && error.contains(why), qPrintable(error));
    }
  }

  void anotherUsersIsRefused() {
    if (::geteuid() != 0) QSKIP("Only root can give a folder away");
    const QTemporaryDir home;
    const fs::path folder = fs::path(home.path().toStdString()) / "gradus";
    fs::create_directory(folder);
    QCOMPARE(::chown(folder.c_str(), 12345, 12345), 0);
    const QString error = errorOf<DataError>([&] { makePrivateFolder(folder, Place::Named); });
    QVERIFY2(error.contains(QStringLiteral("belongs to another user")), qPrintable(error));
    // The usual folder is not made in another's home either, but one that is named is.
    QVERIFY(errorOf<DataError>([&] { makePrivateFolder(folder / "below", Place::Usual); }).contains(u"another user"));
    makePrivateFolder(folder / "below", Place::Named);
  }

  void findsRoom() {
    const QTemporaryDir home;
    const fs::path folder = home.path().toStdString();
    demandRoom(folder, 1U << 20U);
    QString error;
    {
      const SmallDisk disk(1000);
      error = errorOf<DataError>([&] { demandRoom(folder, 1U << 20U); });
    }
    QVERIFY2(error.startsWith(home.path() + QStringLiteral(": cannot be used: ")), qPrintable(error));
    QVERIFY(QDir(home.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
  }

  void choosesThePlace_data() {
    QTest::addColumn<QByteArray>("own");
    QTest::addColumn<QByteArray>("cache");
    QTest::addColumn<QByteArray>("home");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("named") << QByteArray("«/own") << QByteArray("«/cache") << QByteArray("«") << QByteArray("«/own");
    QTest::newRow("cache home") << QByteArray() << QByteArray("«/cache") << QByteArray("«")
                                << QByteArray("«/cache/gradus");
    QTest::newRow("home") << QByteArray() << QByteArray() << QByteArray("«") << QByteArray("«/.cache/gradus");
    QTest::newRow("a relative cache home counts for nothing")
        << QByteArray() << QByteArray("cache") << QByteArray("«") << QByteArray("«/.cache/gradus");
    QTest::newRow("no home") << QByteArray() << QByteArray() << QByteArray() << QByteArray();
    QTest::newRow("a relative home") << QByteArray() << QByteArray() << QByteArray("home") << QByteArray();
    QTest::newRow("a home that is not there") << QByteArray() << QByteArray() << QByteArray("«/none") << QByteArray();
    QTest::newRow("a place where nothing can be made")
        << QByteArray("/proc/gradus") << QByteArray() << QByteArray("«") << QByteArray();
  }
  void choosesThePlace() {
    QFETCH(QByteArray, own);
    QFETCH(QByteArray, cache);
    QFETCH(QByteArray, home);
    QFETCH(QByteArray, expected);
    const QTemporaryDir folder;
    const QTemporaryDir temporary;
    for (QByteArray* path : {&own, &cache, &home, &expected}) path->replace("«", folder.path().toUtf8());
    const Environment environment(
        {{"GRADUS_CACHE_DIR", own}, {"XDG_CACHE_HOME", cache}, {"HOME", home}, {"TMPDIR", temporary.path().toUtf8()}});
    const CacheFolder found = cacheFolder();
    QVERIFY(found.path.empty() || found.path.is_absolute());
    QCOMPARE(QByteArray::fromStdString(found.path.string()), expected);
    QCOMPARE(found.problem.empty(), !expected.isEmpty());
    QCOMPARE(cacheNote().empty(), !expected.isEmpty());
    QCOMPARE(makeCacheFolder("x/y").empty(), expected.isEmpty());
    if (expected.isEmpty()) {
      QVERIFY2(found.problem.find("GRADUS_CACHE_DIR") != std::string::npos, found.problem.c_str());
      if (!own.isEmpty()) QVERIFY2(found.problem.starts_with("/proc/gradus: "), found.problem.c_str());
    } else {
      QCOMPARE(modeOf(makeWorkFolder("x/y")), 0700U);
      QCOMPARE(makeWorkFolder("x/y"), found.path / "x" / "y");
    }
  }

  void aRelativeNameIsMadeAbsolute() {
    const QTemporaryDir folder;
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(folder.path()));
    const Environment environment({{"GRADUS_CACHE_DIR", "own"}, {"XDG_CACHE_HOME", ""}});
    const fs::path found = cacheFolder().path;
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(found, fs::canonical(folder.path().toStdString()) / "own");
  }

  void worksInATemporaryFolderThatGoesWithIt() {
    fs::path path;
    {
      const TemporaryFolder folder;
      path = folder.path();
      QCOMPARE(modeOf(path), 0700U);
      QVERIFY(QFile(QString::fromStdString(path / "file")).open(QIODevice::WriteOnly));
    }
    QVERIFY(!fs::exists(path));
  }

  void saysWhenThereIsNoPlaceAtAll() {
    const Environment environment({{"GRADUS_CACHE_DIR", "/proc/gradus"}, {"TMPDIR", "/proc"}});
    const QString error = errorOf<DeviceError>([] { makeWorkFolder("pocl"); });
    QVERIFY2(error.contains(QStringLiteral("/proc/gradus: ")), qPrintable(error));
    QVERIFY2(error.contains(QStringLiteral("/proc/gradus-")), qPrintable(error));
    QVERIFY2(error.contains(QStringLiteral("GRADUS_CACHE_DIR")), qPrintable(error));
  }

  void filesAreAsTheyWereWrittenOrNothing() {
    const Folder folder;
    const std::string file = folder.path("file");
    const std::string content("what was\0measured\n", 18);
    QVERIFY(writeCacheFile(file, content));
    QCOMPARE(readCacheFile(file, 100), std::optional(content));
    QCOMPARE(readCacheFile(file, 10), std::nullopt);
    const std::optional<std::string> whole = contentOf(file, 100);
    for (std::size_t length = 0; length < whole->size(); ++length) {
      folder.write("file", QByteArray::fromStdString(whole->substr(0, length)));
      QCOMPARE(readCacheFile(file, 100), std::nullopt);
    }
    for (std::size_t at = 0; at < whole->size(); ++at) {
      std::string other = *whole;
      other[at] = static_cast<char>(other[at] ^ 1);
      folder.write("file", QByteArray::fromStdString(other));
      QCOMPARE(readCacheFile(file, 100), std::nullopt);
    }
    QVERIFY(!writeCacheFile(folder.path("none/file"), content));
  }

  void locksShutOthersOut() {
    const Folder folder;
    const std::string file = folder.path("lock");
    FileLock first(file);
    QVERIFY(first.tryToHoldAlone());
    QVERIFY(!FileLock(file).tryToHoldAlone());
    first.holdTogether();
    FileLock second(file);
    second.holdTogether();
    QVERIFY(!FileLock(file).tryToHoldAlone());
    QCOMPARE(modeOf(folder.path("lock")), 0600U);
    const QString error = errorOf<DataError>([] { FileLock("/no/such/lock"); });
    QCOMPARE(error, QStringLiteral("/no/such/lock: cannot be locked: No such file or directory"));
  }
};

QTEST_GUILESS_MAIN(CacheFolderTest)
#include "cache_folder_test.moc"
