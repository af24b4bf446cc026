// Whole files, plain and gzip, whole and damaged.
#include <QTest>

#include "core/base/error.h"
#include "core/data/gzip.h"
#include "test_support.h"

using namespace gradus;
using namespace gradus::test;

namespace {

/// Bytes that do not compress away, longer than the pieces in which the reader inflates.
QByteArray sample(int size = 300000) {
  QByteArray bytes;
  std::uint32_t state = 1;
  for (int i = 0; i < size; ++i) {
    state = state * 1664525U + 1013904223U;
    bytes.append(static_cast<char>(state >> 28U));
  }
  return bytes;
}

QByteArray contentOf(const std::string& path, std::uint64_t maximumBytes = kMaximumFileBytes) {
  const std::vector<std::uint8_t> bytes = readWhole(path, maximumBytes);
  return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

}  // namespace

class GzipTest : public QObject {
  Q_OBJECT

 private slots:
  void reads_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("plain") << QByteArray("plain text") << QByteArray("plain text");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("first byte of gzip alone") << QByteArray("\x1F") << QByteArray("\x1F");
    QTest::newRow("gzip") << gzipped(sample()) << sample();
    QTest::newRow("gzip of nothing") << gzipped({}) << QByteArray();
    QTest::newRow("two members") << gzipped("one ") + gzipped("two") << QByteArray("one two");
  }
  void reads() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    const Folder folder;
    QVERIFY(contentOf(folder.write("file", file)) == content);
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("expected");
    const QByteArray whole = gzipped(sample());
    const auto size = whole.size();
    const QString cut = QStringLiteral(": byte %1: the file ends in the middle of its gzip data; ");
    for (const qsizetype length : {qsizetype{2}, qsizetype{9}, qsizetype{10}, size / 2, size - 8, size - 5, size - 1}) {
      QTest::addRow("cut to %lld of %lld bytes", static_cast<long long>(length), static_cast<long long>(size))
          << whole.left(length) << cut.arg(length);
    }
    QTest::newRow("second member cut") << whole + whole.left(20) << cut.arg(size + 20);

    QByteArray wrongChecksum = whole;
    wrongChecksum[size - 8] = static_cast<char>(wrongChecksum[size - 8] ^ 1);
    QTest::newRow("checksum") << wrongChecksum << QStringLiteral("is damaged (incorrect data check)");
    QByteArray wrongLength = whole;
    wrongLength[size - 1] = static_cast<char>(wrongLength[size - 1] ^ 1);
    QTest::newRow("length") << wrongLength << QStringLiteral("is damaged (incorrect length check)");
    QByteArray wrongContent = whole;
    wrongContent[size / 2] = static_cast<char>(wrongContent[size / 2] ^ 0x55);
    QTest::newRow("content") << wrongContent << QStringLiteral("is damaged (");
    QByteArray wrongMethod = whole;
    wrongMethod[2] = 7;
    QTest::newRow("method") << wrongMethod << QStringLiteral("is damaged (unknown compression method)");
    QTest::newRow("bytes behind") << whole + QByteArray(3, '\1')
                                  << QStringLiteral(": byte %1: the gzip data ends here, but other").arg(size);
  }
  void refuses() {
    QFETCH(QByteArray, file);
    QFETCH(QString, expected);
    const Folder folder;
    const std::string path = folder.write("file.gz", file);
    const QString message = errorOf<DataError>([&] { readWhole(path); });
    QVERIFY2(message.contains(expected), qPrintable(message));
    QVERIFY2(message.startsWith(QString::fromStdString(path)), qPrintable(message));
  }

  void boundsTheSize() {
    const Folder folder;
    const std::string plain = folder.write("plain", QByteArray(1001, 'x'));
    const std::string packed = folder.write("packed", gzipped(QByteArray(5000000, '\0')));
    QCOMPARE(contentOf(plain, 1001).size(), 1001);
    QVERIFY(
        errorOf<DataError>([&] { readWhole(plain, 1000); }).contains(QStringLiteral("has 1001 bytes, more than 1000")));
    QCOMPARE(contentOf(packed, 5000000).size(), 5000000);
    QVERIFY(errorOf<DataError>([&] {
              readWhole(packed, 4999999);
            }).contains(QStringLiteral("inflates to more than 4999999 bytes")));
  }

  void saysWhatCannotBeRead() {
    const Folder folder;
    QVERIFY(errorOf<DataError>([&] {
              readWhole(folder.path("absent"));
            }).endsWith(QStringLiteral("cannot be found; check the name")));
    QVERIFY(errorOf<DataError>([&] { readWhole(folder.path(".")); }).contains(QStringLiteral("is not a file")));
    QVERIFY(errorOf<DataError>([&] { readWhole("/dev/zero"); }).contains(QStringLiteral("is not a file")));
  }
};

QTEST_GUILESS_MAIN(GzipTest)
#include "gzip_test.moc"
