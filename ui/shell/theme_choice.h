// Which theme the window wears: the system's, or the one a person chose, remembered between starts.
#pragma once

#include <QObject>

#include "ui/theme/theme.h"

namespace gradus::ui {

/// Whether the system shows its windows dark.
bool isSystemDark();

enum class ThemeMode { System, Dark, Light };

class ThemeChoice : public QObject {
  Q_OBJECT

 public:
  /// Begins with the remembered mode, or the system's, which is asked again when it says that its theme has changed.
  explicit ThemeChoice(QObject* parent = nullptr, bool (*systemIsDark)() = isSystemDark);

  ThemeMode mode() const { return mode_; }
  const Theme& theme() const;

  /// A person's choice; it is remembered.
  void choose(ThemeMode mode);

  /// A person wants the other look. Back at the look of the system, the window follows the system again.
  void toggle();

  /// For this window only, such as for a screenshot.
  void setMode(ThemeMode mode);

 signals:
  void changed(const gradus::ui::Theme& theme);

 protected:
  /// Every window is told when the system's theme has changed.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  bool (*askSystem_)();
  ThemeMode mode_;
  bool systemIsDark_;
};

}  // namespace gradus::ui
