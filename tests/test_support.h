// Helpers that several tests share: what an error said, files that exist for one test only, PyTorch's
// numbers.
#pragma once

#include <zlib.h>

#include <QByteArray>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QTemporaryDir>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/fixture_file.h"

namespace gradus::test {

/// What `action` throws as `Kind`; a sentence that no test expects where it throws something else or nothing.
template <typename Kind, typename Action>
QString errorOf(Action&& action) {
  try {
    action();
  } catch (const Kind& error) {
    return QString::fromUtf8(error.what());
  } catch (const std::exception& error) {
    return QStringLiteral("(an error of another kind) ") + QString::fromUtf8(error.what());
  }
  return QStringLiteral("(no error)");
}

/// A folder that disappears with the object.
class Folder {
 public:
  std::string path(const char* name) const { return folder_.filePath(QString::fromUtf8(name)).toStdString(); }

  /// Writes a file and returns its path.
  std::string write(const char* name, const QByteArray& content) const {
    QFile file(QString::fromStdString(path(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
      throw std::runtime_error("the test cannot write its file");
    }
    return path(name);
  }

 private:
  QTemporaryDir folder_;
};

/// `content` as one gzip member.
inline QByteArray gzipped(const QByteArray& content) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib cannot be started");
  }
  QByteArray input = content;
  QByteArray result(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(content.size()))), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  deflate(&stream, Z_FINISH);
  result.truncate(static_cast<qsizetype>(stream.total_out));
  deflateEnd(&stream);
  return result;
}

/// A section of fixtures/random.json, which make_random.py wrote.
inline QJsonArray pytorch(const char* section) {
  const QJsonArray cases = fixtureFile("random.json").object()[QString::fromUtf8(section)].toArray();
  if (cases.isEmpty()) throw std::runtime_error("fixtures/random.json lacks a section");
  return cases;
}

inline std::vector<std::int64_t> integers(const QJsonValue& list) {
  std::vector<std::int64_t> result;
  for (const QJsonValue& value : list.toArray()) result.push_back(value.toInteger());
  return result;
}

inline std::uint64_t seedOf(const QJsonValue& fixture) {
  return fixture[QStringLiteral("seed")].toString().toULongLong();
}

/// Adds a row with the column `fixture` for each case of a section.
template <typename AddRow>
void forEachCase(const char* section, AddRow&& addRow) {
  int number = 0;
  for (const QJsonValue& fixture : pytorch(section)) {
    addRow(QStringLiteral("%1 %2, seed %3").arg(QLatin1String(section)).arg(++number).arg(seedOf(fixture)), fixture);
  }
}

}  // namespace gradus::test
