#include "core/inspect/regression_report.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/determination.h"

namespace gradus {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double median(std::vector<double> values) {
  if (std::ranges::any_of(values, [](double value) { return std::isnan(value); })) return kNone;
  const std::size_t middle = values.size() / 2;
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(middle));
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle] + *std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle))) / 2;
}

void fillHistogram(RegressionReport& report, std::span<const double> residuals, int bins) {
  double widest = 0;
  for (const double residual : residuals) {
    if (std::isfinite(residual)) widest = std::max(widest, std::abs(residual));
  }
  if (widest == 0) widest = 1;
  report.lowest = -widest;
  report.highest = widest;
  report.histogram.assign(static_cast<std::size_t>(bins), 0);
  for (const double residual : residuals) {
    if (!std::isfinite(residual)) continue;
    const double place = (residual + widest) / (2 * widest) * bins;
    ++report.histogram[static_cast<std::size_t>(std::clamp(static_cast<int>(place), 0, bins - 1))];
  }
}

}  // namespace

RegressionReport regressionReportOf(std::span<const float> truth, std::span<const float> predicted, int bins) {
  RegressionReport report;
  report.samples = static_cast<std::int64_t>(truth.size());
  if (truth.empty()) {
    for (double* number : {&report.meanAbsolute, &report.rootMeanSquare, &report.determination, &report.bias,
                           &report.deviation, &report.medianAbsolute, &report.largest}) {
      *number = kNone;
    }
    return report;
  }
  const auto n = static_cast<double>(truth.size());
  std::vector<double> residuals;
  std::vector<double> sizes;
  double truths = 0;
  double squares = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const double residual = static_cast<double>(predicted[i]) - static_cast<double>(truth[i]);
    residuals.push_back(residual);
    sizes.push_back(std::abs(residual));
    truths += static_cast<double>(truth[i]);
    squares += residual * residual;
    report.bias += residual / n;
    report.meanAbsolute += std::abs(residual) / n;
  }
  report.rootMeanSquare = std::sqrt(squares / n);
  double spread = 0;
  double variance = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    spread += std::pow(static_cast<double>(truth[i]) - truths / n, 2);
    variance += std::pow(residuals[i] - report.bias, 2) / n;
  }
  report.determination = determination(squares, spread, report.samples);
  report.deviation = std::sqrt(variance);
  report.medianAbsolute = median(sizes);
  report.largest = std::isnan(squares) ? kNone : *std::ranges::max_element(sizes);
  fillHistogram(report, residuals, bins);
  return report;
}

}  // namespace gradus
