// What a run measures of itself: every part of the data at the end of each epoch, in pieces, and the test part.
#include <algorithm>

#include "core/train/trainer.h"

namespace gradus {
namespace {

/// Rows that are evaluated in a piece: enough for the device to work well, few enough to answer a command between two.
constexpr std::int64_t kPiece = 1000;

}  // namespace

/// Whether the time of an evaluation must be told from that of the training. A short one is not worth the wait.
bool Trainer::evaluationCounts() const {
  return data_->train.size() > static_cast<std::size_t>(kPiece);
}

Trainer::PartRows Trainer::rowsOf(DataPart part) const {
  if (part == DataPart::Train) return {data_->train, trainRows_};
  if (part == DataPart::Valid) return {data_->valid, validRows_};
  return {data_->test, testRows_};
}

/// Launches the piece that begins at `start`.
Trainer::Piece Trainer::evaluate(DataPart part, std::int64_t start, StepLog& log) {
  const auto& [rows, uploaded] = rowsOf(part);
  const std::int64_t count = std::min(kPiece, std::ssize(rows) - start);
  trainingStep_->evaluate({uploaded, start, count}, log);
  const std::span piece = std::span(rows).subspan(static_cast<std::size_t>(start), static_cast<std::size_t>(count));
  return {count, loss_.weightOf(*data_->dataset, piece)};
}

/// The next part that is evaluated at the end of an epoch.
std::optional<DataPart> Trainer::partAfter(DataPart part) const {
  if (part == DataPart::Train && !data_->valid.empty()) return DataPart::Valid;
  if (part != DataPart::Test && !data_->test.empty()) return DataPart::Test;
  return std::nullopt;
}

void Trainer::evaluatePiece() {
  const Piece piece = evaluate(*evaluated_, evaluatedRows_, history_.log());
  history_.noteEvaluation(*evaluated_, piece.rows, piece.weight);
  evaluatedRows_ += piece.rows;
  if (evaluatedRows_ < std::ssize(rowsOf(*evaluated_).rows)) return;
  evaluated_ = partAfter(*evaluated_);
  evaluatedRows_ = 0;
  if (!evaluated_) endEpoch();
}

void Trainer::endEpoch() {
  history_.noteEpochEnd(progress_.version);
  const bool watchesLoss = rule_->watchesLoss() || experiment_.training.patience > 0;
  if (evaluationCounts() || watchesLoss) collect();
  ++progress_.epochs;
  order_ = Tensor();
  progress_.batch = 0;
  progress_.dealtAt = 0;
  std::optional<double> loss;
  if (watchesLoss) {
    // The test part is not for decisions about training.
    const EpochPoint& point = history_.epochs().back();
    loss = data_->valid.empty() ? point.train.loss : point.valid.loss;
    if (progress_.bestEpoch == 0 || *loss < progress_.bestLoss) {
      progress_.bestLoss = *loss;
      progress_.bestEpoch = progress_.epochs;
    }
  }
  rule_->endEpoch(loss);
}

bool Trainer::hasStalled() const {
  const int patience = experiment_.training.patience;
  return patience > 0 && progress_.bestEpoch > 0 && progress_.epochs - progress_.bestEpoch >= patience;
}

void Trainer::finishEpoch() {
  for (const int before = epochs(); epochs() == before;) advance(loader_.batches());
  collect();
}

Score Trainer::evaluateTest() {
  StepLog log(device_);
  ScoreSum sum;
  for (std::int64_t done = 0; done < testRows_.numel();) {
    const Piece piece = evaluate(DataPart::Test, done, log);
    sum.add(log.take().front(), piece.rows, piece.weight);
    done += piece.rows;
  }
  return sum.mean(targetVariance(*data_->dataset, data_->test));
}

}  // namespace gradus
