// What a race has shown, in words and with its numbers.
#pragma once

#include <string>

#include "core/race/race.h"

namespace gradus {

/// Who was the first at a loss that all reached, how they ended, and who was quicker where that is more than chance.
/// Empty before the first whole epoch of two of them.
std::string raceVerdict(const RaceStanding& standing);

}  // namespace gradus
