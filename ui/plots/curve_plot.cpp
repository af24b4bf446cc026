#include "ui/plots/curve_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/plots/curve_axes.h"
#include "ui/theme/legible.h"
#include "ui/widgets/menu.h"

namespace gradus::ui {
namespace {

constexpr int kFrame = 16;  // milliseconds
constexpr double kBelowLowest = 0.015;
constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

QColor faint(QColor color, double opacity) {
  color.setAlphaF(static_cast<float>(opacity));
  return color;
}

}  // namespace

CurvePlot::CurvePlot(Kind kind, QWidget* parent)
    : QWidget(parent),
      kind_(kind),
      theme_(Theme::dark()),
      history_(kind),
      header_(new CurveHeader(this)),
      plot_(new QCustomPlot(this)) {
  frame_.setSingleShot(true);
  frame_.setInterval(kFrame);
  connect(&frame_, &QTimer::timeout, this, &CurvePlot::refresh);

  if (kind == Kind::Loss) header_->offerLogarithm();
  connect(header_, &CurveHeader::logarithmicChosen, this, &CurvePlot::setLogarithmic);

  plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  plot_->installEventFilter(this);
  header_->setToolTip(tr("The wheel zooms, dragging moves, a double click shows everything again."));
  connect(plot_, &QCustomPlot::mouseDoubleClick, this, &CurvePlot::showEverything);
  connect(plot_, &QCustomPlot::mouseMove, this,
          [this](const QMouseEvent* event) { readAt(plot_->xAxis->pixelToCoord(event->position().x())); });
  for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
    connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
      if (isAdjusting_) return;
      isFollowing_ = false;
      scheduleRefresh();
    });
  }
  makeGraphs();
  setTheme(theme_);
  setTask(task_, false);
  setLogarithmic(false);
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::makeGraphs() {
  batches_ = plot_->addGraph();
  lowest_ = plot_->addGraph();
  highest_ = plot_->addGraph();
  train_ = plot_->addGraph();
  valid_ = plot_->addGraph();
  best_ = plot_->addGraph();
  batches_->setName(QStringLiteral("batches"));
  lowest_->setName(QStringLiteral("lowest"));
  highest_->setName(QStringLiteral("highest"));
  train_->setName(QStringLiteral("train"));
  valid_->setName(QStringLiteral("valid"));
  for (QCPGraph* graph : {batches_, lowest_, highest_}) graph->setAdaptiveSampling(false);  // the envelope has done it
  highest_->setChannelFillGraph(lowest_);
  for (QCPGraph* graph : {lowest_, highest_}) graph->setPen(Qt::NoPen);

  bestText_ = new QCPItemText(plot_);
  bestText_->setPadding({2, 0, 2, 0});
  bestText_->setClipToAxisRect(false);
  emptyText_ = new QCPItemText(plot_);
  emptyText_->position->setType(QCPItemPosition::ptAxisRectRatio);
  emptyText_->position->setCoords(0.5, 0.45);
  emptyText_->setPadding({10, 2, 10, 2});
  emptyText_->setText(tr("press Train, and watch it learn"));

  // What follows the pointer has a buffer of its own: moving it draws nothing else.
  plot_->addLayer(QStringLiteral("reading"));
  QCPLayer* layer = plot_->layer(QStringLiteral("reading"));
  layer->setMode(QCPLayer::lmBuffered);
  readingLine_ = new QCPItemStraightLine(plot_);
  readingLine_->setLayer(layer);
  readingLine_->setVisible(false);
  readingText_ = new QCPItemText(plot_);
  readingText_->setLayer(layer);
  readingText_->setVisible(false);
  readingText_->setPadding({4, 1, 4, 1});
  readingText_->position->setTypeX(QCPItemPosition::ptPlotCoords);
  readingText_->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
  reading_ = plot_->addGraph();
  reading_->setLayer(layer);
  reading_->setLineStyle(QCPGraph::lsNone);
  best_->setLineStyle(QCPGraph::lsNone);
}

void CurvePlot::setTheme(const Theme& theme) {
  theme_ = theme;
  header_->setTheme(theme);
  plot_->setBackground(QBrush(theme.card));
  highest_->setBrush(faint(theme.train, theme.isDark ? 0.28 : 0.26));
  train_->setPen(QPen(theme.train, 1.8));
  valid_->setPen(QPen(theme.valid, 1.5));
  reading_->setScatterStyle({QCPScatterStyle::ssCircle, QPen(theme.card, 1.5), QBrush(theme.text), 7});
  readingLine_->setPen(QPen(faint(theme.muted, 0.6), 1));
  bestText_->setColor(theme.text);
  bestText_->setBrush(theme.card);
  emptyText_->setColor(theme.muted);
  emptyText_->setBrush(theme.card);
  readingText_->setColor(theme.muted);
  readingText_->setBrush(theme.card);
  readingText_->setFont(sizedFont(font(), 11, false));
  bestText_->setFont(sizedFont(font(), 11, false));
  emptyText_->setFont(sizedFont(font(), 12, false));
  styleAxes(*plot_, theme, font());
  scheduleRefresh();
}

void CurvePlot::setTask(Task task, bool monitorIsTest) {
  const bool wasPercent = isPercent();
  task_ = task;
  history_.setSmallIsGood(!isPercent());
  const QString metric = isPercent() ? tr("Accuracy") : tr("Mean absolute error (MAE)");
  const QString title = kind_ == Kind::Loss ? tr("Loss") : metric;
  header_->setTitle(title, kind_ == Kind::Metric && !isPercent() ? tr("MAE") : title);
  header_->setSecondCurve(monitorIsTest ? tr("test") : tr("valid"));
  setAccessibleName(tr("%1 over the epochs").arg(title));
  if (isPercent() != wasPercent) setLogarithmic(isLogarithmic_);
}

void CurvePlot::setLogarithmic(bool logarithmic) {
  isLogarithmic_ = logarithmic;
  header_->setLogarithmic(logarithmic);
  const CurveScale linear = isPercent() ? CurveScale::Percent : CurveScale::Linear;
  setScale(*plot_->yAxis, logarithmic ? CurveScale::Logarithmic : linear);
  showEverything();
}

void CurvePlot::append(const Snapshot& snapshot) {
  if (history_.append(snapshot)) scheduleRefresh();
}

void CurvePlot::showEverything() {
  isFollowing_ = true;
  scheduleRefresh();
}

void CurvePlot::scheduleRefresh() {
  if (!frame_.isActive()) frame_.start();
}

void CurvePlot::refresh() {
  plot_->setBufferDevicePixelRatio(devicePixelRatioF());  // the window may have moved to another screen
  updateRanges();
  // Until there is an epoch, the batches are all there is to see.
  batches_->setPen(QPen(faint(theme_.train, history_.epochs().empty() ? 0.6 : theme_.isDark ? 0.28 : 0.36), 1));
  updateBatches();
  updateEpochs();
  updateBest();
  emptyText_->setVisible(history_.size() == 0);
  for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) axis->setTickLabels(history_.size() > 0);
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::updateRanges() {
  isAdjusting_ = true;
  if (isFollowing_) {
    const CurveRange positions = history_.positions();
    const CurveRange heights = isLogarithmic_ ? history_.logarithmicHeights() : history_.heights();
    const double factor = isPercent() ? 100 : 1;
    plot_->xAxis->setRange(positions.lower, std::max(positions.upper, positions.lower + 1));
    // A little below 0, so that a dot on the lowest line is seen whole.
    const double below = isLogarithmic_ ? 0 : kBelowLowest * (heights.upper - heights.lower);
    plot_->yAxis->setRange((heights.lower - below) * factor, heights.upper * factor);
  } else {
    // There is nothing before the first batch: panning stops there.
    const QCPRange range = plot_->xAxis->range();
    if (range.lower < 0) plot_->xAxis->setRange(0, range.size());
  }
  isAdjusting_ = false;
}

double CurvePlot::shown(double value) const {
  if (isLogarithmic_ && value <= 0) return kGap;
  return isPercent() ? 100 * value : value;
}

void CurvePlot::updateBatches() {
  const QCPRange range = plot_->xAxis->range();
  const std::size_t first = history_.batchAt(range.lower);
  const std::size_t last = history_.batchAt(range.upper) + 1;
  const int columns = std::max(1, plot_->axisRect()->width());
  // One batch more at the left, whose line leads into the plot.
  const std::size_t begin = first > 0 ? first - 1 : 0;
  const std::vector<Bucket> buckets = history_.batches().buckets(begin, last, static_cast<std::size_t>(columns));
  QVector<QCPGraphData> low;
  QVector<QCPGraphData> high;
  bool isDense = false;
  for (const Bucket& bucket : buckets) {
    const double position = (history_.positionOf(bucket.first) + history_.positionOf(bucket.last - 1)) / 2;
    const bool isGap = bucket.extremes.isGap();
    isDense = isDense || bucket.last - bucket.first > 1;
    low.append({position, isGap ? kGap : shown(static_cast<double>(bucket.extremes.lowest))});
    high.append({position, isGap ? kGap : shown(static_cast<double>(bucket.extremes.highest))});
  }
  // A line as long as every batch has its own pixels, then a band from the lowest to the highest: a line that goes up
  // and down in every pixel would be as strong as the epochs.
  batches_->data()->set(isDense ? QVector<QCPGraphData>() : low, true);
  lowest_->data()->set(isDense ? low : QVector<QCPGraphData>(), true);
  highest_->data()->set(isDense ? high : QVector<QCPGraphData>(), true);
}

void CurvePlot::updateEpochs() {
  QVector<QCPGraphData> train;
  QVector<QCPGraphData> valid;
  for (const CurveEpoch& epoch : history_.epochs()) {
    train.append({static_cast<double>(epoch.epoch), shown(epoch.train)});
    valid.append({static_cast<double>(epoch.epoch), shown(epoch.valid)});
  }
  // A line needs two points; the first epoch is seen as a dot.
  const auto shape = train.size() == 1 ? QCPScatterStyle::ssDisc : QCPScatterStyle::ssNone;
  train_->setScatterStyle({shape, 5});
  valid_->setScatterStyle({shape, 5});
  train_->data()->set(train, true);
  valid_->data()->set(valid, true);
}

void CurvePlot::updateBest() {
  best_->data()->clear();
  const auto best = history_.bestEpoch();
  bestText_->setVisible(best && history_.epochs().size() > 1);
  if (!best || history_.epochs().size() < 2) return;
  const CurveEpoch& epoch = history_.epochs()[*best];
  const bool byValid = history_.hasValid();
  const double value = byValid ? epoch.valid : epoch.train;
  best_->setScatterStyle(
      {QCPScatterStyle::ssCircle, QPen(theme_.card, 1.5), QBrush(byValid ? theme_.valid : theme_.train), 8});
  best_->addData(epoch.epoch, shown(value));

  // The text stays inside: it is right-aligned near the right edge and below the dot near the top.
  const QPointF dot(plot_->xAxis->coordToPixel(epoch.epoch), plot_->yAxis->coordToPixel(shown(value)));
  const QRect axes = plot_->axisRect()->rect();
  const bool nearRight = dot.x() > axes.right() - 50;
  const bool nearTop = dot.y() < axes.top() + 30;
  const Qt::Alignment side = nearRight ? Qt::AlignRight : dot.x() < axes.left() + 50 ? Qt::AlignLeft : Qt::AlignHCenter;
  bestText_->setPositionAlignment(side | (nearTop ? Qt::AlignTop : Qt::AlignBottom));
  bestText_->position->setType(QCPItemPosition::ptAbsolute);
  bestText_->position->setPixelPosition(dot + QPointF(nearRight ? 6 : 0, nearTop ? 6 : -6));
  bestText_->setText(tr("best %1").arg(numberText(value)));
}

QString CurvePlot::numberText(double value) const {
  if (!std::isfinite(value)) return QStringLiteral("–");
  if (isPercent()) return QString::number(100 * value, 'f', 1) + QStringLiteral(" %");
  // Three digits, those at the end too: 0.2 would look less exact than 0.239.
  const double size = std::abs(value);
  if (size < 1e-3 || size >= 1e5) return QString::number(value, 'g', 3);
  return QString::number(value, 'f', size < 9.995 ? (size < 0.9995 ? 3 : 2) : size < 99.95 ? 1 : 0);
}

void CurvePlot::readAt(double position) {
  const auto nearest = history_.epochNear(position);
  if (!nearest) return;
  const CurveEpoch& epoch = history_.epochs()[*nearest];
  readingLine_->point1->setCoords(epoch.epoch, 1);
  readingLine_->point2->setCoords(epoch.epoch, 2);
  readingLine_->setVisible(true);
  reading_->data()->clear();
  reading_->addData(epoch.epoch, shown(epoch.train));
  reading_->addData(epoch.epoch, shown(epoch.valid));
  const bool isRight = epoch.epoch > plot_->xAxis->range().center();
  readingText_->setText(tr("epoch %1").arg(epoch.epoch));
  readingText_->setPositionAlignment((isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom);
  readingText_->position->setCoords(epoch.epoch, 1);
  readingText_->setVisible(true);
  header_->setReading({numberText(epoch.train), numberText(epoch.valid)});
  plot_->layer(QStringLiteral("reading"))->replot();
}

void CurvePlot::stopReading() {
  readingLine_->setVisible(false);
  readingText_->setVisible(false);
  reading_->data()->clear();
  header_->setReading({});
  plot_->layer(QStringLiteral("reading"))->replot();
}

void CurvePlot::resizeEvent(QResizeEvent*) {
  header_->setGeometry(0, 0, width(), CurveHeader::kHeight);
  plot_->setGeometry(0, CurveHeader::kHeight, width(), height() - CurveHeader::kHeight);
  scheduleRefresh();
}

void CurvePlot::contextMenuEvent(QContextMenuEvent* event) {
  QMenu* menu = makeMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (kind_ == Kind::Loss) {
    menu->addAction(isLogarithmic_ ? tr("Linear axis") : tr("Logarithmic axis"), this,
                    [this] { setLogarithmic(!isLogarithmic_); });
  }
  menu->addAction(tr("Show everything"), this, &CurvePlot::showEverything);
  menu->popup(event->globalPos());
}

bool CurvePlot::eventFilter(QObject* object, QEvent* event) {
  if (object == plot_ && event->type() == QEvent::Leave) stopReading();
  if (object == plot_ && event->type() == QEvent::ContextMenu) {
    contextMenuEvent(static_cast<QContextMenuEvent*>(event));  // QCustomPlot passes nothing of the mouse on
    return true;
  }
  return QWidget::eventFilter(object, event);
}

}  // namespace gradus::ui
