#include "core/inspect/report.h"

namespace gradus {
namespace {

constexpr int kCurveResolution = 500;

void reportClasses(const Dataset& dataset, const Predictions& predictions, InspectReport& report) {
  std::vector<std::int32_t> truth;
  truth.reserve(predictions.rows.size());
  for (const std::int64_t row : predictions.rows) truth.push_back(dataset.labels[static_cast<std::size_t>(row)]);
  std::vector<bool> right(truth.size());
  for (std::size_t i = 0; i < truth.size(); ++i) right[i] = truth[i] == predictions.predicted[i];
  report.matrix = confusionOf(truth, predictions.predicted, dataset.classes());
  report.classes = classReportOf(report.matrix);
  report.calibration = calibrationOf(predictions.confidence, right);
  if (dataset.classes() != 2 || predictions.leads.empty()) return;

  std::vector<bool> positives(truth.size());
  for (std::size_t i = 0; i < truth.size(); ++i) positives[i] = truth[i] == 1;
  RankingCurves curves = rankingOf(predictions.leads, positives);
  curves.roc = thinned(curves.roc, kCurveResolution);
  curves.precisionRecall = thinned(curves.precisionRecall, kCurveResolution);
  report.ranking = std::move(curves);
}

}  // namespace

InspectReportPtr makeReport(const Dataset& dataset, const Predictions& predictions) {
  auto report = std::make_shared<InspectReport>();
  if (dataset.task == Task::Classification) {
    reportClasses(dataset, predictions, *report);
  } else {
    std::vector<float> truth;
    truth.reserve(predictions.rows.size());
    for (const std::int64_t row : predictions.rows) truth.push_back(dataset.targets[static_cast<std::size_t>(row)]);
    report->regression = regressionReportOf(truth, predictions.values);
  }
  return report;
}

}  // namespace gradus
