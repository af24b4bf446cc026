// What every command with a window needs of the process.
#pragma once

#include <QApplication>

namespace gradus {

/// Makes windows that are created from now on invisible, on any machine. Call before the application is made.
void goOffscreen();

/// Names the application, for its settings, its icon and its windows.
void describe(QApplication& application);

/// Keeps the settings of this process in `folder`, so that what a person chose neither shows nor changes.
void separateSettings(const QString& folder);

}  // namespace gradus
