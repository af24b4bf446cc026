// `gradus devices` and `gradus datasets`.
#pragma once

namespace gradus {

/// Prints the OpenCL devices; which one is taken is marked. Throws DeviceError if there are none.
void listDevicesCommand();

/// Prints the catalog of data sets.
void listDatasetsCommand();

}  // namespace gradus
