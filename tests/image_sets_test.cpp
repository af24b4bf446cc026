// Sets of images as other programs and people make them, in MNIST's two files and a list of names: which are read,
// which are refused at which place and why, and that the PyTorch script has the same images.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QtEndian>
#include <algorithm>
#include <bit>
#include <filesystem>

#include "core/base/error.h"
#include "core/data/own_images.h"
#include "core/data/prepared_data.h"
#include "tests/python.h"
#include "tests/test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

constexpr int kImages = 30;
constexpr int kSide = 8;

/// What load_data() gives of each script, as bytes again.
constexpr const char* kRunner = R"py(
import json, runpy, sys
for path in sys.argv[1:]:
    script = runpy.run_path(path, run_name="images")
    parts = [[(part.tensors[0] * 255).round().int().tolist(), part.tensors[1].tolist()] for part in script["load_data"]()]
    print(json.dumps({"classes": script["CLASSES"], "parts": parts}))
)py";

QByteArray word(quint32 value) {
  const quint32 bigEndian = qToBigEndian(value);
  return {reinterpret_cast<const char*>(&bigEndian), sizeof bigEndian};
}

QByteArray idx(quint32 type, const QList<quint32>& sizes, const QByteArray& content) {
  QByteArray bytes = word(type << 8U | static_cast<quint32>(sizes.size()));
  for (const quint32 size : sizes) bytes += word(size);
  return bytes + content;
}

/// A bright bar on the left, in the middle or on the right, and no image like another.
QByteArray pixels() {
  QByteArray bytes;
  for (int image = 0; image < kImages; ++image) {
    for (int i = 0; i < kSide * kSide; ++i) {
      const int bright = i % kSide * 3 / kSide == image % 3 ? 150 : 0;
      bytes += static_cast<char>(bright + (7 * i + 13 * image) % 100);
    }
  }
  return bytes;
}

QByteArray labels() {
  QByteArray bytes;
  for (int image = 0; image < kImages; ++image) bytes += static_cast<char>(image % 3);
  return bytes;
}

/// Each byte of `bytes` as `convert` writes it.
template <typename Convert>
QByteArray each(const QByteArray& bytes, Convert&& convert) {
  QByteArray result;
  for (const char byte : bytes) result += convert(static_cast<quint8>(byte));
  return result;
}

QByteArray reversed(const QByteArray& word) {
  QByteArray bytes = word;
  std::ranges::reverse(bytes);
  return bytes;
}

/// The files of a set.
struct Files {
  QByteArray images = gzipped(idx(8, {kImages, kSide, kSide}, pixels()));
  QByteArray labels = gzipped(idx(8, {kImages}, ::labels()));
  QByteArray classes = "left\nmiddle\nright\n";
  QByteArray testImages = {};
  QByteArray testLabels = {};
};

/// In a folder of its own, which is that of a person's drawings.
class Set {
 public:
  explicit Set(const Files& files) {
    const std::filesystem::path set = folder_.path("my-drawings");
    std::filesystem::create_directories(set);
    write("train-images-idx3-ubyte.gz", files.images);
    write("train-labels-idx1-ubyte.gz", files.labels);
    write("classes.txt", files.classes);
    if (!files.testImages.isEmpty()) write("test-images-idx3-ubyte.gz", files.testImages);
    if (!files.testLabels.isEmpty()) write("test-labels-idx1-ubyte.gz", files.testLabels);
    qputenv("GRADUS_OWN_DATA_DIR", QByteArray::fromStdString(folder_.path("")));
  }
  ~Set() { qunsetenv("GRADUS_OWN_DATA_DIR"); }
  Set(const Set&) = delete;
  Set& operator=(const Set&) = delete;

 private:
  void write(const char* name, const QByteArray& content) {
    folder_.write((std::string("my-drawings/") + name).c_str(), content);
  }

  Folder folder_;
};

struct Read {
  const char* name;
  Files files;
  std::int64_t height = kSide;
  std::int64_t width = kSide;
  const char* classes = "left|middle|right";
};

std::vector<Read> readSets() {
  const QByteArray grey = pixels();
  const QByteArray named = labels();
  const auto images = [](quint32 type, const QList<quint32>& sizes, const QByteArray& content) {
    return Files{.images = gzipped(idx(type, sizes, content))};
  };
  const auto classes = [](const QByteArray& text) { return Files{.classes = text}; };
  const QByteArray whole = idx(8, {kImages, kSide, kSide}, grey);
  const QByteArray colour = each(grey, [](quint8 byte) { return QByteArray(3, static_cast<char>(byte)); });
  return {
      {"plain", {}},
      {"not packed", {.images = whole, .labels = idx(8, {kImages}, named)}},
      {"zeros behind", {.images = gzipped(whole) + QByteArray(512, '\0')}},
      {"two members", {.images = gzipped(whole.left(500)) + gzipped(whole.mid(500))}},
      {"labels of signed bytes", {.labels = gzipped(idx(9, {kImages}, named))}},
      {"labels of ints", {.labels = gzipped(idx(12, {kImages}, each(named, [](quint8 byte) { return word(byte); })))}},
      {"labels in a column", {.labels = gzipped(idx(8, {kImages, 1}, named))}},
      {"shorts", images(11, {kImages, kSide, kSide}, each(grey, [](quint8 byte) { return word(byte).mid(2); }))},
      {"floats",
       images(13, {kImages, kSide, kSide},
              each(grey, [](quint8 byte) { return word(std::bit_cast<quint32>(static_cast<float>(byte) / 255)); }))},
      {"a channel before", images(8, {kImages, 1, kSide, kSide}, grey)},
      {"a channel behind", images(8, {kImages, kSide, kSide, 1}, grey)},
      {"colours", images(8, {kImages, kSide, kSide, 3}, colour)},
      {"flat", images(8, {kImages, kSide * kSide}, grey), 1, kSide * kSide},
      {"oblong", images(8, {kImages, 4, 16}, grey), 4, 16},
      {"one row", images(8, {kImages, 1, 64}, grey), 1, 64},
      {"a test part",
       {.testImages = gzipped(idx(8, {3, kSide, kSide}, grey.left(3 * kSide * kSide))),
        .testLabels = gzipped(idx(8, {3}, named.left(3)))}},
      {"CR LF", classes("left\r\nmiddle\r\nright\r\n")},
      {"byte-order mark", classes("\xEF\xBB\xBFleft\nmiddle\nright\n")},
      {"no line end", classes("left\nmiddle\nright")},
      {"commas and quotes", classes("left, \"small\"\nmiddle -> x\nright\n"), kSide, kSide,
       "left, \"small\"|middle -> x|right"},
  };
}

struct Refused {
  const char* name;
  Files files;
  const char* message;
};

std::vector<Refused> refusedSets() {
  const QByteArray whole = idx(8, {kImages, kSide, kSide}, pixels());
  const QByteArray fromOne = each(labels(), [](quint8 byte) { return QByteArray(1, static_cast<char>(byte + 1)); });
  const QByteArray littleDimensions =
      word(0x803) + reversed(word(kImages)) + reversed(word(kSide)) + reversed(word(kSide)) + pixels();
  return {
      {"a blank name", {.classes = "left\n\nright\n"}, "classes.txt:2:1: this line is blank"},
      {"a name twice",
       {.classes = "left\nleft\nright\n"},
       "classes.txt:2:1: the name 'left' was used before, in line 1"},
      {"names in Latin-1", {.classes = "gr\xFCn\nblau\nrot\n"}, "classes.txt:1:3: this is not UTF-8; save"},
      {"no name", {.classes = "\n"}, "classes.txt:1:1: expected the name of a class in each line"},
      {"labels from 1",
       {.labels = gzipped(idx(8, {kImages}, fromOne))},
       "expected 0 to 2; do the labels count from 1?"},
      {"labels of pairs",
       {.labels = gzipped(idx(8, {kImages / 2, 2}, labels()))},
       "labels-idx1-ubyte.gz: byte 8: there are 2 labels for each image"},
      {"fewer labels", {.labels = gzipped(idx(8, {29}, labels().left(29)))}, "there are 29 labels, expected 30"},
      {"swapped",
       {.images = gzipped(idx(8, {kImages}, labels())), .labels = gzipped(whole)},
       "are images and labels not exchanged?"},
      {"truncated", {.images = gzipped(whole.chopped(100))}, "copy or download the file again"},
      {"one more byte", {.images = gzipped(whole + '\n')}, "byte 1937: the file ends here, expected 1936 bytes"},
      {"garbage behind", {.images = gzipped(whole) + "garbage"}, "the gzip data ends here, but other bytes follow"},
      {"a page of the web", {.images = "<!DOCTYPE html><html>moved</html>"}, "is this an IDX file"},
      {"little-endian", {.images = gzipped(reversed(word(0x803)) + whole.mid(4))}, "IDX is big-endian: write it again"},
      {"little-endian sizes", {.images = gzipped(littleDimensions)}, "is its header big-endian?"},
  };
}

}  // namespace

class ImageSetsTest : public QObject {
  Q_OBJECT

 private slots:
  void isRead_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < sets_.size(); ++i) QTest::newRow(sets_[i].name) << static_cast<int>(i);
  }
  void isRead() {
    QFETCH(int, index);
    const Read& read = sets_[static_cast<std::size_t>(index)];
    const Set set(read.files);
    const Dataset dataset = readOwnImages(ownImagesFolder());
    QCOMPARE(dataset.rows - dataset.publishedTestRows, kImages);
    QCOMPARE(dataset.publishedTestRows, read.files.testImages.isEmpty() ? 0 : 3);
    QCOMPARE(dataset.image.height, read.height);
    QCOMPARE(dataset.image.width, read.width);
    const QByteArray expected = pixels();
    QVERIFY(std::equal(expected.begin(), expected.end(), dataset.pixels.begin(),
                       [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; }));
    for (int image = 0; image < kImages; ++image) QCOMPARE(dataset.labels[static_cast<std::size_t>(image)], image % 3);
    QStringList classes;
    for (const std::string& name : dataset.classNames) classes << QString::fromStdString(name);
    QCOMPARE(classes.join(u'|'), QString::fromUtf8(read.classes));
  }

  void isRefused_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < refused_.size(); ++i) QTest::newRow(refused_[i].name) << static_cast<int>(i);
  }
  void isRefused() {
    QFETCH(int, index);
    const Refused& refused = refused_[static_cast<std::size_t>(index)];
    const Set set(refused.files);
    const QString message = errorOf<DataError>([] { readOwnImages(ownImagesFolder()); });
    QVERIFY2(message.contains(QStringLiteral("/my-drawings/")), qPrintable(message));
    QVERIFY2(message.contains(QString::fromUtf8(refused.message)), qPrintable(message));
  }

  void theScriptHasTheSameImages() {
    const QStringList pythons = pythonsWithTorch();
    NEED_TORCH(pythons);
    const Folder folder;
    QStringList words = {QStringLiteral("-c"), QString::fromUtf8(kRunner)};
    std::vector<PreparedDataPtr> expected;
    for (const Read& read : sets_) {
      const Set set(read.files);
      Experiment experiment = experimentOn("my-drawings");
      experiment.data.relabeled = {{4, 2}};
      expected.push_back(prepareData(experiment));
      const std::string script = pytorchScript(experiment, *expected.back());
      const std::string name = std::to_string(expected.size()) + ".py";
      words << QString::fromStdString(folder.write(name.c_str(), QByteArray::fromStdString(script)));
    }
    const Outcome outcome = run(pythons.last(), words);
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err.right(900)));
    const QStringList lines = outcome.out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(static_cast<std::size_t>(lines.size()), sets_.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      compare(*expected[i], QJsonDocument::fromJson(lines[static_cast<qsizetype>(i)].toUtf8()).object(), sets_[i].name);
    }
  }

 private:
  static void compare(const PreparedData& data, const QJsonObject& theirs, const char* name) {
    const Dataset& dataset = *data.dataset;
    QVERIFY2(theirs[QStringLiteral("classes")].toArray().size() == dataset.classes(), name);
    const std::vector<std::int64_t>* parts[] = {&data.train, &data.valid, &data.test};
    for (int i = 0; i < 3; ++i) {
      const QJsonArray part = theirs[QStringLiteral("parts")].toArray()[i].toArray();
      const QJsonArray x = part[0].toArray();
      QVERIFY2(x.size() == std::ssize(*parts[i]), name);
      for (qsizetype k = 0; k < x.size(); ++k) {
        const auto row = static_cast<std::size_t>((*parts[i])[static_cast<std::size_t>(k)]);
        QVERIFY2(part[1].toArray()[k].toInt() == dataset.labels[row], name);
        const QJsonArray numbers = x[k].toArray();
        QVERIFY2(numbers.size() == dataset.features, name);
        for (qsizetype pixel = 0; pixel < numbers.size(); ++pixel) {
          const std::size_t at = row * static_cast<std::size_t>(numbers.size()) + static_cast<std::size_t>(pixel);
          QVERIFY2(numbers[pixel].toInt() == dataset.pixels[at], name);
        }
      }
    }
  }

  const std::vector<Read> sets_ = readSets();
  const std::vector<Refused> refused_ = refusedSets();
};

QTEST_GUILESS_MAIN(ImageSetsTest)
#include "image_sets_test.moc"
