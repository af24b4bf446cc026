// `gradus bench --interface`: how long a person waits, measured on the real window, driven offscreen.
#pragma once

#include "app/command_line.h"

namespace gradus {

/// Runs the window in processes of its own, with an empty kernel cache and then with a full one, prints what was
/// measured and returns the exit code.
int runInterfaceBench(const Arguments& arguments, int argc, char** argv);

}  // namespace gradus
