// Reading what fixtures/make_optim.py wrote.
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <stdexcept>

#include "core/base/choice.h"

namespace gradus::test {

inline QJsonObject fixture(const char* name) {
  QFile file(QStringLiteral(GRADUS_FIXTURES "/") + QString::fromUtf8(name));
  if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error("a fixture is missing");
  return QJsonDocument::fromJson(file.readAll()).object();
}

inline Choice choiceOf(const QJsonValue& name, const QJsonValue& values) {
  Choice choice{name.toString().toStdString(), {}};
  const QJsonObject object = values.toObject();
  for (auto value = object.begin(); value != object.end(); ++value) {
    choice.values[value.key().toStdString()] = value->toDouble();
  }
  return choice;
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
