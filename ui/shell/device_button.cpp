#include "ui/shell/device_button.h"

#include <QActionGroup>
#include <QSettings>

#include "ui/widgets/format.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/remembered.h"

namespace gradus::ui {
namespace {

const QString kDeviceKey = QStringLiteral("training/device");

QString titleOf(const DeviceInfo& device) {
  return QString::fromStdString(device.title());
}

}  // namespace

QString rememberedDevice() {
  return rememberedText(kDeviceKey);
}

DeviceButton::DeviceButton(QWidget* parent) : Pill(parent), menu_(makeMenu(this)), group_(new QActionGroup(this)) {
  setObjectName(QStringLiteral("deviceChip"));
  menu_->setObjectName(QStringLiteral("deviceMenu"));
  connect(this, &QPushButton::clicked, this, [this] {
    const int left = width() - menu_->sizeHint().width();
    menu_->popup(mapToGlobal(QPoint(left, height() + 4)));
  });
  setDevices({});
  say(tr("Finding device…"), tr("Looking for a device that can compute"));
}

void DeviceButton::setTheme(const Theme& theme) {
  good_ = theme.good;
  warning_ = theme.warning;
  setDot(isThere_ ? good_ : warning_);
}

void DeviceButton::setDevices(const std::vector<DeviceInfo>& devices) {
  devices_ = devices;
  menu_->clear();
  for (const DeviceInfo& each : devices) {
    const QString memory = byteSize(static_cast<std::int64_t>(each.memory));
    QString tip = tr("%1\n%2, driver %3").arg(QString::fromStdString(each.name), QString::fromStdString(each.platform));
    tip = tip.arg(QString::fromStdString(each.driver));
    QAction* action = addWords(*menu_, QStringLiteral("%1, %2").arg(titleOf(each), memory), tip);
    action->setObjectName(QStringLiteral("device:%1").arg(each.index));
    action->setCheckable(true);
    group_->addAction(action);
    connect(action, &QAction::triggered, this, [this, each] { choose(each); });
  }
  if (devices.empty()) menu_->addAction(tr("No OpenCL device was found"))->setEnabled(false);
  markUsed();
}

void DeviceButton::choose(const DeviceInfo& device) {
  wanted_ = QString::fromStdString(device.key());
  if (isThere_ && device.index == used_) {
    QSettings().setValue(kDeviceKey, wanted_);
    return;
  }
  say(tr("Changing device…"), tr("Brings the run to %1").arg(titleOf(device)));
  emit deviceChosen(device);
}

void DeviceButton::setDevice(const DeviceInfo& device, const QString& note) {
  isThere_ = true;
  used_ = device.index;
  const QString key = QString::fromStdString(device.key());
  if (key == wanted_) QSettings().setValue(kDeviceKey, key);
  wanted_.clear();
  markUsed();
  const QString what = tr("Computes on %1. A click offers the other devices").arg(titleOf(device));
  say(titleOf(device), note.isEmpty() ? what : what + u'\n' + note);
}

void DeviceButton::setMissing(const QString& why) {
  isThere_ = false;
  wanted_.clear();
  markUsed();
  say(tr("No device"), why);
}

void DeviceButton::markUsed() {
  for (std::size_t i = 0; i < devices_.size(); ++i) {
    QAction* action = menu_->actions().at(static_cast<int>(i));
    // An exclusive group unmarks none by itself.
    group_->setExclusive(false);
    action->setChecked(isThere_ && devices_[i].index == used_);
    group_->setExclusive(true);
  }
}

void DeviceButton::say(const QString& words, const QString& explanation) {
  setText(words);
  setAccessibleName(tr("Device: %1").arg(words));
  setToolTip(explanation);
  setAccessibleDescription(explanation);
  setDot(isThere_ ? good_ : warning_);
  emit roomChanged();
}

}  // namespace gradus::ui
