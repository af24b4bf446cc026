#include "ui/plots/curve_graphs.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/run/run_book.h"
#include "ui/plots/curve_axes.h"
#include "ui/plots/custom_plot.h"
#include "ui/theme/legible.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
constexpr double kEver = std::numeric_limits<double>::infinity();

/// On a logarithmic axis the first few numbers have as much room as all the others: it is cut into stretches of about
/// the same width, each of which has its own buckets.
std::vector<Bucket> bucketsOf(const CurveSeries& series, const CurveRange& seen, std::size_t columns, bool byOctaves) {
  if (!byOctaves || !(seen.lower > 0)) return series.buckets(seen, columns);
  const auto octaves = static_cast<std::size_t>(std::max(1.0, std::ceil(std::log2(seen.upper / seen.lower))));
  std::vector<Bucket> found;
  for (std::size_t i = 0; i < octaves; ++i) {
    const double lower = std::ldexp(seen.lower, static_cast<int>(i));
    const CurveRange octave{lower, std::min(2 * lower, seen.upper)};
    for (const Bucket& bucket : series.buckets(octave, std::max<std::size_t>(columns / octaves, 1))) {
      if (found.empty() || bucket.first >= found.back().last) found.push_back(bucket);
    }
  }
  return found;
}

double middleOf(const CurveSeries& series, const Bucket& bucket) {
  return (series.positionOf(bucket.first) + series.positionOf(bucket.last - 1)) / 2;
}

/// A line that goes through both extremes of every bucket.
QVector<QCPGraphData> lineOf(const CurveSeries& series, const std::vector<Bucket>& buckets, const CurveLook& look) {
  QVector<QCPGraphData> line;
  for (const Bucket& bucket : buckets) {
    const double position = middleOf(series, bucket);
    const Extremes& extremes = bucket.extremes;
    line.append({position, extremes.isGap() ? kGap : look.shown(static_cast<double>(extremes.lowest))});
    if (extremes.lowest < extremes.highest) {
      line.append({position, look.shown(static_cast<double>(extremes.highest))});
    }
  }
  return line;
}

QCPGraph* addGraph(QCustomPlot& plot, const QString& name) {
  QCPGraph* graph = plot.addGraph();
  graph->setName(name);
  graph->setAdaptiveSampling(false);  // the envelope has done it
  return graph;
}

}  // namespace

double CurveLook::shown(double value) const {
  if (isLogarithmic && value <= logarithmic.floor) return logarithmic.floor > 0 ? logarithmic.floor : kGap;
  return isPercent ? 100 * value : value;
}

QString curveNumber(double value, bool isPercent) {
  if (!std::isfinite(value)) return QStringLiteral("–");
  return isPercent ? percent(value) : figures(value);
}

QColor faint(QColor color, double opacity) {
  color.setAlphaF(static_cast<float>(opacity));
  return color;
}

QColor ghostColor(const Theme& theme, std::size_t age) {
  return mix(theme.muted, theme.card, std::min(0.75, 0.15 + 0.2 * static_cast<double>(age)));
}

QColor rateColor(const Theme& theme) {
  return mix(theme.muted, theme.accent, 0.35);
}

CurveGraphs::CurveGraphs(QCustomPlot& plot) : plot_(plot) {
  for (std::size_t i = 0; i < RunBook::kMost; ++i) ghosts_.push_back(addGraph(plot, QStringLiteral("ghost %1").arg(i)));
  batches_ = addGraph(plot, QStringLiteral("batches"));
  lowest_ = addGraph(plot, QStringLiteral("lowest"));
  highest_ = addGraph(plot, QStringLiteral("highest"));
  smoothed_ = addGraph(plot, QStringLiteral("smoothed"));
  for (const DataPart part : {DataPart::Test, DataPart::Train, DataPart::Valid})
    epochs_.at(indexOf(part)) = addGraph(plot, nameOf(part));
  rates_ = addGraph(plot, QStringLiteral("rates"));
  rates_->setValueAxis(plot.yAxis2);
  marks_ = addGraph(plot, QStringLiteral("marks"));
  floor_ = addGraph(plot, QStringLiteral("floor"));
  best_ = addGraph(plot, QStringLiteral("best"));
  highest_->setChannelFillGraph(lowest_);
  highest_->setAntialiasedFill(false);  // every pixel has its own lowest and highest: there is nothing between
  for (QCPGraph* graph : {lowest_, highest_}) graph->setPen(Qt::NoPen);
  best_->setLineStyle(QCPGraph::lsNone);
  bestText_ = new QCPItemText(&plot);
  bestText_->setPadding({2, 0, 2, 0});
  bestText_->setClipToAxisRect(false);
  floorText_ = new QCPItemText(&plot);
  floorText_->setObjectName(QStringLiteral("floorText"));
  floorText_->setPadding({2, 0, 2, 0});
  floorText_->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
  floorText_->position->setType(QCPItemPosition::ptAbsolute);
}

void CurveGraphs::setTheme(const Theme& theme, const QFont& font) {
  theme_ = theme;
  highest_->setBrush(faint(theme.train, theme.isDark ? 0.28 : 0.26));
  smoothed_->setPen(QPen(faint(theme.train, theme.isDark ? 0.6 : 0.7), 1.2));
  for (const DataPart part : kAllParts)
    epochs_.at(indexOf(part))->setPen(QPen(colorOf(part, theme), part == DataPart::Train ? 1.8 : 1.5));
  rates_->setPen(QPen(rateColor(theme), 1));
  marks_->setPen(QPen(faint(theme.accent, 0.8), 1, Qt::DotLine));
  bestText_->setColor(theme.text);
  bestText_->setBrush(theme.card);
  bestText_->setFont(sizedFont(font, 11, false));
  floor_->setPen(QPen(theme.muted, 1, Qt::DashLine));
  floorText_->setColor(theme.muted);
  floorText_->setBrush(theme.card);
  floorText_->setFont(sizedFont(font, 11, false));
}

CurveRange CurveGraphs::seen() const {
  const QCPRange range = plot_.xAxis->range();
  return {range.lower, range.upper};
}

std::size_t CurveGraphs::columns() const {
  return static_cast<std::size_t>(std::max(1, plot_.axisRect()->width()));
}

void CurveGraphs::update(const RunCurve& curve, const std::vector<CurveGhost>& ghosts,
                         const std::vector<CurveMark>& marks, const CurveLook& look) {
  updateGhosts(ghosts, look);
  updateBatches(curve, look);
  updateEpochs(curve, look);
  updateRates(curve, look);
  updateMarks(marks);
  updateBest(curve, look);
  updateFloor(look);
}

void CurveGraphs::updateGhosts(const std::vector<CurveGhost>& ghosts, const CurveLook& look) {
  for (std::size_t i = 0; i < RunBook::kMost; ++i) {
    QVector<QCPGraphData> line;
    if (i < ghosts.size()) {
      const CurveSeries& series = *ghosts[i].line;
      line = lineOf(series, bucketsOf(series, seen(), columns(), look.hasLogarithmicPositions), look);
    }
    if (i < ghosts.size()) ghosts_[i]->setPen(QPen(ghostColor(theme_, ghosts[i].age), 1.4, Qt::DashLine));
    ghosts_[i]->setScatterStyle({line.size() == 1 ? QCPScatterStyle::ssDisc : QCPScatterStyle::ssNone, 5});
    ghosts_[i]->data()->set(line, true);
  }
}

void CurveGraphs::updateBatches(const RunCurve& curve, const CurveLook& look) {
  static const CurveSeries kHidden;
  const CurveSeries& series = look.shows(DataPart::Train) ? curve.batches() : kHidden;
  const std::vector<Bucket> buckets = bucketsOf(series, seen(), columns(), look.hasLogarithmicPositions);
  const bool isSmoothing = look.smoothing > 0;
  const std::vector<float> smoothed = isSmoothing ? series.smoothed(look.smoothing) : std::vector<float>();
  QVector<QCPGraphData> low;
  QVector<QCPGraphData> high;
  QVector<QCPGraphData> average;
  bool isDense = series.stride() > 1;
  for (const Bucket& bucket : buckets) {
    const double position = middleOf(series, bucket);
    const bool isGap = bucket.extremes.isGap();
    isDense = isDense || bucket.last - bucket.first > 1;
    low.append({position, isGap ? kGap : look.shown(static_cast<double>(bucket.extremes.lowest))});
    high.append({position, isGap ? kGap : look.shown(static_cast<double>(bucket.extremes.highest))});
    if (!isSmoothing) continue;
    double sum = 0;
    int count = 0;
    for (std::size_t i = bucket.first; i < bucket.last; ++i) {
      if (std::isnan(smoothed[i])) continue;
      sum += static_cast<double>(smoothed[i]);
      ++count;
    }
    average.append({position, count > 0 ? look.shown(sum / count) : kGap});
  }
  // Until there is an epoch, the batches are all there is to see.
  const double strength = curve.hasEpochs() || isSmoothing ? (theme_.isDark ? 0.28 : 0.36) : 0.6;
  batches_->setPen(QPen(faint(theme_.train, strength), 1));
  // A line as long as every batch has its own pixels, then a band from the lowest to the highest: a line that goes up
  // and down in every pixel would be as strong as the epochs.
  batches_->data()->set(isDense ? QVector<QCPGraphData>() : low, true);
  lowest_->data()->set(isDense ? low : QVector<QCPGraphData>(), true);
  highest_->data()->set(isDense ? high : QVector<QCPGraphData>(), true);
  smoothed_->data()->set(average, true);
}

void CurveGraphs::updateEpochs(const RunCurve& curve, const CurveLook& look) {
  for (const DataPart part : kAllParts) {
    QCPGraph* graph = epochs_.at(indexOf(part));
    const CurveSeries& series = curve.epochs(part);
    QVector<QCPGraphData> line;
    if (look.shows(part)) {
      line = lineOf(series, bucketsOf(series, seen(), columns(), look.hasLogarithmicPositions), look);
    }
    // A line needs two points; the first epoch is seen as a dot.
    graph->setScatterStyle({series.size() == 1 ? QCPScatterStyle::ssDisc : QCPScatterStyle::ssNone, 5});
    graph->data()->set(line, true);
  }
}

/// The learning rate on an axis of its own, which begins at 0 and has its highest at the top.
void CurveGraphs::updateRates(const RunCurve& curve, const CurveLook& look) {
  const CurveSeries& series = curve.rates();
  const bool isShown = curve.ratesVary() && !series.isEmpty();
  setRightAxis(plot_, curve.ratesVary(), isShown);
  QVector<QCPGraphData> line;
  if (isShown) {
    line = lineOf(series, bucketsOf(series, seen(), columns(), look.hasLogarithmicPositions), CurveLook{});
    plot_.yAxis2->setRange(0, 1.04 * static_cast<double>(series.extremes({0, kEver}).highest));
  }
  rates_->data()->set(line, true);
}

/// Upright lines through the whole plot.
void CurveGraphs::updateMarks(const std::vector<CurveMark>& marks) {
  const QCPRange heights = plot_.yAxis->range();
  QVector<QCPGraphData> lines;
  for (const CurveMark& mark : marks) {
    lines.append({mark.position, heights.lower});
    lines.append({mark.position, heights.upper});
    lines.append({mark.position, kGap});
  }
  marks_->data()->set(lines, true);
}

void CurveGraphs::updateBest(const RunCurve& curve, const CurveLook& look) {
  best_->data()->clear();
  const auto& best = curve.bestEpoch(look.smallIsGood());
  const DataPart part = curve.bestPart();
  const bool isShown =
      best && look.shows(part) && curve.train().count() > 1 && plot_.xAxis->range().contains(best->epoch);
  bestText_->setVisible(isShown);
  if (!isShown) return;
  const double value = best->of(part);
  best_->setScatterStyle({QCPScatterStyle::ssCircle, QPen(theme_.card, 1.5), QBrush(colorOf(part, theme_)), 8});
  best_->addData(best->epoch, look.shown(value));

  // The text stays inside: it is right-aligned near the right edge and below the dot near the top.
  const QPointF dot(plot_.xAxis->coordToPixel(best->epoch), plot_.yAxis->coordToPixel(look.shown(value)));
  const QRect axes = plot_.axisRect()->rect();
  const bool nearRight = dot.x() > axes.right() - 50;
  const bool nearTop = dot.y() < axes.top() + 30;
  const Qt::Alignment side = nearRight ? Qt::AlignRight : dot.x() < axes.left() + 50 ? Qt::AlignLeft : Qt::AlignHCenter;
  bestText_->setPositionAlignment(side | (nearTop ? Qt::AlignTop : Qt::AlignBottom));
  bestText_->position->setType(QCPItemPosition::ptAbsolute);
  bestText_->position->setPixelPosition(dot + QPointF(nearRight ? 6 : 0, nearTop ? 6 : -6));
  bestText_->setText(QObject::tr("best %1").arg(curveNumber(value, look.isPercent)));
}

/// The line on which lies what a logarithmic axis has no place for, and words that say so.
void CurveGraphs::updateFloor(const CurveLook& look) {
  const double floor = look.isLogarithmic ? look.logarithmic.floor : 0;
  floorText_->setVisible(floor > 0);
  floor_->data()->clear();
  if (!(floor > 0)) return;
  const CurveRange range = seen();
  floor_->addData(range.lower, floor);
  floor_->addData(range.upper, floor);
  floorText_->position->setPixelPosition(QPointF(plot_.axisRect()->left() + 2, plot_.yAxis->coordToPixel(floor) - 1));
  floorText_->setText(look.logarithmic.hasNegative ? QObject::tr("0 and less lie on this line")
                                                   : QObject::tr("0 lies on this line"));
}

}  // namespace gradus::ui
