// The parts that data are split into.
#pragma once

#include <array>
#include <cstddef>

namespace gradus {

enum class DataPart { Train, Valid, Test };

constexpr std::array kAllParts = {DataPart::Train, DataPart::Valid, DataPart::Test};
constexpr std::size_t kDataParts = kAllParts.size();

constexpr std::size_t indexOf(DataPart part) {
  return static_cast<std::size_t>(part);
}

/// For each part yes or no, by indexOf().
using PartFlags = std::array<bool, kDataParts>;
constexpr PartFlags kEveryPart = {true, true, true};

}  // namespace gradus
