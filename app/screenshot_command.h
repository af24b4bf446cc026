// `gradus screenshot`: the real window as a picture; the README's are made with it.
#pragma once

#include "app/command_line.h"

namespace gradus {

/// Trains as long as asked, writes the picture and returns the exit code. Throws Error if the picture cannot be
/// written, and after it was written if the experiment fails.
int runScreenshotCommand(const Arguments& arguments, int argc, char** argv);

}  // namespace gradus
