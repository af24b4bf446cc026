#include "app/bench/process_memory.h"

#include <fstream>
#include <string>

namespace gradus {
namespace {

/// A line of /proc/self/status such as "VmHWM:   12345 kB".
double mebibytes(const std::string& field) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kibibytes = 0;
    if (word == field && status >> kibibytes) return kibibytes / 1024;
  }
  return 0;
}

}  // namespace

double peakMemory() {
  return mebibytes("VmHWM:");
}

double residentMemory() {
  return mebibytes("VmRSS:");
}

}  // namespace gradus
