// Text as large as the system's: where its font is larger than usual, the whole window grows with it.
#pragma once

#include "app/base/command.h"

namespace gradus {

/// Has Qt draw everything larger by enlargementFor() the system's font. Call it before the application is made. A
/// factor that a person has given to Qt stays.
void enlargeAsSystem(const ProgramWords& words);

}  // namespace gradus
