// The files of fixtures/, and the rows of registries in them.
#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <stdexcept>
#include <string>

#include "core/base/choice.h"

namespace gradus::test {

/// A file of fixtures/, which must be there.
inline QJsonDocument fixtureFile(const char* name) {
  QFile file(QStringLiteral(GRADUS_FIXTURES "/") + QLatin1String(name));
  if (!file.open(QIODevice::ReadOnly)) throw std::runtime_error(std::string("fixtures/") + name + " is missing");
  return QJsonDocument::fromJson(file.readAll());
}

inline Choice choiceOf(const QJsonValue& name, const QJsonValue& values) {
  Choice choice{name.toString().toStdString(), {}};
  const QJsonObject object = values.toObject();
  for (auto value = object.begin(); value != object.end(); ++value) {
    choice.values[value.key().toStdString()] = value->toDouble();
  }
  return choice;
}

/// Of {"name": …, "values": {…}}.
inline Choice choiceOf(const QJsonValue& fixture) {
  return choiceOf(fixture[QStringLiteral("name")], fixture[QStringLiteral("values")]);
}

}  // namespace gradus::test
