// How many fused multiply-adds a device does when nothing else holds it up.
#pragma once

namespace gradus {

class Device;

/// Billions of floating-point operations a second, two for each fused multiply-add of float32: the best of several runs
/// of independent chains in registers on all processors. Throws DeviceError.
double peakGflops(Device& device);

}  // namespace gradus
