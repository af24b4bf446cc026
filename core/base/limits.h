// How large an experiment may be, said once for files, the clipboard, the command line and the window.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gradus {

constexpr int kMostUnits = 16'384;                     ///< of a layer
constexpr std::size_t kMostLayers = 128;               ///< hidden ones
constexpr std::int64_t kMostParameters = 256'000'000;  ///< of a network
constexpr std::size_t kMostPoints = 100'000;           ///< of the plane, drawn or made
constexpr int kMostEpochs = 1'000'000;
constexpr int kMostBatch = 1'000'000;          ///< samples of a step
constexpr std::size_t kMostNameLetters = 200;  ///< of an experiment's name

constexpr std::uint64_t kMostJsonBytes = 64ULL << 20U;
constexpr std::size_t kMostJsonDepth = 64;
constexpr std::size_t kMostJsonKeys = 256;          ///< of one object: finding a key looks at all of them
constexpr std::size_t kMostJsonTextBytes = 16'384;  ///< of one text; longer ones have no use here
constexpr std::size_t kMostListBytes = 32U << 20U;  ///< what a list of JSON may become; points and layers have fewer

}  // namespace gradus
