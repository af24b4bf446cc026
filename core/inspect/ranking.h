// How well a score tells two classes apart, whatever threshold is chosen: the ROC curve and the precision-recall curve.
#pragma once

#include <span>
#include <vector>

namespace gradus {

/// A point of the unit square.
struct SharePoint {
  double x = 0;
  double y = 0;

  bool operator==(const SharePoint&) const = default;
};

/// One point for each different score; samples of equal score fall on the same side of a threshold.
struct RankingCurves {
  /// x is the share of the negatives, y the share of the positives above the threshold, from (0, 0) to (1, 1); as
  /// scikit-learn's roc_curve with drop_intermediate=False.
  std::vector<SharePoint> roc;
  double auc = 0;  ///< the area below; roc_auc_score

  /// x is recall, y precision, from the highest threshold, before which there is (0, 1), to the lowest;
  /// precision_recall_curve backwards.
  std::vector<SharePoint> precisionRecall;
  double averagePrecision = 0;  ///< Σ of precision · growth of recall; average_precision_score

  double positiveShare = 0;  ///< what the precision of a guess would be
};

/// `positives` says of each sample whether it is of the class that a high score speaks for. Where all samples are of
/// one class there are no curves, and areas are NaN. A score that is no number counts as the lowest.
RankingCurves rankingOf(std::span<const double> scores, const std::vector<bool>& positives);

/// `points` without those that lie less than 1/`resolution` from the last one kept: enough for a picture.
std::vector<SharePoint> thinned(std::span<const SharePoint> points, int resolution);

}  // namespace gradus
