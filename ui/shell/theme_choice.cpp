#include "ui/shell/theme_choice.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QSettings>

#include "ui/widgets/remembered.h"

namespace gradus::ui {
namespace {

const QString kKey = QStringLiteral("window/theme");

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
  const QString name = rememberedText(kKey);
  for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
    if (name == nameOf(mode)) return mode;
  }
  return ThemeMode::System;
}

}  // namespace

// Qt 6.4 does not say whether the system is dark, but its palette does, which the application has as long as it wears
// no other.
bool isSystemDark() {
  const QPalette worn = QApplication::palette();
  QApplication::setPalette(QPalette());
  const QPalette system = QApplication::palette();
  QApplication::setPalette(worn);
  return system.color(QPalette::Window).lightnessF() < system.color(QPalette::WindowText).lightnessF();
}

ThemeChoice::ThemeChoice(QObject* parent, bool (*systemIsDark)())
    : QObject(parent), askSystem_(systemIsDark), mode_(remembered()), systemIsDark_(systemIsDark()) {
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
  if (event->type() == QEvent::ThemeChange && watched->isWindowType()) {
    const bool wasDark = theme().isDark;
    systemIsDark_ = askSystem_();
    if (theme().isDark != wasDark) emit changed(theme());
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace gradus::ui
