// Another program, as tests run it: to its end, with all that it printed.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QProcess>
#include <QProcessEnvironment>
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

/// −1 and nothing where it can't be started, or goes on for five minutes. `variables` are added to its environment.
inline Outcome run(const QString& program, const QStringList& words, const QMap<QString, QString>& variables = {}) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  for (auto each = variables.begin(); each != variables.end(); ++each) environment.insert(each.key(), each.value());
  process.setProcessEnvironment(environment);
  process.start(program, words);
  if (!process.waitForFinished(300'000)) return {};
  return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
          QString::fromUtf8(process.readAllStandardError())};
}

}  // namespace gradus::test
