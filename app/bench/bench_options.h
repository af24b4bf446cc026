// What `gradus bench` was asked for.
#pragma once

#include <string>
#include <vector>

namespace gradus {

enum class BenchKind { Training, Interface, Scaling };

struct BenchOptions {
  BenchKind kind = BenchKind::Training;
  std::string device;                ///< as in chooseDevice(); empty for the best
  bool json = false;                 ///< one JSON object for each measurement
  std::vector<std::string> configs;  ///< empty for all
};

}  // namespace gradus
