// `gradus screenshot`: the real window as a picture; the README's are made with it. It fails where the picture cannot
// be written, and after it was written if the experiment fails.
#pragma once

#include <memory>

#include "app/base/command.h"

namespace gradus {

std::unique_ptr<Command> screenshotCommand();

}  // namespace gradus
