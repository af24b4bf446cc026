// Another program, as tests run it: to its end, with all that it printed.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace gradus::test {

struct Outcome {
  int exitCode = -1;
  QString out;
  QString err;

  /// Of a program that prints one to a line.
  QList<QJsonObject> objects() const {
    QList<QJsonObject> all;
    for (const QString& line : out.split(u'\n', Qt::SkipEmptyParts)) {
      all.append(QJsonDocument::fromJson(line.toUtf8()).object());
    }
    return all;
  }
};

/// −1 and nothing where it can't be started, or goes on for five minutes.
inline Outcome run(const QString& program, const QStringList& words) {
  QProcess process;
  process.start(program, words);
  if (!process.waitForFinished(300'000)) return {};
  return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
          QString::fromUtf8(process.readAllStandardError())};
}

}  // namespace gradus::test
