// The device that computes, and a menu of those that could: what a person chooses there is taken at the next start too.
#pragma once

#include <vector>

#include "core/opencl/device_info.h"
#include "ui/theme/theme.h"
#include "ui/widgets/pill.h"

class QActionGroup;
class QMenu;

namespace gradus::ui {

/// DeviceInfo::key() of the one that was chosen, or "".
QString rememberedDevice();

class DeviceButton : public Pill {
  Q_OBJECT

 public:
  explicit DeviceButton(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Those that the menu offers.
  void setDevices(const std::vector<DeviceInfo>& devices);

  /// The one that computes; `note` is what else is to be known of it.
  void setDevice(const DeviceInfo& device, const QString& note);

  /// There is none, and that is why.
  void setMissing(const QString& why);

 signals:
  void deviceChosen(const gradus::DeviceInfo& device);  ///< another one than computes
  void roomChanged();                                   ///< that the words need

 private:
  void choose(const DeviceInfo& device);
  void markUsed();
  void say(const QString& words, const QString& explanation);

  QMenu* menu_;
  QActionGroup* group_;
  std::vector<DeviceInfo> devices_;
  std::size_t used_ = 0;  ///< by its index; only where isThere_
  bool isThere_ = false;
  QString wanted_;  ///< the key of the one that was chosen and has not answered yet
  QColor good_;
  QColor warning_;
};

}  // namespace gradus::ui
