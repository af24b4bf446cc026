// A curve plot as a person sees it, for tests.
#pragma once

#include "tests/curve_cases.h"
#include "ui/plots/curve_plot.h"

namespace gradus::ui {

/// A plot on the screen that shows 100 batches and 10 epochs.
class ShownPlot : public CurvePlot {
 public:
  explicit ShownPlot(Kind kind = Kind::Loss) : CurvePlot(kind) {
    resize(400, 240);
    append(*this, snapshotOf(1, 1, 100, 1, 10));
    show();
    refresh();
  }
};

}  // namespace gradus::ui
