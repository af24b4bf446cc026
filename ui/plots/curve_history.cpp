#include "ui/plots/curve_history.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradus::ui {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// How many times as high as every epoch a batch may lie before it is cut off.
constexpr double kSpike = 4;
constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

/// `value` rounded up to 1, 1.5, 2, 3, 4, 5, 6, 8 or 10 times a power of ten, so that an axis seldom changes.
double roundedUp(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double step : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (value <= step * power * 1.0001) return step * power;
  }
  return 10 * power;
}

/// Both ends of the finite numbers that were given; lower > upper if there were none.
class Span {
 public:
  void add(double value) {
    if (!std::isfinite(value)) return;
    range_.lower = std::min(range_.lower, value);
    range_.upper = std::max(range_.upper, value);
  }
  void add(const Extremes& extremes) {
    add(static_cast<double>(extremes.lowest));
    add(static_cast<double>(extremes.highest));
  }
  bool isEmpty() const { return range_.lower > range_.upper; }
  const CurveRange& range() const { return range_; }

 private:
  CurveRange range_{kInfinity, -kInfinity};
};

}  // namespace

void CurveHistory::clear() {
  batches_.clear();
  positions_.clear();
  step_ = 0;
  epochs_.clear();
}

bool CurveHistory::append(const Snapshot& snapshot) {
  const std::size_t before = size();
  const bool isNewRun = run_ != snapshot.run;
  if (isNewRun) clear();
  run_ = snapshot.run;

  for (const BatchPoint& point : snapshot.batches) {
    if (point.step <= step_) continue;
    const bool isAfterGap = step_ > 0 && point.step > step_ + 1;
    if (isAfterGap) append((positions_.back() + point.epochs) / 2, kGap);
    append(point.epochs, kind_ == CurveKind::Loss ? point.loss : point.metric);
    step_ = point.step;
  }
  for (const EpochPoint& point : snapshot.epochs) {
    if (!epochs_.empty() && point.epoch <= epochs_.back().epoch) continue;
    const auto value = [this](const Score& score) { return kind_ == CurveKind::Loss ? score.loss : score.metric; };
    epochs_.push_back({point.epoch, value(point.train), value(point.valid)});
  }
  return isNewRun || size() != before;
}

bool CurveHistory::hasValid() const {
  return std::any_of(epochs_.begin(), epochs_.end(), [](const CurveEpoch& e) { return std::isfinite(e.valid); });
}

void CurveHistory::append(double position, float value) {
  positions_.push_back(position);
  batches_.append(value);
}

std::size_t CurveHistory::batchAt(double position) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(positions_, position) - positions_.begin());
}

std::optional<std::size_t> CurveHistory::bestEpoch() const {
  const bool byValid = hasValid();
  std::optional<std::size_t> best;
  double bestValue = kInfinity;
  for (std::size_t i = 0; i < epochs_.size(); ++i) {
    const double value = (byValid ? epochs_[i].valid : epochs_[i].train) * (smallIsGood_ ? 1 : -1);
    if (std::isfinite(value) && value < bestValue) {
      best = i;
      bestValue = value;
    }
  }
  return best;
}

std::optional<std::size_t> CurveHistory::epochNear(double position) const {
  if (epochs_.empty()) return std::nullopt;
  const auto nearer = [position](const CurveEpoch& a, const CurveEpoch& b) {
    return std::abs(a.epoch - position) < std::abs(b.epoch - position);
  };
  return static_cast<std::size_t>(std::min_element(epochs_.begin(), epochs_.end(), nearer) - epochs_.begin());
}

CurveRange CurveHistory::positions() const {
  double last = epochs_.empty() ? 0 : epochs_.back().epoch;
  if (!positions_.empty()) last = std::max(last, positions_.back());
  return {0, last > 0 ? 1.015 * last : 1};  // a little more, so that the last dot is seen whole
}

CurveRange CurveHistory::heights() const {
  Span epochs;
  for (const CurveEpoch& epoch : epochs_) {
    epochs.add(epoch.train);
    epochs.add(epoch.valid);
  }
  Span all = epochs;
  all.add(batches_.extremes(epochs.isEmpty() ? 0 : batchAt(1.0), batches_.size()));
  if (all.isEmpty()) return {0, 1};

  if (smallIsGood_) {
    double upper = all.range().upper;
    if (!epochs.isEmpty() && epochs.range().upper > 0) {
      upper = std::clamp(upper, 1.4 * epochs.range().upper, kSpike * epochs.range().upper);
    }
    return {0, upper > 0 ? roundedUp(upper) : 1};
  }
  // Accuracy: the top is always "all right", the bottom a tenth of it or a multiple.
  const double lower = std::floor((all.range().lower - 0.05) * 10) / 10;
  return {std::max(0.0, lower), 1.02};
}

CurveRange CurveHistory::logarithmicHeights() const {
  Span span;
  const auto addPositive = [&span](double value) {
    if (value > 0) span.add(value);
  };
  for (const CurveEpoch& epoch : epochs_) {
    addPositive(epoch.train);
    addPositive(epoch.valid);
  }
  for (const Bucket& bucket : batches_.buckets(0, batches_.size(), 1024)) {
    if (bucket.extremes.isGap()) continue;
    addPositive(static_cast<double>(bucket.extremes.lowest));
    addPositive(static_cast<double>(bucket.extremes.highest));
  }
  if (span.isEmpty()) return {0.1, 10};
  const CurveRange range = span.range();
  return {range.lower / 1.3, range.upper * 1.3};
}

}  // namespace gradus::ui
