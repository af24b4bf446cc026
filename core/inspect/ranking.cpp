#include "core/inspect/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace gradus {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Scores with their class, the highest first.
std::vector<std::pair<double, bool>> ranked(std::span<const double> scores, const std::vector<bool>& positives) {
  std::vector<std::pair<double, bool>> samples;
  samples.reserve(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    samples.emplace_back(std::isnan(scores[i]) ? -std::numeric_limits<double>::infinity() : scores[i], positives[i]);
  }
  std::ranges::sort(samples, [](const auto& a, const auto& b) { return a.first > b.first; });
  return samples;
}

}  // namespace

RankingCurves rankingOf(std::span<const double> scores, const std::vector<bool>& positives) {
  const auto all = static_cast<double>(scores.size());
  const auto positive = static_cast<double>(std::ranges::count(positives, true));
  const double negative = all - positive;
  RankingCurves curves;
  curves.positiveShare = all > 0 ? positive / all : kNone;
  if (positive == 0 || negative == 0) {
    curves.auc = curves.averagePrecision = kNone;
    return curves;
  }

  const std::vector<std::pair<double, bool>> samples = ranked(scores, positives);
  curves.roc.push_back({0, 0});
  curves.precisionRecall.push_back({0, 1});
  double hits = 0;
  double alarms = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    (samples[i].second ? hits : alarms) += 1;
    if (i + 1 < samples.size() && samples[i + 1].first == samples[i].first) continue;
    const SharePoint before = curves.roc.back();
    const SharePoint now = {alarms / negative, hits / positive};
    const double precision = hits / (hits + alarms);
    curves.auc += (now.x - before.x) * (now.y + before.y) / 2;
    curves.averagePrecision += (now.y - before.y) * precision;
    curves.roc.push_back(now);
    curves.precisionRecall.push_back({now.y, precision});
  }
  return curves;
}

std::vector<SharePoint> thinned(std::span<const SharePoint> points, int resolution) {
  const double step = 1.0 / resolution;
  std::vector<SharePoint> kept;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool isEnd = i == 0 || i + 1 == points.size();
    const auto isFar = [&] {
      return std::abs(points[i].x - kept.back().x) >= step || std::abs(points[i].y - kept.back().y) >= step;
    };
    if (isEnd || isFar()) kept.push_back(points[i]);
  }
  return kept;
}

}  // namespace gradus
