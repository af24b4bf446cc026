// Pictures of the real window, for the README and for `gradus screenshot`.
#pragma once

#include <QSize>
#include <QString>

namespace gradus::ui {

class MainWindow;

/// Gives `window` the size `size`, in logical pixels, and saves what it shows as a PNG. The window may be hidden
/// before, and is shown afterwards. Throws Error, naming `path`, if the file cannot be written.
void saveScreenshot(MainWindow& window, const QString& path, const QSize& size);

}  // namespace gradus::ui
