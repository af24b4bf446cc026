// Reading what fixtures/make_optim.py wrote.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include "tests/fixture_file.h"

namespace gradus::test {

inline QJsonObject fixture(const char* name) {
  return fixtureFile(name).object();
}

/// "sgd lr=0.1 momentum=0.9"
inline QString rowName(const Choice& choice) {
  QString text = QString::fromStdString(choice.name);
  for (const auto& [name, value] : choice.values) {
    text += QStringLiteral(" %1=%2").arg(QString::fromStdString(name)).arg(value);
  }
  return text;
}

}  // namespace gradus::test
