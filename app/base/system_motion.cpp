#include "app/base/system_motion.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QStringList>
#include <algorithm>
#include <array>

#include "ui/theme/motion.h"

namespace gradus {
namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kInterface = QStringLiteral("org.freedesktop.portal.Settings");

struct Setting {
  const char16_t* group;
  const char16_t* key;
  bool (*wantsLess)(const QVariant& value);
};

/// The portal's own, and how desktops say it to portals that have none yet.
constexpr std::array<Setting, 3> kSettings{{
    {u"org.freedesktop.appearance", u"reduced-motion", [](const QVariant& value) { return value.toUInt() == 1; }},
    {u"org.gnome.desktop.interface", u"enable-animations",
     [](const QVariant& value) { return value.isValid() && !value.toBool(); }},
    {u"org.kde.kdeglobals.KDE", u"AnimationDurationFactor",
     [](const QVariant& value) {
       bool isNumber = false;
       return value.toDouble(&isNumber) == 0 && isNumber;
     }},
}};

}  // namespace

SystemMotion::SystemMotion(QObject* parent) : QObject(parent) {
  QDBusConnection bus = QDBusConnection::sessionBus();
  if (!bus.isConnected()) return;
  bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this,
              SLOT(onChanged(QString, QString, QDBusVariant)));
  QStringList groups;
  for (const Setting& setting : kSettings) groups << QString::fromUtf16(setting.group);
  QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("ReadAll"));
  question.setArguments({groups});
  bus.callWithCallback(question, this, SLOT(onAnswer(QDBusMessage)));
}

void SystemMotion::onAnswer(const QDBusMessage& answer) {
  if (answer.signature() != u"a{sa{sv}}") return;
  const auto groups = qdbus_cast<QMap<QString, QVariantMap>>(answer.arguments().constFirst());
  for (const Setting& setting : kSettings) {
    const QString group = QString::fromUtf16(setting.group);
    const QString key = QString::fromUtf16(setting.key);
    note(group, key, groups.value(group).value(key));
  }
}

void SystemMotion::onChanged(const QString& group, const QString& key, const QDBusVariant& value) {
  note(group, key, value.variant());
}

void SystemMotion::note(const QString& group, const QString& key, const QVariant& value) {
  const auto setting = std::ranges::find_if(
      kSettings, [&](const Setting& each) { return group == QStringView(each.group) && key == QStringView(each.key); });
  if (setting == kSettings.end()) return;
  wishes_[group] = setting->wantsLess(value);
  ui::setSystemReducesMotion(std::ranges::any_of(wishes_, [](const auto& wish) { return wish.second; }));
}

}  // namespace gradus
