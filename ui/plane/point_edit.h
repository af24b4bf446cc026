// What a person does to the points of a plane, as changes of the document. The first one makes the generated points
// their own; from then on they stay as they are until noise, number or seed are changed.
#pragma once

#include <cstdint>

#include "core/experiment/experiment.h"

namespace gradus::ui {

/// `shown` is the data set in which the person saw the points. A row that is no longer there changes nothing.
/// There are at most kMostPoints: then none is added.
Experiment withPointAdded(Experiment experiment, const Dataset& shown, const PlanePoint& point);
Experiment withPointMoved(Experiment experiment, const Dataset& shown, std::int64_t row, double x1, double x2);

/// Ten points stay, as few as can be generated: there has to be something to learn from.
Experiment withPointRemoved(Experiment experiment, const Dataset& shown, std::int64_t row);

}  // namespace gradus::ui
