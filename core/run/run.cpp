#include "core/run/run.h"

namespace gradus {

void Run::append(const RunNews& news) {
  if (news.events) events_ = news.events;
  if (!hasEpochs()) experiment_ = news.experiment;
  const std::int64_t epochs = curve(CurveKind::Loss).train().count();
  for (RunCurve& curve : curves_) curve.append(news);
  if (curve(CurveKind::Loss).train().count() > epochs) {
    experiment_ = news.experiment;
    lastEnd_ = news.epochs.back().wallTime;
  }
  // The last batch is of the same step as the last epoch, or newer.
  if (!news.batches.empty()) {
    version_ = news.batches.back().version;
  } else if (!news.epochs.empty()) {
    version_ = news.epochs.back().version;
  }
}

const CurveSeries& Run::line(CurveKind kind) const {
  const RunCurve& loss = curve(CurveKind::Loss);
  for (const DataPart part : {DataPart::Valid, DataPart::Test}) {
    if (loss.has(part)) return curve(kind).epochs(part);
  }
  return curve(kind).train();
}

const RunEvents& Run::events() const {
  static const RunEvents kNone;
  return events_ ? *events_ : kNone;
}

void Run::forgetBatches() {
  for (RunCurve& curve : curves_) curve.forgetBatches();
}

}  // namespace gradus
