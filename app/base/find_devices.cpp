#include "app/base/find_devices.h"

#include <cstdio>
#include <string>

#include "core/base/background.h"
#include "core/base/cache_folder.h"
#include "core/base/error.h"
#include "core/data/terminal_text.h"
#include "core/opencl/device_info.h"

namespace gradus {

void findDevices(bool inBackground) {
  try {
    if (inBackground) {
      runInBackground([] { listDevices(); });
    } else {
      listDevices();
    }
  } catch (const DeviceError&) {
    return;  // Whoever needs a device asks again, and says it.
  }
  if (const std::string note = cacheNote(); !note.empty()) {
    std::fprintf(stderr, "gradus: %s\n", forTerminal(note).c_str());
  }
}

}  // namespace gradus
