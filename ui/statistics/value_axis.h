// Round numbers for an axis that our own painters draw.
#pragma once

#include <QString>
#include <vector>

namespace gradus::ui {

/// Multiples of 1, 2 or 5 times a power of ten from `low` to `high`, at most `most` of them but at least one where any
/// lies between.
std::vector<double> valueTicks(double low, double high, int most);

/// A tick with as many digits as tell it from its neighbours.
QString tickText(double tick, const std::vector<double>& ticks);

}  // namespace gradus::ui
