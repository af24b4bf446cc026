// The memory of this process as the system counts it.
#pragma once

namespace gradus {

/// MiB that were resident at most, and are now; 0 where the system does not say.
double peakMemory();
double residentMemory();

}  // namespace gradus
