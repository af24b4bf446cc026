#include "core/run/run_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradus {
namespace {

constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

double valueOf(const Score& score, CurveKind kind) {
  if (kind == CurveKind::Determination) return score.determination;
  return kind == CurveKind::Loss ? score.loss : score.metric;
}

}  // namespace

void RunCurve::append(const RunNews& news) {
  for (const BatchPoint& point : news.batches) {
    if (point.step <= step_) continue;
    noteRate(point);
    if (kind_ != CurveKind::Determination) appendBatch(point);
    step_ = point.step;
  }
  for (const EpochPoint& point : news.epochs) {
    if (hasEpochs() && point.epoch <= train().positionOf(train().size() - 1)) continue;
    appendEpoch(point);
  }
}

void RunCurve::forgetBatches() {
  batches_ = CurveSeries();
  rates_ = CurveSeries();
}

void RunCurve::appendEpoch(const EpochPoint& point) {
  CurveEpoch epoch;
  epoch.epoch = point.epoch;
  for (const DataPart part : kAllParts) epoch.values.at(indexOf(part)) = valueOf(scoreOf(point, part), kind_);
  for (const DataPart part : kAllParts) {
    const double value = epoch.of(part);
    epochs_.at(indexOf(part)).append(epoch.epoch, static_cast<float>(value));
    if (!std::isfinite(value)) continue;
    std::optional<CurveEpoch>& lowest = lowest_.at(indexOf(part));
    std::optional<CurveEpoch>& highest = highest_.at(indexOf(part));
    if (!lowest || value < lowest->of(part)) lowest = epoch;
    if (!highest || value > highest->of(part)) highest = epoch;
  }
}

void RunCurve::appendBatch(const BatchPoint& point) {
  const bool isAfterGap = step_ > 0 && point.step > step_ + 1;
  if (isAfterGap) batches_.append((batches_.positionOf(batches_.size() - 1) + point.epochs) / 2, kGap);
  batches_.append(point.epochs, kind_ == CurveKind::Loss ? point.loss : point.metric);
}

void RunCurve::noteRate(const BatchPoint& point) {
  const bool isFirst = step_ == 0;
  lowestRate_ = isFirst ? point.learningRate : std::min(lowestRate_, point.learningRate);
  highestRate_ = isFirst ? point.learningRate : std::max(highestRate_, point.learningRate);
  if (kind_ == CurveKind::Loss) rates_.append(point.epochs, point.learningRate);
}

std::optional<CurveEpoch> RunCurve::epochNear(double position) const {
  if (!hasEpochs()) return std::nullopt;
  const std::size_t index = train().indexNear(position);
  CurveEpoch epoch;
  epoch.epoch = train().positionOf(index);
  for (const DataPart part : kAllParts)
    epoch.values.at(indexOf(part)) = static_cast<double>(epochs(part).meanOf(index));
  return epoch;
}

double RunCurve::lastPosition() const {
  double last = hasEpochs() ? train().positionOf(train().size() - 1) : 0;
  if (!batches_.isEmpty()) last = std::max(last, batches_.positionOf(batches_.size() - 1));
  return last;
}

}  // namespace gradus
