// IDX files: whole, compressed, and broken in every place of their header.
#include <QTest>
#include <QtEndian>

#include "core/base/error.h"
#include "core/data/idx_reader.h"
#include "test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

QByteArray idx(quint32 magic, const QList<quint32>& dimensions, const QByteArray& content) {
  QByteArray bytes;
  for (const quint32 word : QList<quint32>{magic} + dimensions) {
    const quint32 bigEndian = qToBigEndian(word);
    bytes.append(reinterpret_cast<const char*>(&bigEndian), sizeof bigEndian);
  }
  return bytes + content;
}

QByteArray images(quint32 count = 2) {
  QByteArray pixels;
  for (quint32 i = 0; i < count * 6; ++i) pixels.append(static_cast<char>(250 + i));
  return idx(0x803, {count, 2, 3}, pixels);
}

QByteArray labels(const QByteArray& values) {
  return idx(0x801, {static_cast<quint32>(values.size())}, values);
}

}  // namespace

class IdxTest : public QObject {
  Q_OBJECT

 private slots:
  void readsImages_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("plain") << images();
    QTest::newRow("gzip") << gzipped(images());
  }
  void readsImages() {
    QFETCH(QByteArray, file);
    const Folder folder;
    const IdxImages read = readIdxImages(folder.write("images", file));
    QCOMPARE(read.count, 2);
    QCOMPARE(read.height, 2);
    QCOMPARE(read.width, 3);
    QCOMPARE(read.pixels, (std::vector<std::uint8_t>{250, 251, 252, 253, 254, 255, 0, 1, 2, 3, 4, 5}));
  }

  void readsLabels() {
    const Folder folder;
    QCOMPARE(readIdxLabels(folder.write("labels", labels("\x02\x01\x09")), 10), (std::vector<std::int32_t>{2, 1, 9}));
  }

  void refusesImages_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("expected");
    const QByteArray twelve(12, 'x');
    QTest::newRow("empty") << QByteArray()
                           << QStringLiteral("byte 0: the file ends before the magic number 0x00000803");
    QTest::newRow("three bytes") << QByteArray(3, '\0') << QStringLiteral("byte 3: the file ends before");
    QTest::newRow("labels") << labels("\x01")
                            << QStringLiteral("byte 0: the magic number is 0x00000801, expected 0x00000803");
    QTest::newRow("floats cut") << idx(0xD03, {2, 2, 3}, twelve)
                                << QStringLiteral("byte 28: the file ends here, expected 64 bytes");
    QTest::newRow("no type") << idx(0xA03, {2, 2, 3}, twelve) << QStringLiteral("the magic number is 0x00000A03");
    QTest::newRow("a negative pixel") << idx(0x903, {1, 1, 3}, QByteArray("\x01\xFF\x01", 3))
                                      << QStringLiteral("byte 17: the pixel is -1, expected 0 to 255");
    QTest::newRow("two channels") << idx(0x804, {1, 2, 2, 2}, twelve.left(8))
                                  << QStringLiteral("byte 4: four dimensions");
    QTest::newRow("no IDX") << QByteArray("%PDF-1.4 and so on") << QStringLiteral("the magic number is 0x25504446");
    QTest::newRow("header cut") << images().left(15)
                                << QStringLiteral("byte 15: the file ends in its header of 16 bytes");
    QTest::newRow("no image") << idx(0x803, {0, 2, 3}, {}) << QStringLiteral("byte 4: dimension 1 is 0, expected 1 or");
    QTest::newRow("no width") << idx(0x803, {2, 2, 0}, twelve) << QStringLiteral("byte 12: dimension 3 is 0");
    QTest::newRow("2³¹ images") << idx(0x803, {1U << 31U, 2, 3}, twelve)
                                << QStringLiteral("byte 4: dimension 1 is 2147483648");
    QTest::newRow("product of 2⁶⁴") << idx(0x803, {1U << 22U, 1U << 21U, 1U << 21U}, twelve)
                                    << QStringLiteral("byte 8: dimension 2 is 2097152");
    QTest::newRow("largest words") << idx(0x803, {~0U, ~0U, ~0U}, twelve)
                                   << QStringLiteral("byte 4: dimension 1 is 4294967295");
    QTest::newRow("one image too many") << idx(0x803, {3, 2, 3}, twelve)
                                        << QStringLiteral("byte 28: the file ends here, expected 34 bytes");
    QTest::newRow("one byte too few") << images().chopped(1)
                                      << QStringLiteral("byte 27: the file ends here, expected 28");
    QTest::newRow("one byte too many") << images() + 'x' << QStringLiteral("byte 29: the file ends here, expected 28");
    QTest::newRow("gzip cut") << gzipped(images()).chopped(9) << QStringLiteral("ends in the middle of its gzip data");
  }
  void refusesImages() {
    QFETCH(QByteArray, file);
    QFETCH(QString, expected);
    const Folder folder;
    const std::string path = folder.write("images", file);
    const QString message = errorOf<DataError>([&] { readIdxImages(path); });
    QVERIFY2(message.startsWith(QString::fromStdString(path) + QStringLiteral(": ")), qPrintable(message));
    QVERIFY2(message.contains(expected), qPrintable(message));
  }

  void refusesLabels_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("expected");
    QTest::newRow("images") << images()
                            << QStringLiteral("byte 0: the magic number is 0x00000803, expected 0x00000801");
    QTest::newRow("out of range") << labels("\x09\x0A\x01")
                                  << QStringLiteral("byte 9: the label is 10, expected 0 to 9");
    QTest::newRow("255") << labels("\xFF") << QStringLiteral("byte 8: the label is 255, expected 0 to 9");
    QTest::newRow("one too few") << labels("\x01\x02").chopped(1)
                                 << QStringLiteral("byte 9: the file ends here, expected 10");
    QTest::newRow("2³¹ labels") << idx(0x801, {1U << 31U}, "x") << QStringLiteral("byte 4: dimension 1 is 2147483648");
  }
  void refusesLabels() {
    QFETCH(QByteArray, file);
    QFETCH(QString, expected);
    const Folder folder;
    const QString message = errorOf<DataError>([&] { readIdxLabels(folder.write("labels", file), 10); });
    QVERIFY2(message.contains(expected), qPrintable(message));
  }

  void readsNumbersOfEveryType_data() {
    QTest::addColumn<QByteArray>("file");
    const auto row = [](const char* name, quint32 type, const QByteArray& numbers) {
      QTest::newRow(name) << idx(type << 8U | 3U, {1, 1, 3}, numbers);
    };
    row("unsigned bytes", 0x08, QByteArray("\x00\x33\x66", 3));
    row("signed bytes", 0x09, QByteArray("\x00\x33\x66", 3));
    row("shorts", 0x0B, QByteArray("\x00\x00\x00\x33\x00\x66", 6));
    row("ints", 0x0C, QByteArray("\0\0\0\0\0\0\0\x33\0\0\0\x66", 12));
    row("shares", 0x0D,
        QByteArray::fromHex("00000000"
                            "3E4CCCCD"
                            "3ECCCCCD"));  // 0, 0.2, 0.4
    row("floats", 0x0D,
        QByteArray::fromHex("00000000"
                            "424C0000"
                            "42CC0000"));  // 0, 51, 102
    row("doubles", 0x0E,
        QByteArray::fromHex("0000000000000000"
                            "4049800000000000"
                            "4059800000000000"));
  }
  void readsNumbersOfEveryType() {
    QFETCH(QByteArray, file);
    const Folder folder;
    QCOMPARE(readIdxImages(folder.write("images", file)).pixels, (std::vector<std::uint8_t>{0, 51, 102}));
  }

  void readsColoursAsGrey() {
    const Folder folder;
    const IdxImages behind =
        readIdxImages(folder.write("a", idx(0x804, {1, 2, 2, 3}, QByteArray("\xFF\0\0", 3).repeated(4))));
    QCOMPARE(behind.pixels, (std::vector<std::uint8_t>{76, 76, 76, 76}));
    QVERIFY(behind.wasColored);
    const QByteArray red = QByteArray(4, '\xFF') + QByteArray(8, '\0');
    QCOMPARE(readIdxImages(folder.write("b", idx(0x804, {1, 3, 2, 2}, red))).pixels, behind.pixels);
  }

  void joinsTrainAndTest() {
    const Folder folder;
    const IdxFiles train{folder.write("a", images(3)), folder.write("b", labels(QByteArray("\x00\x01\x01", 3)))};
    const IdxFiles test{folder.write("c", gzipped(images(1))), folder.write("d", labels(QByteArray(1, '\0')))};
    const Dataset dataset = readIdx(train, test, {"no", "yes"});
    QCOMPARE(dataset.rows, 4);
    QCOMPARE(dataset.features, 6);
    QCOMPARE(dataset.publishedTestRows, 1);
    QVERIFY((dataset.image == ImageShape{1, 2, 3}));
    QCOMPARE(dataset.labels, (std::vector<std::int32_t>{0, 1, 1, 0}));
    QCOMPARE(dataset.pixels.size(), std::size_t{24});
    QCOMPARE(dataset.pixels[18], std::uint8_t{250});  // the test part begins anew
    QVERIFY(dataset.values.empty() && dataset.targets.empty() && dataset.numeric.empty());
  }

  void refusesPairsThatDisagree() {
    const Folder folder;
    const IdxFiles train{folder.write("a", images(2)), folder.write("b", labels("\x01\x01"))};
    const IdxFiles oneLabel{train.images, folder.write("c", labels("\x01"))};
    const QString counts = errorOf<DataError>([&] { readIdx(oneLabel, std::nullopt, {"no", "yes"}); });
    QVERIFY2(counts.contains(QStringLiteral("c: byte 4: there are 1 labels, expected 2")), qPrintable(counts));

    const IdxFiles turned{folder.write("d", idx(0x803, {2, 3, 2}, QByteArray(12, 'x'))), train.labels};
    const QString sizes = errorOf<DataError>([&] { readIdx(train, turned, {"no", "yes"}); });
    QVERIFY2(sizes.contains(QStringLiteral("d: byte 8: the images are 3 × 2 pixels, expected 2 × 3")),
             qPrintable(sizes));
  }
};

QTEST_GUILESS_MAIN(IdxTest)
#include "idx_test.moc"
