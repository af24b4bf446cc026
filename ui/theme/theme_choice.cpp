#include "ui/theme/theme_choice.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QSettings>

namespace gradus::ui {
namespace {

const QString kKey = QStringLiteral("window/theme");

// Qt 6.4 does not say whether the system is dark, but its palette does. The window has a palette of its own, so the
// application's stays the system's.
bool isSystemDark() {
  const QPalette palette = QApplication::palette();
  return palette.color(QPalette::Window).lightnessF() < palette.color(QPalette::WindowText).lightnessF();
}

QString nameOf(ThemeMode mode) {
  switch (mode) {
    case ThemeMode::Dark:
      return QStringLiteral("dark");
    case ThemeMode::Light:
      return QStringLiteral("light");
    case ThemeMode::System:
      break;
  }
  return QStringLiteral("system");
}

ThemeMode remembered() {
  const QString name = QSettings().value(kKey).toString();
  for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
    if (name == nameOf(mode)) return mode;
  }
  return ThemeMode::System;
}

}  // namespace

ThemeChoice::ThemeChoice(QObject* parent) : QObject(parent), mode_(remembered()), systemIsDark_(isSystemDark()) {
  qApp->installEventFilter(this);
}

const Theme& ThemeChoice::theme() const {
  const bool dark = mode_ == ThemeMode::System ? systemIsDark_ : mode_ == ThemeMode::Dark;
  return dark ? Theme::dark() : Theme::light();
}

void ThemeChoice::choose(ThemeMode mode) {
  QSettings().setValue(kKey, nameOf(mode));
  setMode(mode);
}

void ThemeChoice::toggle() {
  const bool dark = !theme().isDark;
  if (dark == systemIsDark_) {
    choose(ThemeMode::System);
  } else {
    choose(dark ? ThemeMode::Dark : ThemeMode::Light);
  }
}

void ThemeChoice::setMode(ThemeMode mode) {
  const bool wasDark = theme().isDark;
  mode_ = mode;
  if (theme().isDark != wasDark) emit changed(theme());
}

bool ThemeChoice::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::ApplicationPaletteChange && systemIsDark_ != isSystemDark()) {
    systemIsDark_ = isSystemDark();
    if (mode_ == ThemeMode::System) emit changed(theme());
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace gradus::ui
