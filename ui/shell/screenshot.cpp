#include "ui/shell/screenshot.h"

#include <QCoreApplication>
#include <QImageWriter>
#include <QPixmap>

#include "core/base/error.h"
#include "ui/shell/main_window.h"

namespace gradus::ui {

void saveScreenshot(MainWindow& window, const QString& path, const QSize& size) {
  window.resize(size);
  window.show();
  // Layouts and views settle in events that follow from one another.
  for (int round = 0; round < 5; ++round) QCoreApplication::processEvents();
  QImageWriter writer(path, "png");
  if (!writer.write(window.grab().toImage())) {
    throw Error("cannot write the picture '" + path.toStdString() + "': " + writer.errorString().toStdString());
  }
}

}  // namespace gradus::ui
