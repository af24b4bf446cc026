// Which theme the window wears: the system's, or the one a person chose, remembered between starts.
#pragma once

#include <QObject>

#include "ui/theme/theme.h"

namespace gradus::ui {

enum class ThemeMode { System, Dark, Light };

class ThemeChoice : public QObject {
  Q_OBJECT

 public:
  /// Begins with the remembered mode, or the system's.
  explicit ThemeChoice(QObject* parent = nullptr);

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
  /// The system's palette has changed when the application says so.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  ThemeMode mode_ = ThemeMode::System;
  bool systemIsDark_ = true;
};

}  // namespace gradus::ui
