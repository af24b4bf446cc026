#include "app/application.h"

#include <QSettings>

namespace gradus {

void goOffscreen() {
  qputenv("QT_QPA_PLATFORM", "offscreen");
}

void describe(QApplication& application) {
  QApplication::setApplicationName(QStringLiteral("gradus"));
  QApplication::setOrganizationName(QStringLiteral("gradus"));
  QApplication::setApplicationDisplayName(QStringLiteral("Gradus"));
  QApplication::setApplicationVersion(QStringLiteral(GRADUS_VERSION));
  QApplication::setDesktopFileName(QStringLiteral("gradus"));
  application.setQuitOnLastWindowClosed(true);
}

void separateSettings(const QString& folder) {
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder);
}

}  // namespace gradus
