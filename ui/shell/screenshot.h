// Pictures of the real window, for the README and for `gradus screenshot`.
#pragma once

#include <QSize>
#include <QString>

namespace gradus {
class TrainingSession;
}

namespace gradus::ui {

class MainWindow;

/// Gives `window` the size `size`, in logical pixels, and saves what it shows as a PNG. The window may be hidden
/// before, and is shown afterwards. Throws Error, naming `path`, if the file cannot be written, and naming the smallest
/// size if the window cannot be so small.
void saveScreenshot(MainWindow& window, const QString& path, const QSize& size);

struct ScreenshotWish {
  QString path;
  QSize size;         ///< in logical pixels
  int epochs = 0;     ///< to train before; fewer where the experiment's patience ends first
  QString file = {};  ///< of the experiment, which stands before what is wrong with it; empty for none
};

/// Trains, waits until every view of the page that is seen has something to say, and saves the picture. What is shown
/// of a failure is saved as well, before it is thrown as Error that names the experiment's file. Runs the event loop
/// meanwhile.
void takeScreenshot(MainWindow& window, TrainingSession& session, const ScreenshotWish& wish);

}  // namespace gradus::ui
