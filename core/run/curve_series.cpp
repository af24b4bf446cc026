#include "core/run/curve_series.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradus {
namespace {

constexpr double kNothing = 1e-12;
constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

float meanOfBoth(float a, float b) {
  if (std::isnan(a)) return b;
  return std::isnan(b) ? a : (a + b) / 2;
}

}  // namespace

void CurveSeries::append(double position, float value) {
  ++count_;
  const bool isFinite = std::isfinite(value);
  if (isEmpty() || inLast_ == stride_) {
    if (size() == capacity_) halve();
    envelope_.append(value);
    positions_.push_back(position);
    means_.push_back(isFinite ? value : kGap);
    inLast_ = 1;
    finiteInLast_ = isFinite ? 1 : 0;
    return;
  }
  envelope_.widenLast(value);
  positions_.back() = position;
  ++inLast_;
  if (!isFinite) return;
  ++finiteInLast_;
  float& mean = means_.back();
  mean = finiteInLast_ == 1 ? value : mean + (value - mean) / static_cast<float>(finiteInLast_);
}

void CurveSeries::halve() {
  envelope_.halve();
  for (std::size_t i = 0; i < positions_.size() / 2; ++i) {
    positions_[i] = positions_[2 * i + 1];
    means_[i] = meanOfBoth(means_[2 * i], means_[2 * i + 1]);
  }
  positions_.resize(positions_.size() / 2);
  means_.resize(means_.size() / 2);
  stride_ *= 2;
}

void CurveSeries::clear() {
  envelope_.clear();
  positions_.clear();
  means_.clear();
  count_ = 0;
  stride_ = 1;
  inLast_ = 0;
}

std::size_t CurveSeries::indexAt(double position) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(positions_, position) - positions_.begin());
}

std::size_t CurveSeries::indexNear(double position) const {
  const std::size_t behind = std::min(indexAt(position), size() - 1);
  if (behind == 0) return 0;
  return position - positions_[behind - 1] < positions_[behind] - position ? behind - 1 : behind;
}

std::vector<Bucket> CurveSeries::buckets(const CurveRange& range, std::size_t columns) const {
  // One entry more at each side, whose lines lead into the plot.
  const std::size_t first = indexAt(range.lower);
  return envelope_.buckets(first > 0 ? first - 1 : 0, indexAt(range.upper) + 1, columns);
}

Extremes CurveSeries::extremes(const CurveRange& range) const {
  const auto behind = std::ranges::upper_bound(positions_, range.upper) - positions_.begin();
  return envelope_.extremes(indexAt(range.lower), static_cast<std::size_t>(behind));
}

std::vector<float> CurveSeries::smoothed(double weight) const {
  std::vector<float> result(size(), kGap);
  const double keep = std::pow(weight, static_cast<double>(stride_));
  double average = 0;
  double missing = 1;  // weight of the zero at the beginning
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (std::isnan(means_[i])) continue;
    average = keep * average + (1 - keep) * static_cast<double>(means_[i]);
    missing *= keep;
    result[i] = static_cast<float>(missing > kNothing ? average / (1 - missing) : average);
  }
  return result;
}

}  // namespace gradus
