// Whether the system asks for less motion. Qt 6.4 does not say; the desktop portal does, over D-Bus.
#pragma once

#include <QDBusMessage>
#include <QDBusVariant>
#include <QObject>
#include <map>

namespace gradus {

/// Tells ui::setSystemReducesMotion() what the system wants, as soon as it answers and whenever it changes. Where
/// there is no D-Bus or no portal, nothing is wanted.
class SystemMotion : public QObject {
  Q_OBJECT

 public:
  explicit SystemMotion(QObject* parent = nullptr);

 private slots:
  void onAnswer(const QDBusMessage& answer);
  void onChanged(const QString& group, const QString& key, const QDBusVariant& value);

 private:
  void note(const QString& group, const QString& key, const QVariant& value);

  std::map<QString, bool> wishes_;  ///< by the name of the setting
};

}  // namespace gradus
