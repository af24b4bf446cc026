// Numbers of the Activations page: with a real minus sign, and exact to the last figure that is shown.
#pragma once

#include <QString>

namespace gradus::ui {

/// Five figures without superfluous zeros, such as "−0.16997"; "not a number" for NaN, "∞".
QString exactText(double number);

/// Two decimals at most, such as "−0.75".
QString shortText(double number);

}  // namespace gradus::ui
