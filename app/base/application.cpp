#include "app/base/application.h"

#include <QSettings>
#include <clocale>

#include "ui/widgets/prepare_application.h"

namespace gradus {

void prepareProcess() {
  // Qt takes over the locale of the system, C's functions for numbers with it; what is written has a point everywhere.
  std::setlocale(LC_NUMERIC, "C");
  QApplication::setApplicationName(QStringLiteral("gradus"));
  QApplication::setOrganizationName(QStringLiteral("gradus"));
  QApplication::setApplicationDisplayName(QStringLiteral("Gradus"));
  QApplication::setApplicationVersion(QStringLiteral(GRADUS_VERSION));
  QApplication::setDesktopFileName(QStringLiteral("gradus"));
  ui::prepareApplication();
}

Offscreen::Offscreen() {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  // Qt complains where nobody is logged in and this folder is missing.
  if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR")) qputenv("XDG_RUNTIME_DIR", folder_.path().toUtf8());
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
}

}  // namespace gradus
