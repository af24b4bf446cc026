#include "core/train/run_history.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/determination.h"

namespace gradus {

void ScoreSum::add(const LoggedBatch& piece, std::int64_t rows, double lossWeight) {
  loss_ += static_cast<double>(piece.loss) * lossWeight;
  metric_ += static_cast<double>(piece.metric) * static_cast<double>(rows);
  squares_ += static_cast<double>(piece.squares) * static_cast<double>(rows);
  rows_ += rows;
  lossWeight_ += lossWeight;
}

Score ScoreSum::mean(double variance) const {
  if (rows_ == 0) return {};
  const auto rows = static_cast<double>(rows_);
  return {loss_ / lossWeight_, metric_ / rows, determination(squares_ / rows, variance, rows_)};
}

double targetVariance(const Dataset& dataset, const std::vector<std::int64_t>& rows) {
  if (dataset.task != Task::Regression || rows.empty()) return kNotMeasured;
  const auto target = [&](std::int64_t row) {
    return static_cast<double>(dataset.targets[static_cast<std::size_t>(row)]);
  };
  double sum = 0;
  for (const std::int64_t row : rows) sum += target(row);
  const auto count = static_cast<double>(rows.size());
  double squares = 0;
  for (const std::int64_t row : rows) squares += std::pow(target(row) - sum / count, 2);
  return squares / count;
}

std::optional<std::int64_t> RunHistory::take(std::optional<Moment> since) {
  const std::vector<LoggedBatch> logged = log_.take();
  const double seconds = since ? std::chrono::duration<double>(now() - *since).count() : 0;
  const std::vector<Note> notes = std::exchange(notes_, {});
  const auto steps = std::ranges::count_if(notes, [](const Note& note) { return note.step > 0; });
  // Epochs share the time by their steps.
  const double secondsPerStep = steps > 0 ? seconds / static_cast<double>(steps) : 0;
  const double end = seconds_ + seconds;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    const Note& note = notes[i];
    if (note.step == 0) {
      // The training part, whose batches were finite: the last update was too much for it.
      if (note.part == DataPart::Train && !std::isfinite(logged[i].loss)) return step_;
      sums_.at(static_cast<std::size_t>(note.part)).add(logged[i], note.rows, note.lossWeight);
    } else {
      if (!std::isfinite(logged[i].loss)) return note.step;
      batches_.push_back({note.step, note.epochs, logged[i].loss, logged[i].metric, note.learningRate, note.version});
      step_ = note.step;
      seconds_ += secondsPerStep;
    }
    if (note.endsEpoch) endEpoch(seconds_, note.version);
  }
  seconds_ = end;
  return std::nullopt;
}

void RunHistory::endEpoch(double seconds, std::uint64_t version) {
  const EpochPoint before = epochs_.empty() ? EpochPoint{} : epochs_.back();
  EpochPoint point;
  point.epoch = ++epoch_;
  point.version = version;
  const auto mean = [this](DataPart part) {
    const auto index = static_cast<std::size_t>(part);
    return sums_.at(index).mean(variances_.at(index));
  };
  point.train = mean(DataPart::Train);
  point.valid = mean(DataPart::Valid);
  point.test = mean(DataPart::Test);
  point.steps = step_;
  point.seconds = seconds;
  point.usPerStep = (seconds - before.seconds) * 1e6 / static_cast<double>(step_ - before.steps);
  point.wallTime = std::chrono::duration<double>(clocks_.wall().time_since_epoch()).count();
  epochs_.push_back(point);
  sums_ = {};
}

void RunHistory::clear() {
  log_.take();
  notes_.clear();
  sums_ = {};
  batches_.clear();
  epochs_.clear();
  step_ = 0;
  epoch_ = 0;
  seconds_ = 0;
}

RunPoints RunHistory::points() const {
  return {{batches_.begin(), batches_.end()}, {epochs_.begin(), epochs_.end()}, seconds_};
}

void RunHistory::goOnFrom(const RunPoints& points, std::int64_t step, int epoch) {
  clear();
  for (const BatchPoint& point : points.batches) batches_.push_back(point);
  for (const EpochPoint& point : points.epochs) epochs_.push_back(point);
  seconds_ = points.seconds;
  step_ = step;
  epoch_ = epoch;
}

}  // namespace gradus
