// The first look for OpenCL devices, which decides much for the whole process.
#pragma once

namespace gradus {

/// Looks for devices, and says on stderr where the cache of kernels lies if not in the usual folder. Call it before
/// there are other threads: PoCL reads its cache folder from the environment, which may only be changed while nobody
/// else does anything. Its workers get the priority of the thread that asks first, a low one `inBackground`. From here
/// on LLVM, inside PoCL, listens to the signals that end a process, and gives them on to who listened before.
void findDevices(bool inBackground);

}  // namespace gradus
