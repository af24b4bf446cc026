// A run as the tests of the curves feed it.
#pragma once

#include <cmath>
#include <memory>

#include "core/session/snapshot.h"
#include "ui/plots/curve_plot.h"

namespace gradus::ui {

/// Ten batches to an epoch, whose loss falls as 1, 1/2, 1/3 …; epochs whose validation loss is best at the third.
inline Snapshot snapshotOf(std::uint64_t run, std::int64_t firstStep, int batches, int firstEpoch, int epochs) {
  Snapshot snapshot;
  snapshot.run = run;
  snapshot.batchesPerEpoch = 10;
  for (int i = 0; i < batches; ++i) {
    const std::int64_t step = firstStep + i;
    BatchPoint point;
    point.step = step;
    point.epochs = static_cast<double>(step) / 10;
    point.loss = 1.0F / static_cast<float>(i + 1);
    point.metric = 0.5F;
    snapshot.batches.push_back(point);
  }
  for (int i = 0; i < epochs; ++i) {
    EpochPoint point;
    point.epoch = firstEpoch + i;
    point.train = {0.5, 0.75};
    point.valid = {std::abs(point.epoch - 3) + 0.25, 0.7};  // best at epoch 3
    snapshot.epochs.push_back(point);
  }
  return snapshot;
}

/// Shows the run of `snapshot`, or of it and what the plot has of that run.
inline void append(CurvePlot& plot, const Snapshot& snapshot) {
  const bool goesOn = plot.run() && plot.run()->id() == snapshot.run;
  const auto run = goesOn ? std::make_shared<Run>(*plot.run()) : std::make_shared<Run>(snapshot.run);
  run->append(snapshot);
  plot.show(run, snapshot.epochGoal);
}

}  // namespace gradus::ui
