// Kernels that PoCL compiled: a folder that is whole is kept, any other is emptied, and the program lives on whatever
// has become of it.
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <functional>

#include "core/base/error.h"
#include "core/opencl/kernel_cache.h"
#include "tests/small_disk.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

namespace fs = std::filesystem;

/// Makes the folder, too.
void write(const fs::path& path, const QByteArray& content) {
  fs::create_directories(path.parent_path());
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("cannot write a file");
}

QStringList filesIn(const QString& folder) {
  QStringList files;
  for (QDirIterator each(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); each.hasNext();) {
    files << each.next().mid(folder.size() + 1);
  }
  files.sort();
  return files;
}

/// GRADUS_CACHE_MB, as long as it lives; empty: not set.
class Limit {
 public:
  explicit Limit(const QByteArray& limit) : before_(qgetenv(kName)) { set(limit); }
  ~Limit() { set(before_); }
  Limit(const Limit&) = delete;
  Limit& operator=(const Limit&) = delete;

 private:
  static constexpr const char* kName = "GRADUS_CACHE_MB";

  static void set(const QByteArray& limit) {
    if (limit.isEmpty()) {
      qunsetenv(kName);
    } else {
      qputenv(kName, limit);
    }
  }

  QByteArray before_;
};

using Damage = std::function<void(const fs::path& all)>;

}  // namespace

Q_DECLARE_METATYPE(Damage)

class KernelCacheTest : public QObject {
  Q_OBJECT

 private slots:
  void whatIsWholeIsKept_data() {
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<bool>("isKept");
    const auto row = [](const char* name, bool isKept, Damage damage) { QTest::newRow(name) << damage << isKept; };
    row("nothing happens", true, [](const fs::path&) {});
    row("somebody looked around", true, [](const fs::path& all) { write(all / "v1/tempfile_a1B2c3", ""); });
    row("a draft of a list", true, [](const fs::path& all) { write(all / ".gradus-a1B2c3", "half"); });
    row("a file is cut short", false, [](const fs::path& all) { write(all / "v1/GO/k/k.so", "ker"); });
    row("a file is empty", false, [](const fs::path& all) { write(all / "v1/GO/k/k.so", ""); });
    row("a file is another", false, [](const fs::path& all) { write(all / "v1/GO/k/k.so", "Kernel"); });
    row("a file is gone", false, [](const fs::path& all) { fs::remove(all / "v1/GO/program.bc"); });
    row("a file is new", false, [](const fs::path& all) { write(all / "v1/GO/k/planted.so", "planted"); });
    row("a file is a link", false, [](const fs::path& all) {
      fs::rename(all / "v1/GO/k/k.so", all / "v1/GO/k/other");
      fs::create_symlink("other", all / "v1/GO/k/k.so");
    });
    row("another version's is cut short", false, [](const fs::path& all) { write(all / "v0/GO/k.so", "o"); });
    row("the list is cut short", false, [](const fs::path& all) { fs::resize_file(all / "list", 40); });
    row("the program was ended in the middle", false, [](const fs::path& all) { fs::remove(all / "list"); });
  }
  void whatIsWholeIsKept() {
    QFETCH(Damage, damage);
    QFETCH(bool, isKept);
    const QTemporaryDir home;
    const fs::path all = fs::path(home.path().toStdString()) / "pocl";
    fs::create_directory(all);
    const fs::path version = all / "v1";
    {
      const KernelCache cache(version);
      QVERIFY(fs::exists(all / "v1"));
      write(all / "v1/GO/k/k.so", "kernel");
      write(all / "v1/GO/program.bc", "program");
      write(all / "v0/GO/k.so", "old");
      QVERIFY(!fs::exists(all / "list"));
    }
    QVERIFY(fs::exists(all / "list"));
    damage(all);
    {
      const KernelCache cache(version);
      QCOMPARE(fs::exists(all / "v1/GO/k/k.so"), isKept);
      QCOMPARE(fs::exists(all / "v0/GO/k.so"), isKept);
      QVERIFY(!fs::exists(all / "list"));
      QVERIFY(fs::exists(all / "v1"));
      QVERIFY(!fs::exists(all / "v1/tempfile_a1B2c3"));
      QVERIFY(!fs::exists(all / ".gradus-a1B2c3"));
    }
    {
      const KernelCache cache(version);
      QCOMPARE(fs::exists(all / "v1/GO/k/k.so"), isKept);
    }
  }

  void nobodyEmptiesWhatAnotherUses() {
    const QTemporaryDir home;
    const fs::path all = fs::path(home.path().toStdString()) / "pocl";
    fs::create_directory(all);
    const fs::path version = all / "v1";
    auto first = std::make_unique<KernelCache>(version);
    write(all / "v1/k.so", "kernel");
    {
      const KernelCache second(version);
      QVERIFY(fs::exists(all / "v1/k.so"));
    }
    QVERIFY(!fs::exists(all / "list"));
    auto third = std::make_unique<KernelCache>(version);
    first.reset();
    QVERIFY(!fs::exists(all / "list"));
    third.reset();
    QVERIFY(fs::exists(all / "list"));
    const KernelCache next(version);
    QVERIFY(fs::exists(all / "v1/k.so"));
  }

  void tooManyAreEmptied_data() {
    QTest::addColumn<QByteArray>("limit");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("as many as usual") << QByteArray() << (64 << 20) << true;
    QTest::newRow("more") << QByteArray() << (64 << 20) + 1 << false;
    QTest::newRow("more, for one who keeps many") << QByteArray("100") << (64 << 20) + 1 << true;
    QTest::newRow("more than somebody wants") << QByteArray("1") << (1 << 20) + 1 << false;
  }
  void tooManyAreEmptied() {
    QFETCH(QByteArray, limit);
    QFETCH(int, bytes);
    QFETCH(bool, isKept);
    const Limit set(limit);
    const QTemporaryDir home;
    const fs::path all = fs::path(home.path().toStdString()) / "pocl";
    fs::create_directory(all);
    const fs::path version = all / "v1";
    {
      const KernelCache cache(version);
      write(all / "v1/k.so", QByteArray(bytes, 'x'));
    }
    const KernelCache cache(version);
    QCOMPARE(fs::exists(all / "v1/k.so"), isKept);
  }

  void aLimitIsAWholeNumber_data() {
    QTest::addColumn<QByteArray>("limit");
    for (const char* limit : {"0", "-1", "1.5", "64M", "1e3", "70000", " 64"})
      QTest::newRow(limit) << QByteArray(limit);
  }
  void aLimitIsAWholeNumber() {
    QFETCH(QByteArray, limit);
    const Limit set(limit);
    const QTemporaryDir home;
    const auto open = [&] { const KernelCache cache(fs::path(home.path().toStdString()) / "pocl/v1"); };
    const QString says = errorOf<DeviceError>(open);
    QVERIFY2(says.contains(QStringLiteral("GRADUS_CACHE_MB is '%1'").arg(QString::fromLatin1(limit))),
             qPrintable(says));
  }

  void makesTheFolderAgain() {
    const QTemporaryDir home;
    const fs::path all = fs::path(home.path().toStdString()) / "pocl";
    fs::create_directory(all);
    const KernelCache cache(all / "v1");
    QVERIFY(fs::remove_all(all) > 0);
    cache.demandRoom();
    QVERIFY(fs::exists(all / "v1"));
  }

  void aDiskThatFillsUpIsSaid() {
    const QTemporaryDir home;
    const fs::path all = fs::path(home.path().toStdString()) / "pocl";
    fs::create_directory(all);
    const KernelCache cache(all / "v1");
    QString error;
    {
      const SmallDisk disk(1000);
      error = errorOf<DeviceError>([&] { cache.demandRoom(); });
    }
    QVERIFY2(error.contains(QString::fromStdString((all / "v1").string()) + QStringLiteral(": cannot be used: ")),
             qPrintable(error));
    QVERIFY2(error.contains(QStringLiteral("Make room")), qPrintable(error));
    cache.demandRoom();
  }

#ifdef GRADUS_PROGRAM
  /// Each file of PoCL's in turn: the program that finds it trains as if it were whole.
  void theProgramLivesOnDamagedKernels() {
    const QTemporaryDir home;
    const QString cache = home.filePath(QStringLiteral("cache"));
    const QString pocl = cache + QStringLiteral("/pocl");
    QDir().mkpath(cache);
    QCOMPARE(train({{"GRADUS_CACHE_DIR", cache}}), 0);
    const QString before = output_;
    const QStringList files = filesIn(pocl).filter(QRegularExpression(QStringLiteral("\\.(so|bc)$")));
    QVERIFY2(files.size() > 2, qPrintable(files.join(u' ')));
    for (const QString& file : files) {
      for (const qint64 size : {qint64{0}, QFileInfo(pocl + u'/' + file).size() / 2}) {
        QVERIFY(QFile::resize(pocl + u'/' + file, size));
        QVERIFY2(train({{"GRADUS_CACHE_DIR", cache}}) == 0, qPrintable(file + u'\n' + errors_));
        QCOMPARE(output_, before);
        QVERIFY(QFileInfo(pocl + u'/' + file).size() > size);
      }
    }
    QVERIFY(filesIn(cache).filter(QStringLiteral("tempfile_")).isEmpty());
  }

  void theProgramLivesOnAnEndInTheMiddle() {
    const QTemporaryDir home;
    QProcess process;
    start(process, QStringLiteral("train --dataset iris --epochs 1000000 --json"), {{"GRADUS_CACHE_DIR", home.path()}});
    QVERIFY(process.waitForReadyRead(300'000));
    process.kill();
    QVERIFY(process.waitForFinished(300'000));
    QVERIFY(!QFile::exists(home.filePath(QStringLiteral("pocl/list"))));
    QCOMPARE(train({{"GRADUS_CACHE_DIR", home.path()}}), 0);
    QVERIFY(QFile::exists(home.filePath(QStringLiteral("pocl/list"))));
  }

  /// Where nothing can be kept the program works in a folder of its own, says so, and leaves nothing.
  void theProgramWorksWhereNothingCanBeKept_data() {
    QTest::addColumn<QString>("cache");
    QTest::addColumn<QString>("said");
    QTest::newRow("no home") << ""
                             << "HOME names no folder";
    QTest::newRow("a folder that cannot be made") << "/proc/gradus"
                                                  << "/proc/gradus: ";
    QTest::newRow("a folder that others may write to") << "«/open"
                                                       << "«/open: others may write to it";
    QTest::newRow("a link") << "«/link"
                            << "«/link: is a link";
  }
  void theProgramWorksWhereNothingCanBeKept() {
    QFETCH(QString, cache);
    QFETCH(QString, said);
    const QTemporaryDir folder;
    const QTemporaryDir temporary;
    for (QString* text : {&cache, &said}) text->replace(QStringLiteral("«"), folder.path());
    QDir().mkpath(folder.filePath(QStringLiteral("open")));
    QCOMPARE(::chmod(folder.filePath(QStringLiteral("open")).toUtf8().constData(), 0777), 0);
    QFile::link(QDir::tempPath(), folder.filePath(QStringLiteral("link")));
    const int exitCode = train({{"GRADUS_CACHE_DIR", cache},
                                {"XDG_CACHE_HOME", QString()},
                                {"POCL_CACHE_DIR", folder.filePath(QStringLiteral("pocl"))},
                                {"HOME", QString()},
                                {"TMPDIR", temporary.path()}});
    QVERIFY2(exitCode == 0, qPrintable(errors_));
    QVERIFY2(errors_.contains(said) && errors_.contains(QStringLiteral("GRADUS_CACHE_DIR")), qPrintable(errors_));
    QVERIFY2(QDir(temporary.path()).isEmpty(), qPrintable(filesIn(temporary.path()).join(u' ')));
    QVERIFY(QDir(folder.filePath(QStringLiteral("open"))).isEmpty());
    QVERIFY(!QDir(folder.filePath(QStringLiteral("pocl"))).exists());
  }

  void thereIsAWordWhereThereIsNoPlace() {
    QVERIFY(train({{"GRADUS_CACHE_DIR", QStringLiteral("/proc/gradus")}, {"TMPDIR", QStringLiteral("/proc")}}) == 2);
    QVERIFY2(errors_.contains(QStringLiteral("no place for compiled kernels: /proc/gradus: ")), qPrintable(errors_));
  }

  /// The kernels go elsewhere, or the program says that they cannot.
  void aFullDiskEndsNothing() {
    const QTemporaryDir folder;
    if (::geteuid() != 0 || run(QStringLiteral("mount -t tmpfs -o size=200k tmpfs ") + folder.path()) != 0) {
      QSKIP("Only root can make a small disk");
    }
    ::chmod(folder.path().toUtf8().constData(), 0700);
    const int exitCode = train({{"GRADUS_CACHE_DIR", folder.path()}});
    const int nowhere = train({{"GRADUS_CACHE_DIR", folder.path()}, {"TMPDIR", folder.path()}});
    const QString said = errors_;
    run(QStringLiteral("umount ") + folder.path());
    QCOMPARE(exitCode, 0);
    QCOMPARE(nowhere, 2);
    QVERIFY2(said.contains(folder.path() + QStringLiteral(": cannot be used: No space left")), qPrintable(said));
  }

 private:
  using Variables = std::vector<std::pair<const char*, QString>>;

  static int run(const QString& command) {
    QProcess process;
    process.startCommand(command);
    return process.waitForFinished(60'000) ? process.exitCode() : -1;
  }

  static void start(QProcess& process, const QString& words, const Variables& variables) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : variables) {
      value.isEmpty() ? environment.remove(QString::fromLatin1(name))
                      : environment.insert(QString::fromLatin1(name), value);
    }
    environment.remove(QStringLiteral("GRADUS_MEMORY"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(GRADUS_PROGRAM), words.split(u' '));
  }

  int train(const Variables& variables) {
    QProcess process;
    start(process, QStringLiteral("train --dataset iris --epochs 2"), variables);
    if (!process.waitForFinished(300'000)) return -1;
    output_ = QString::fromUtf8(process.readAllStandardOutput());
    output_.remove(QRegularExpression(QStringLiteral("[0-9.]+ µs a step")));
    errors_ = QString::fromUtf8(process.readAllStandardError());
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
  }

  QString output_;
  QString errors_;
#endif
};

QTEST_GUILESS_MAIN(KernelCacheTest)
#include "kernel_cache_test.moc"
