// Drawings that a person keeps: none is lost, whoever adds at the same time and whenever a writer is ended.
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "core/base/error.h"
#include "core/data/old_drawings.h"
#include "core/data/own_images.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

const std::vector<std::string> kNames = {"left", "right", "both"};

/// Drawing `number`, which its pixels tell.
GreyImage drawing(int number) {
  return {3, 2, std::vector<std::uint8_t>(6, static_cast<std::uint8_t>(number))};
}

std::int64_t add(const std::string& folder, int number) {
  return addOwnImage(folder, drawing(number), kNames[static_cast<std::size_t>(number) % kNames.size()], kNames);
}

/// Every image has its own label, and its pixels are all the same.
void verifyPairs(const Dataset& dataset) {
  QCOMPARE(std::ssize(dataset.labels), dataset.rows);
  QCOMPARE(std::ssize(dataset.pixels), 6 * dataset.rows);
  for (std::size_t row = 0; row < dataset.labels.size(); ++row) {
    const std::uint8_t number = dataset.pixels[6 * row];
    QCOMPARE(dataset.labels[row], number % 3);
    QCOMPARE(std::count(dataset.pixels.begin() + static_cast<std::ptrdiff_t>(6 * row),
                        dataset.pixels.begin() + static_cast<std::ptrdiff_t>(6 * row + 6), number),
             6);
  }
}

QByteArray idx(const QList<int>& sizes, const QByteArray& content) {
  QByteArray bytes("\0\0\x08", 3);
  bytes.append(static_cast<char>(sizes.size()));
  for (const int size : sizes) bytes.append("\0\0\0", 3).append(static_cast<char>(size));
  return bytes + content;
}

/// Images 0 to `count` - 1, and their labels.
QByteArray images(int count) {
  QByteArray pixels;
  for (int i = 0; i < count; ++i) pixels.append(6, static_cast<char>(i));
  return gzipped(idx({count, 2, 3}, pixels));
}
QByteArray labels(int count) {
  QByteArray bytes;
  for (int i = 0; i < count; ++i) bytes.append(static_cast<char>(i % 3));
  return gzipped(idx({count}, bytes));
}

}  // namespace

class OwnImagesTest : public QObject {
  Q_OBJECT

 private slots:
  void keepsThemInOneFile() {
    const Folder home;
    const std::string folder = home.path("set");
    for (int i = 0; i < 11; ++i) QCOMPARE(add(folder, i), i + 1);
    const Dataset set = readOwnImages(folder);
    QCOMPARE(set.rows, 11);
    QCOMPARE(set.publishedTestRows, 2);  // the second and the seventh
    QCOMPARE(set.pixels[6 * 9], 1);
    QCOMPARE(set.pixels[6 * 10], 6);
    QCOMPARE(set.image, (ImageShape{1, 2, 3}));
    QVERIFY(set.pixels.capacity() >= set.pixels.size() + kPixelSlack);
    verifyPairs(set);
    const QDir there(QString::fromStdString(folder));
    QCOMPARE(there.entryList(QDir::Files | QDir::Hidden, QDir::Name),
             (QStringList{QStringLiteral("classes.txt"), QStringLiteral("drawings.idx.gz"), QStringLiteral("lock")}));
  }

  /// As long as the file of drawings is whole: what lies beside it after a writer was ended counts for nothing.
  void aWriterThatWasEndedLosesNothing() {
    const Folder home;
    const std::string folder = home.path("set");
    for (int i = 0; i < 3; ++i) add(folder, i);
    QVERIFY(QFile::copy(QString::fromStdString(folder + "/drawings.idx.gz"),
                        QString::fromStdString(folder + "/.gradus-a1B2c3")));
    QVERIFY(QFile::resize(QString::fromStdString(folder + "/.gradus-a1B2c3"), 20));
    QCOMPARE(readOwnImages(folder).rows, 3);
    QCOMPARE(add(folder, 3), 4);
    verifyPairs(readOwnImages(folder));
    QVERIFY(!QFile::exists(QString::fromStdString(folder + "/.gradus-a1B2c3")));
  }

  void aKilledWriterHasKeptWhatItSaid() {
    const Folder home;
    const std::string folder = home.path("set");
    std::int64_t kept = 0;
    for (int round = 0; round < 5; ++round) {
      QProcess writer;
      writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--add"), QString::fromStdString(folder),
                                                             QStringLiteral("0"), QStringLiteral("200")});
      QVERIFY(writer.waitForReadyRead(100'000));
      writer.kill();
      QVERIFY(writer.waitForFinished(100'000));
      const QList<QByteArray> lines = writer.readAllStandardOutput().split('\n');
      const std::int64_t said = lines.at(lines.size() - 2).toLongLong();  // the last line may be half
      QVERIFY(said > kept);
      const Dataset set = readOwnImages(folder);
      QVERIFY(set.rows >= said);
      verifyPairs(set);
      kept = set.rows;
    }
    QCOMPARE(add(folder, 1), kept + 1);
  }

  void classesWithoutDrawingsAreNoSet() {
    const Folder home;
    QDir().mkpath(QString::fromStdString(home.path("set")));
    home.write("set/classes.txt", "cat\ndog\n");
    QCOMPARE(add(home.path("set"), 1), 1);
    QCOMPARE(readOwnImages(home.path("set")).classNames, kNames);
  }

  void manyWritersAtOnce() {
    const Folder home;
    const std::string folder = home.path("set");
    constexpr int kWriters = 4;
    constexpr int kEach = 12;
    std::vector<std::unique_ptr<QProcess>> writers;
    for (int i = 0; i < kWriters; ++i) {
      writers.push_back(std::make_unique<QProcess>());
      writers.back()->start(QCoreApplication::applicationFilePath(),
                            {QStringLiteral("--add"), QString::fromStdString(folder), QString::number(i * kEach),
                             QString::number(kEach)});
    }
    for (const auto& writer : writers) {
      QVERIFY(writer->waitForFinished(100'000));
      QCOMPARE(writer->exitCode(), 0);
    }
    const Dataset set = readOwnImages(folder);
    QCOMPARE(set.rows, kWriters * kEach);
    verifyPairs(set);
    std::vector<int> numbers;
    for (std::size_t row = 0; row < set.labels.size(); ++row) numbers.push_back(set.pixels[6 * row]);
    std::ranges::sort(numbers);
    for (int i = 0; i < kWriters * kEach; ++i) QCOMPARE(numbers[static_cast<std::size_t>(i)], i);
  }

  void readsTheOlderForm_data() {
    QTest::addColumn<int>("images");
    QTest::addColumn<int>("labels");
    QTest::addColumn<QByteArray>("draft");
    QTest::addColumn<int>("rows");
    QTest::newRow("whole") << 4 << 4 << QByteArray() << 4;
    QTest::newRow("ended between images and labels") << 5 << 4 << labels(5) << 5;
    QTest::newRow("and the labels are lost") << 5 << 4 << QByteArray() << 4;
    QTest::newRow("and the labels are cut short") << 5 << 4 << labels(5).left(20) << 4;
    QTest::newRow("ended at the first drawing") << 1 << 0 << labels(1) << 1;
    QTest::newRow("an old draft") << 4 << 4 << labels(3) << 4;
  }
  void readsTheOlderForm() {
    QFETCH(int, images);
    QFETCH(int, labels);
    QFETCH(QByteArray, draft);
    QFETCH(int, rows);
    const Folder home;
    const std::string folder = home.path("set");
    QDir().mkpath(QString::fromStdString(folder));
    home.write("set/classes.txt", "left\nright\nboth\n");
    home.write("set/train-images-idx3-ubyte.gz", ::images(images));
    if (labels > 0) home.write("set/train-labels-idx1-ubyte.gz", ::labels(labels));
    if (images != labels || !draft.isEmpty()) home.write("set/train-labels-idx1-ubyte.gz.new", draft);
    const Dataset set = readOwnImages(folder);
    QCOMPARE(set.rows, rows);
    verifyPairs(set);
    QCOMPARE(add(folder, 7), rows + 1);
    const Dataset more = readOwnImages(folder);
    QCOMPARE(more.rows, rows + 1);
    verifyPairs(more);
    QVERIFY(QFile::exists(QString::fromStdString(folder + "/train-images-idx3-ubyte.gz")));
  }

  void addingToTheOlderFormKeepsItsTestPart() {
    const Folder home;
    const std::string folder = home.path("set");
    QDir().mkpath(QString::fromStdString(folder));
    home.write("set/classes.txt", "left\nright\nboth\n");
    home.write("set/train-images-idx3-ubyte.gz", images(5));
    home.write("set/train-labels-idx1-ubyte.gz", labels(5));
    home.write("set/test-images-idx3-ubyte.gz", images(2));
    home.write("set/test-labels-idx1-ubyte.gz", labels(1));
    home.write("set/test-labels-idx1-ubyte.gz.new", labels(2));
    QCOMPARE(readOwnImages(folder).publishedTestRows, 2);
    QVERIFY(QFile::exists(QString::fromStdString(folder + "/drawings.idx.gz")));  // what was torn is whole now
    QCOMPARE(add(folder, 8), 8);
    const Dataset set = readOwnImages(folder);
    QCOMPARE(set.publishedTestRows, 2);
    QCOMPARE(set.pixels[6 * 5], 8);
    verifyPairs(set);
  }

  void whatWasNotTornByAWriterIsRefused() {
    const Folder home;
    const std::string folder = home.path("set");
    QDir().mkpath(QString::fromStdString(folder));
    home.write("set/classes.txt", "left\nright\nboth\n");
    home.write("set/train-images-idx3-ubyte.gz", images(5));
    const std::string file = home.write("set/train-labels-idx1-ubyte.gz", labels(4));
    for (const bool adds : {false, true}) {
      const QString error = errorOf<DataError>([&] { adds ? void(add(folder, 1)) : void(readOwnImages(folder)); });
      QVERIFY2(error.startsWith(QString::fromStdString(file)), qPrintable(error));
    }
    QVERIFY(!QFile::exists(QString::fromStdString(folder + "/drawings.idx.gz")));
  }

  void aLabelIsAByte() {
    const Folder home;
    std::vector<std::string> names;
    for (int i = 0; i < 256; ++i) names.push_back(std::to_string(i));
    QCOMPARE(addOwnImage(home.path("most"), drawing(1), "255", names), 1);
    QCOMPARE(readOwnImages(home.path("most")).labels, std::vector<std::int32_t>{255});
    names.push_back("256");
    const QString error = errorOf<DataError>([&] { addOwnImage(home.path("set"), drawing(1), "256", names); });
    QVERIFY2(error.contains(QStringLiteral("at most 256 classes")), qPrintable(error));
  }

  void refusesBrokenFiles_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("what");
    const QByteArray pixels(12, '\0');
    const QByteArray good = idx({2, 2, 3}, pixels) + idx({2}, QByteArray(2, '\1'));
    QTest::newRow("empty") << QByteArray() << "byte 0: the file ends before the 4 bytes";
    QTest::newRow("cut short") << good.chopped(1) << "byte 36: the file ends before the 2 bytes";
    QTest::newRow("no labels") << idx({2, 2, 3}, pixels) << "byte 28: the file ends";
    QTest::newRow("labels first") << idx({2}, QByteArray(2, '\1')) << "byte 4: expected an array of unsigned bytes";
    QTest::newRow("too few labels") << idx({2, 2, 3}, pixels) + idx({1}, "\1") << "expected 2 labels";
    QTest::newRow("a label that is no class")
        << idx({1, 1, 1}, "\1") + idx({1}, "\3") << "a label is 3, expected 0 to 2";
    QTest::newRow("a lying size") << idx({2, 200, 200}, pixels) << "a size is more than the file holds";
    QTest::newRow("nothing") << idx({0, 2, 3}, {}) << "or 0";
    QTest::newRow("test images of another size") << good + idx({1, 1, 1}, "\1") + idx({1}, "\1") << "another size";
    QTest::newRow("more behind the end") << good + good + "x"
                                         << "expected the end of the file";
  }
  void refusesBrokenFiles() {
    QFETCH(QByteArray, content);
    QFETCH(QString, what);
    const Folder home;
    QDir().mkpath(QString::fromStdString(home.path("set")));
    home.write("set/classes.txt", "left\nright\nboth\n");
    const std::string file = home.write("set/drawings.idx.gz", content);
    const QString error = errorOf<DataError>([&] { readOwnImages(home.path("set")); });
    QVERIFY2(error.startsWith(QString::fromStdString(file)) && error.contains(what), qPrintable(error));
    QVERIFY(errorOf<DataError>([&] { add(home.path("set"), 1); }) == error);
  }

  void findsTheFolder_data() {
    QTest::addColumn<QByteArray>("own");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("home");
    QTest::addColumn<QString>("folder");
    QTest::newRow("named") << QByteArray("/a") << QByteArray("/b") << QByteArray("/tmp") << "/a/my-drawings";
    QTest::newRow("data home") << QByteArray() << QByteArray("/b") << QByteArray("/tmp") << "/b/gradus/my-drawings";
    QTest::newRow("home") << QByteArray() << QByteArray() << QByteArray("/tmp")
                          << "/tmp/.local/share/gradus/my-drawings";
    QTest::newRow("a relative data home counts for nothing")
        << QByteArray() << QByteArray("b") << QByteArray("/tmp") << "/tmp/.local/share/gradus/my-drawings";
    QTest::newRow("no home") << QByteArray() << QByteArray() << QByteArray() << "";
    QTest::newRow("a home that is not there") << QByteArray() << QByteArray() << QByteArray("/no/such/home") << "";
    QTest::newRow("a relative home") << QByteArray() << QByteArray() << QByteArray(".") << "";
  }
  void findsTheFolder() {
    QFETCH(QByteArray, own);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, home);
    QFETCH(QString, folder);
    const QByteArray before = qgetenv("HOME");
    qputenv("GRADUS_OWN_DATA_DIR", own);
    qputenv("XDG_DATA_HOME", data);
    qputenv("HOME", home);
    QString found;
    const QString error = errorOf<DataError>([&] { found = QString::fromStdString(ownImagesFolder()); });
    qputenv("HOME", before);
    qunsetenv("XDG_DATA_HOME");
    qunsetenv("GRADUS_OWN_DATA_DIR");
    QCOMPARE(found, folder);
    QCOMPARE(error.contains(QStringLiteral("GRADUS_OWN_DATA_DIR")), folder.isEmpty());
  }
};

int main(int argc, char** argv) {
  QCoreApplication application(argc, argv);
  const QStringList words = QCoreApplication::arguments();
  if (words.value(1) == u"--add") {
    for (int i = 0; i < words[4].toInt(); ++i) {
      std::printf("%lld\n", static_cast<long long>(add(words[2].toStdString(), words[3].toInt() + i)));
      std::fflush(stdout);
    }
    return 0;
  }
  OwnImagesTest test;
  return QTest::qExec(&test, argc, argv);
}
#include "own_images_test.moc"
