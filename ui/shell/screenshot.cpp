#include "ui/shell/screenshot.h"

#include <QCoreApplication>
#include <QPixmap>

#include "ui/shell/main_window.h"
#include "ui/widgets/picture_file.h"

namespace gradus::ui {

void saveScreenshot(MainWindow& window, const QString& path, const QSize& size) {
  window.resize(size);
  window.show();
  // Layouts and views settle in events that follow from one another.
  for (int round = 0; round < 5; ++round) QCoreApplication::processEvents();
  saveBytes(path, pngOf(window.grab().toImage()));
}

}  // namespace gradus::ui
