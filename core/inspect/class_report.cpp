#include "core/inspect/class_report.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradus {
namespace {

double quotient(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// From the counts themselves, as a quotient of precision and recall would round twice.
ClassScore scoreOf(std::int64_t hits, std::int64_t predicted, std::int64_t truth) {
  return {quotient(hits, predicted), quotient(hits, truth), quotient(2 * hits, predicted + truth), truth};
}

void add(ClassScore& sum, const ClassScore& score, double weight) {
  sum.precision += weight * score.precision;
  sum.recall += weight * score.recall;
  sum.f1 += weight * score.f1;
  sum.support += score.support;
}

}  // namespace

ShareInterval wilsonInterval(std::int64_t hits, std::int64_t samples) {
  if (samples == 0) {
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    return {kNone, kNone, kNone};
  }
  constexpr double kZ = 1.959963984540054;  // a normal variable lies within ±z with a probability of 95 %
  const auto n = static_cast<double>(samples);
  const double share = static_cast<double>(hits) / n;
  const double widening = kZ * kZ / n;
  const double middle = (share + widening / 2) / (1 + widening);
  const double half = kZ / (1 + widening) * std::sqrt(share * (1 - share) / n + widening / n / 4);
  return {share, hits == 0 ? 0 : std::max(0.0, middle - half), hits == samples ? 1 : std::min(1.0, middle + half)};
}

ClassReport classReportOf(const ConfusionMatrix& matrix) {
  ClassReport report;
  const std::int64_t samples = matrix.samples();
  const std::int64_t correct = matrix.correct();
  for (std::int64_t label = 0; label < matrix.classes; ++label) {
    report.classes.push_back(scoreOf(matrix.at(label, label), matrix.ofPrediction(label), matrix.ofTruth(label)));
  }
  const auto occurring = static_cast<double>(std::ranges::count_if(report.classes, &ClassScore::occurs));
  for (const ClassScore& score : report.classes) {
    if (!score.occurs()) continue;
    add(report.macro, score, 1 / occurring);
    add(report.weighted, score, quotient(score.support, samples));
  }
  report.micro = scoreOf(correct, samples, samples);
  report.accuracy = wilsonInterval(correct, samples);
  return report;
}

}  // namespace gradus
