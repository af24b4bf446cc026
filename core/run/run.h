// What was done: an experiment, the changes in the middle of it and its history, however long, in bounded memory. Views
// read it; none keeps numbers of its own.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "core/experiment/experiment.h"
#include "core/run/run_curve.h"
#include "core/run/run_event.h"
#include "core/run/run_news.h"

namespace gradus {

class Run {
 public:
  explicit Run(std::uint64_t id) : id_(id) {}

  /// As RunNews::run.
  std::uint64_t id() const { return id_; }

  /// Takes over batches and epochs that are new. `news` are of this run.
  void append(const RunNews& news);

  /// Batches and epochs that were taken over.
  std::int64_t size() const { return curve(CurveKind::Loss).size(); }
  bool hasEpochs() const { return curve(CurveKind::Loss).hasEpochs(); }

  const RunCurve& curve(CurveKind kind) const { return curves_.at(static_cast<std::size_t>(kind)); }

  /// The epochs by validation or, where nothing was validated, by the test part or by training: what runs are compared
  /// by.
  const CurveSeries& line(CurveKind kind) const;

  /// In the order of their steps.
  const RunEvents& events() const;

  /// As it was when the last epoch came, or as it is where there is none; null where not known.
  const std::shared_ptr<const Experiment>& experiment() const { return experiment_; }

  /// When the last epoch ended, as EpochPoint::wallTime; 0 where there is none.
  double lastEnd() const { return lastEnd_; }

  /// Of network and data, when the newest batch or epoch was measured; 0 where there is none.
  std::uint64_t version() const { return version_; }

  /// Earlier runs are compared by their epochs.
  void forgetBatches();

 private:
  std::uint64_t id_;
  std::array<RunCurve, 3> curves_{RunCurve(CurveKind::Loss), RunCurve(CurveKind::Metric),
                                  RunCurve(CurveKind::Determination)};
  RunEventsPtr events_;
  std::shared_ptr<const Experiment> experiment_;
  double lastEnd_ = 0;
  std::uint64_t version_ = 0;
};

using RunPtr = std::shared_ptr<const Run>;

}  // namespace gradus
