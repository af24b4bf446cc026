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
#include <functional>

#include "core/base/error.h"
#include "core/opencl/kernel_cache.h"
#include "tests/small_disk.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

void write(const QString& path, const QByteArray& content) {
  QDir().mkpath(QFileInfo(path).path());
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

using Damage = std::function<void(const QString& all)>;

}  // namespace

Q_DECLARE_METATYPE(Damage)

class KernelCacheTest : public QObject {
  Q_OBJECT

 private slots:
  void whatIsWholeIsKept_data() {
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<bool>("isKept");
    const auto row = [](const char* name, bool isKept, Damage damage) { QTest::newRow(name) << damage << isKept; };
    row("nothing happens", true, [](const QString&) {});
    row("somebody looked around", true, [](const QString& all) { write(all + "/v1/tempfile_a1B2c3", ""); });
    row("a draft of a list", true, [](const QString& all) { write(all + "/.gradus-a1B2c3", "half"); });
    row("a file is cut short", false, [](const QString& all) { write(all + "/v1/GO/k/k.so", "ker"); });
    row("a file is empty", false, [](const QString& all) { write(all + "/v1/GO/k/k.so", ""); });
    row("a file is another", false, [](const QString& all) { write(all + "/v1/GO/k/k.so", "Kernel"); });
    row("a file is gone", false, [](const QString& all) { QFile::remove(all + "/v1/GO/program.bc"); });
    row("a file is new", false, [](const QString& all) { write(all + "/v1/GO/k/planted.so", "planted"); });
    row("a file is a link", false, [](const QString& all) {
      QFile::rename(all + "/v1/GO/k/k.so", all + "/v1/GO/k/other");
      QFile::link(QStringLiteral("other"), all + "/v1/GO/k/k.so");
    });
    row("another version's is cut short", false, [](const QString& all) { write(all + "/v0/GO/k.so", "o"); });
    row("the list is cut short", false, [](const QString& all) { QFile::resize(all + "/list", 40); });
    row("the program was ended in the middle", false, [](const QString& all) { QFile::remove(all + "/list"); });
  }
  void whatIsWholeIsKept() {
    QFETCH(Damage, damage);
    QFETCH(bool, isKept);
    const QTemporaryDir home;
    const QString all = home.filePath(QStringLiteral("pocl"));
    QDir().mkpath(all);
    const std::string version = (all + "/v1").toStdString();
    {
      const KernelCache cache(version);
      QVERIFY(QDir(all + "/v1").exists());
      write(all + "/v1/GO/k/k.so", "kernel");
      write(all + "/v1/GO/program.bc", "program");
      write(all + "/v0/GO/k.so", "old");
      QVERIFY(!QFile::exists(all + "/list"));
    }
    QVERIFY(QFile::exists(all + "/list"));
    damage(all);
    {
      const KernelCache cache(version);
      QCOMPARE(QFile::exists(all + "/v1/GO/k/k.so"), isKept);
      QCOMPARE(QFile::exists(all + "/v0/GO/k.so"), isKept);
      QVERIFY(!QFile::exists(all + "/list"));
      QVERIFY(QDir(all + "/v1").exists());
      QVERIFY(!QFile::exists(all + "/v1/tempfile_a1B2c3"));
      QVERIFY(!QFile::exists(all + "/.gradus-a1B2c3"));
    }
    {
      const KernelCache cache(version);
      QCOMPARE(QFile::exists(all + "/v1/GO/k/k.so"), isKept);
    }
  }

  void nobodyEmptiesWhatAnotherUses() {
    const QTemporaryDir home;
    const QString all = home.filePath(QStringLiteral("pocl"));
    QDir().mkpath(all);
    const std::string version = (all + "/v1").toStdString();
    auto first = std::make_unique<KernelCache>(version);
    write(all + "/v1/k.so", "kernel");
    {
      const KernelCache second(version);
      QVERIFY(QFile::exists(all + "/v1/k.so"));
    }
    QVERIFY(!QFile::exists(all + "/list"));
    auto third = std::make_unique<KernelCache>(version);
    first.reset();
    QVERIFY(!QFile::exists(all + "/list"));
    third.reset();
    QVERIFY(QFile::exists(all + "/list"));
    const KernelCache next(version);
    QVERIFY(QFile::exists(all + "/v1/k.so"));
  }

  void tooManyAreEmptied() {
    const QTemporaryDir home;
    const QString all = home.filePath(QStringLiteral("pocl"));
    QDir().mkpath(all);
    const std::string version = (all + "/v1").toStdString();
    {
      const KernelCache cache(version);
      write(all + "/v1/k.so", QByteArray((64 << 20) + 1, 'x'));
    }
    const KernelCache cache(version);
    QVERIFY(!QFile::exists(all + "/v1/k.so"));
  }

  void makesTheFolderAgain() {
    const QTemporaryDir home;
    const QString all = home.filePath(QStringLiteral("pocl"));
    QDir().mkpath(all);
    const KernelCache cache((all + "/v1").toStdString());
    QVERIFY(QDir(all).removeRecursively());
    cache.demandRoom();
    QVERIFY(QDir(all + "/v1").exists());
  }

  void aDiskThatFillsUpIsSaid() {
    const QTemporaryDir home;
    const QString all = home.filePath(QStringLiteral("pocl"));
    QDir().mkpath(all);
    const KernelCache cache((all + "/v1").toStdString());
    QString error;
    {
      const SmallDisk disk(1000);
      error = errorOf<DeviceError>([&] { cache.demandRoom(); });
    }
    QVERIFY2(error.contains(all + QStringLiteral("/v1: cannot be used: ")), qPrintable(error));
    QVERIFY2(error.contains(QStringLiteral("Make room")), qPrintable(error));
    cache.demandRoom();
  }

#ifdef GRADUS_PROGRAM
  /// Each file of PoCL's in turn: the program that finds it trains as if it were whole.
  void theProgramLivesOnDamagedKernels() {
    const QTemporaryDir home;
    const QString cache = home.filePath(QStringLiteral("cache"));
    QDir().mkpath(cache);
    QCOMPARE(train({{"GRADUS_CACHE_DIR", cache}}), 0);
    const QString before = output_;
    const QStringList files = filesIn(cache + "/pocl").filter(QRegularExpression("\\.(so|bc)$"));
    QVERIFY2(files.size() > 2, qPrintable(files.join(u' ')));
    for (const QString& file : files) {
      for (const qint64 size : {qint64{0}, QFileInfo(cache + "/pocl/" + file).size() / 2}) {
        QVERIFY(QFile::resize(cache + "/pocl/" + file, size));
        QVERIFY2(train({{"GRADUS_CACHE_DIR", cache}}) == 0, qPrintable(file + "\n" + errors_));
        QCOMPARE(output_, before);
        QVERIFY(QFileInfo(cache + "/pocl/" + file).size() > size);
      }
    }
    QVERIFY(filesIn(cache).filter(QStringLiteral("tempfile_")).isEmpty());
  }

  void theProgramLivesOnAnEndInTheMiddle() {
    const QTemporaryDir home;
    QProcess process;
    start(process, "train --dataset iris --epochs 1000000 --json", {{"GRADUS_CACHE_DIR", home.path()}});
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
                                {"XDG_CACHE_HOME", ""},
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
    QVERIFY(train({{"GRADUS_CACHE_DIR", "/proc/gradus"}, {"TMPDIR", "/proc"}}) == 2);
    QVERIFY2(errors_.contains(QStringLiteral("no place for compiled kernels: /proc/gradus: ")), qPrintable(errors_));
  }

  /// The kernels go elsewhere, or the program says that they cannot.
  void aFullDiskEndsNothing() {
    const QTemporaryDir folder;
    if (::geteuid() != 0 || run("mount", {"-t", "tmpfs", "-o", "size=200k", "tmpfs", folder.path()}) != 0) {
      QSKIP("Only root can make a small disk");
    }
    ::chmod(folder.path().toUtf8().constData(), 0700);
    const int exitCode = train({{"GRADUS_CACHE_DIR", folder.path()}});
    const int nowhere = train({{"GRADUS_CACHE_DIR", folder.path()}, {"TMPDIR", folder.path()}});
    const QString said = errors_;
    run("umount", {folder.path()});
    QCOMPARE(exitCode, 0);
    QCOMPARE(nowhere, 2);
    QVERIFY2(said.contains(folder.path() + QStringLiteral(": cannot be used: No space left")), qPrintable(said));
  }

 private:
  using Variables = std::vector<std::pair<const char*, QString>>;

  static int run(const QString& program, const QStringList& words) {
    QProcess process;
    process.start(program, words);
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
