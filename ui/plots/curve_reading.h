// What the cross-hair of a curve plot reads at a position.
#pragma once

#include <vector>

#include "ui/plots/curve_cursor.h"
#include "ui/plots/curve_graphs.h"

namespace gradus::ui {

/// The parts that are shown where an epoch lies at `position`, the batch nearest to it with its learning rate,
/// every earlier run that has that epoch, and what changed no further away than `nearby`. The heights are those on the
/// axis, not yet pixels.
std::vector<CurveReading> readingsAt(double position, double nearby, const RunCurve& curve,
                                     const std::vector<CurveGhost>& ghosts, const std::vector<CurveMark>& marks,
                                     const CurveLook& look, const Theme& theme);

}  // namespace gradus::ui
