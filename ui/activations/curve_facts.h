// What is worth knowing of an activation's curve, in one line of words.
#pragma once

#include <QString>

#include "core/nn/activation_curve.h"

namespace gradus::ui {

/// "−1", "x − 1", "0.01x".
QString lineText(const Line& line);

/// Where f goes at both ends, where between `seen` it is saturated, and whether its results are centred on 0.
QString curveFacts(const ActivationCurve& curve, const Interval& seen);

/// As long as they can become, to keep room for them.
QString longestFacts();

}  // namespace gradus::ui
