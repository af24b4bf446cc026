// Numbers as the network canvas writes them: short enough for a small box, the same everywhere.
#pragma once

#include <QString>

namespace gradus::ui {

/// At most five characters and a minus sign: "−0.04", "12.3", "1742", "2e+06".
QString shortNumber(double number, int decimals = 2);

/// Four significant digits, for the card that explains: "−0.03142".
QString preciseNumber(double number);

}  // namespace gradus::ui
