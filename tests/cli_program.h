// The real program in a process of its own, as tests of the command line run it.
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

  QList<QJsonObject> objects() const {
    QList<QJsonObject> all;
    for (const QString& line : out.split(u'\n', Qt::SkipEmptyParts)) {
      all.append(QJsonDocument::fromJson(line.toUtf8()).object());
    }
    return all;
  }
};

inline Outcome runGradus(const QStringList& words) {
  QProcess process;
  process.start(QStringLiteral(GRADUS_PROGRAM), words);
  if (!process.waitForFinished(300'000)) return {};
  return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
          QString::fromUtf8(process.readAllStandardError())};
}

inline Outcome runGradus(const char* words) {
  return runGradus(QString::fromUtf8(words).split(u' '));
}

}  // namespace gradus::test
