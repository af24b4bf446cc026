#include "ui/plots/curve_history.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradus::ui {
namespace {

/// How many times as high as every epoch a batch may lie before it is cut off.
constexpr double kSpike = 4;
/// Above and below a stretch that is looked at closely, as a share of its height.
constexpr double kRoom = 0.08;
/// Of a logarithmic axis: where there is no number above 0, what is left free around the others, how far below them the
/// floor lies and the axis ends below the floor, both as shares of the height.
constexpr double kUsualLowest = 0.1;
constexpr double kUsualHighest = 10;
constexpr double kLogarithmicRoom = 1.3;
constexpr double kFloorBelow = 0.12;
constexpr double kNearestFloor = 1.5;
constexpr double kBelowFloor = 0.06;
constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

/// `value` rounded up to 1, 1.5, 2, 3, 4, 5, 6, 8 or 10 times a power of ten, so that an axis seldom changes.
double roundedUp(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (value <= step * power * 1.0001) return step * power;
  }
  return 10 * power;
}

}  // namespace

double valueOf(const Score& score, CurveKind kind) {
  if (kind == CurveKind::Determination) return score.determination;
  return kind == CurveKind::Loss ? score.loss : score.metric;
}

void CurveSpan::add(double value) {
  if (!std::isfinite(value)) return;
  range_.lower = std::min(range_.lower, value);
  range_.upper = std::max(range_.upper, value);
}

void CurveSpan::add(const Extremes& extremes) {
  if (extremes.isGap()) return;
  add(static_cast<double>(extremes.lowest));
  add(static_cast<double>(extremes.highest));
}

void CurveHistory::clear() {
  batches_.clear();
  rates_.clear();
  lowestRate_ = highestRate_ = 0;
  for (CurveSeries& series : epochs_) series.clear();
  best_ = {};
  version_ = 0;
  step_ = 0;
}

bool CurveHistory::append(const Snapshot& snapshot) {
  const std::int64_t before = size();
  const bool isNewRun = run_ != snapshot.run;
  if (isNewRun) clear();
  run_ = snapshot.run;

  for (const BatchPoint& point : snapshot.batches) {
    if (point.step <= step_) continue;
    noteRate(point);
    if (kind_ != CurveKind::Determination) appendBatch(point);
    step_ = point.step;
    version_ = point.version;
  }
  for (const EpochPoint& point : snapshot.epochs) {
    if (hasEpochs() && point.epoch <= train().positionOf(train().size() - 1)) continue;
    appendEpoch(point);
    // The last batch is of the same step, or newer.
    if (snapshot.batches.empty()) version_ = point.version;
  }
  return isNewRun || size() != before;
}

void CurveHistory::appendEpoch(const EpochPoint& point) {
  CurveEpoch epoch;
  epoch.epoch = point.epoch;
  for (const DataPart part : kAllParts) epoch.values.at(indexOf(part)) = valueOf(scoreOf(point, part), kind_);
  const auto isBetter = [this](double value, double best) { return smallIsGood_ ? value < best : value > best; };
  for (const DataPart part : kAllParts) {
    const double value = epoch.of(part);
    epochs_.at(indexOf(part)).append(epoch.epoch, static_cast<float>(value));
    std::optional<CurveEpoch>& best = best_.at(indexOf(part));
    if (std::isfinite(value) && (!best || isBetter(value, best->of(part)))) best = epoch;
  }
}

void CurveHistory::appendBatch(const BatchPoint& point) {
  const bool isAfterGap = step_ > 0 && point.step > step_ + 1;
  if (isAfterGap) batches_.append((batches_.positionOf(batches_.size() - 1) + point.epochs) / 2, kGap);
  batches_.append(point.epochs, kind_ == CurveKind::Loss ? point.loss : point.metric);
}

void CurveHistory::noteRate(const BatchPoint& point) {
  const bool isFirst = step_ == 0;
  lowestRate_ = isFirst ? point.learningRate : std::min(lowestRate_, point.learningRate);
  highestRate_ = isFirst ? point.learningRate : std::max(highestRate_, point.learningRate);
  if (kind_ == CurveKind::Loss) rates_.append(point.epochs, point.learningRate);
}

std::optional<CurveEpoch> CurveHistory::epochNear(double position) const {
  if (!hasEpochs()) return std::nullopt;
  const std::size_t index = train().indexNear(position);
  CurveEpoch epoch;
  epoch.epoch = train().positionOf(index);
  for (const DataPart part : kAllParts)
    epoch.values.at(indexOf(part)) = static_cast<double>(epochs(part).meanOf(index));
  return epoch;
}

double CurveHistory::lastPosition() const {
  double last = hasEpochs() ? train().positionOf(train().size() - 1) : 0;
  if (!batches_.isEmpty()) last = std::max(last, batches_.positionOf(batches_.size() - 1));
  return last;
}

CurveRange CurveHistory::heights(const CurveRange& seen, const CurveSpan& others, const PartFlags& shown) const {
  CurveSpan epochs;
  for (const DataPart part : kAllParts) {
    if (shown.at(indexOf(part))) epochs.add(this->epochs(part).extremes(seen));
  }
  if (!others.isEmpty()) {
    // An earlier run that went wild does not flatten this one.
    const double most = smallIsGood_ && !epochs.isEmpty() ? kSpike * epochs.range().upper : others.range().upper;
    epochs.add(std::min(others.range().lower, most));
    epochs.add(std::min(others.range().upper, most));
  }
  CurveSpan all = epochs;
  // Who looks into the first epoch wants to see its batches.
  const bool cutsBeginning = !epochs.isEmpty() && seen.lower <= 0;
  if (shown.at(indexOf(DataPart::Train))) all.add(batches_.extremes({cutsBeginning ? 1.0 : seen.lower, seen.upper}));
  if (all.isEmpty()) return {0, 1};

  if (seen.lower > 0) {  // a stretch that a person looks at closely
    const double room = std::max(kRoom * (all.range().upper - all.range().lower), 1e-6);
    return {all.range().lower - room, all.range().upper + room};
  }
  if (smallIsGood_) {
    double upper = all.range().upper;
    if (!epochs.isEmpty() && epochs.range().upper > 0) {
      upper = std::clamp(upper, 1.4 * epochs.range().upper, kSpike * epochs.range().upper);
    }
    return {0, upper > 0 ? roundedUp(upper) : 1};
  }
  // Accuracy and R²: the top is always "all right", the bottom a tenth of it or a multiple. R² has no lower end.
  const double lower = std::floor((all.range().lower - 0.05) * 10) / 10;
  return {std::max(kind_ == CurveKind::Determination ? -1.0 : 0.0, lower), 1.02};
}

LogarithmicHeights CurveHistory::logarithmicHeights(const CurveRange& seen, const CurveSpan& others,
                                                    const PartFlags& shown) const {
  CurveSpan span;
  double lowest = std::numeric_limits<double>::infinity();
  const auto add = [&](double value) {
    if (value > 0) span.add(value);
    lowest = std::min(lowest, value);
  };
  if (!others.isEmpty()) {
    add(others.range().lower);
    add(others.range().upper);
  }
  const auto addSeries = [&](const CurveSeries& series) {
    for (const Bucket& bucket : series.buckets(seen, 1024)) {
      if (bucket.extremes.isGap()) continue;
      add(static_cast<double>(bucket.extremes.lowest));
      add(static_cast<double>(bucket.extremes.highest));
    }
  };
  for (const DataPart part : kAllParts) {
    if (shown.at(indexOf(part))) addSeries(epochs(part));
  }
  if (shown.at(indexOf(DataPart::Train))) addSeries(batches_);
  const CurveRange all = span.isEmpty() ? CurveRange{kUsualLowest, kUsualHighest} : span.range();
  LogarithmicHeights heights{{all.lower / kLogarithmicRoom, all.upper * kLogarithmicRoom}};
  if (lowest > 0) return heights;
  heights.floor = all.lower / std::max(std::pow(all.upper / all.lower, kFloorBelow), kNearestFloor);
  heights.range.lower = heights.floor / std::pow(heights.range.upper / heights.floor, kBelowFloor);
  heights.hasNegative = lowest < 0;
  return heights;
}

}  // namespace gradus::ui
