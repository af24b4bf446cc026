// Everything the Inspect page says about predictions, counted once for each of them and never in the interface's
// thread.
#pragma once

#include <memory>
#include <optional>

#include "core/data/dataset.h"
#include "core/inspect/calibration.h"
#include "core/inspect/class_report.h"
#include "core/inspect/confusion.h"
#include "core/inspect/ranking.h"
#include "core/inspect/regression_report.h"
#include "core/probe/predictions.h"

namespace gradus {

struct InspectReport {
  // Of classes; empty for numbers.
  ConfusionMatrix matrix;
  ClassReport classes;
  Calibration calibration;
  std::optional<RankingCurves> ranking;  ///< where there are two classes, of which the second is the positive one

  std::optional<RegressionReport> regression;  ///< of numbers
};

using InspectReportPtr = std::shared_ptr<const InspectReport>;

/// Of `predictions` for rows of `dataset`, with the curves thinned for a picture.
InspectReportPtr makeReport(const Dataset& dataset, const Predictions& predictions);

}  // namespace gradus
