// What every command with a window needs of the process.
#pragma once

#include <QApplication>
#include <QTemporaryDir>

namespace gradus {

/// Names the application, for its settings and its windows, and gives it its looks. Call it once it is made.
void prepareProcess();

/// Makes the windows of this process invisible, and keeps what a person chose out of them and safe from them: settings
/// live in a folder of their own that goes with this object. Make it before the application.
class Offscreen {
 public:
  Offscreen();

 private:
  QTemporaryDir folder_;
};

}  // namespace gradus
