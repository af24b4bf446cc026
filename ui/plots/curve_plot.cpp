#include "ui/plots/curve_plot.h"

#include <QMouseEvent>
#include <algorithm>
#include <utility>

#include "ui/plots/curve_axes.h"
#include "ui/plots/curve_cursor.h"
#include "ui/plots/curve_header.h"
#include "ui/plots/custom_plot.h"
#include "ui/theme/legible.h"

namespace gradus::ui {
namespace {

constexpr int kFrame = 16;  // milliseconds

// Of a saved picture.
constexpr int kMargin = 14;
constexpr int kGhostLine = 18;
constexpr int kGhostDash = 16;
}  // namespace

CurvePlot::CurvePlot(Kind kind, QWidget* parent)
    : QWidget(parent),
      kind_(kind),
      theme_(Theme::dark()),
      header_(new CurveHeader(this)),
      plot_(new QCustomPlot(this)),
      cursor_(new CurveCursor(this)),
      graphs_(std::make_unique<CurveGraphs>(*plot_)),
      emptyText_(new QCPItemText(plot_)) {
  setFocusPolicy(Qt::StrongFocus);
  plot_->setFocusPolicy(Qt::NoFocus);
  frame_.setSingleShot(true);
  frame_.setInterval(kFrame);
  connect(&frame_, &QTimer::timeout, this, &CurvePlot::refresh);

  offerSwitches();
  connect(header_, &CurveHeader::fitClicked, this, &CurvePlot::showEverything);
  connect(header_, &CurveHeader::menuClicked, this, &CurvePlot::menuWanted);
  connect(header_, &CurveHeader::partToggled, this, &CurvePlot::partToggled);
  header_->setToolTip(
      tr("The wheel zooms, with Ctrl the heights; dragging moves; a double click shows everything again; the arrow "
         "keys read."));

  emptyText_->position->setType(QCPItemPosition::ptAxisRectRatio);
  emptyText_->position->setCoords(0.5, 0.45);
  emptyText_->setPadding({10, 2, 10, 2});
  emptyText_->setText(tr("press Train, and watch it learn"));
  listenToPlot();
  updateScales();
  setTheme(theme_);
  setTask(task_, parts_);
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::offerSwitches() {
  if (kind_ == Kind::Loss) {
    header_->offerSwitch(tr("log"), tr("Logarithmic axis"),
                         tr("Shows the loss on a logarithmic axis, where small improvements stay visible."));
    connect(header_, &CurveHeader::switched, this, [this](bool on) {
      setLogarithmic(on);
      emit logarithmicChosen(on);
    });
  } else {
    header_->offerSwitch(tr("R²"), tr("Coefficient of determination"),
                         tr("Shows the share of the targets' variance that the network explains: 1 is perfect, 0 no "
                            "better than their mean."));
    header_->setSwitchVisible(false);
    connect(header_, &CurveHeader::switched, this, [this](bool on) {
      setDetermination(on);
      emit determinationChosen(on);
    });
  }
}

void CurvePlot::listenToPlot() {
  plot_->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
  plot_->setMouseTracking(true);
  plot_->installEventFilter(this);
  connect(plot_, &QCustomPlot::mouseDoubleClick, this, &CurvePlot::showEverything);
  connect(plot_, &QCustomPlot::mouseMove, this,
          [this](const QMouseEvent* event) { point(plot_->xAxis->pixelToCoord(event->position().x())); });
  connect(plot_->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, &CurvePlot::onPositionsDragged);
  connect(plot_->yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
    if (isAdjusting_) return;
    followsHeights_ = false;
    scheduleRefresh();
  });
}

void CurvePlot::setTheme(const Theme& theme) {
  theme_ = theme;
  header_->setTheme(theme);
  cursor_->setTheme(theme);
  graphs_->setTheme(theme, font());
  plot_->setBackground(QBrush(theme.card));
  emptyText_->setColor(theme.muted);
  emptyText_->setBrush(theme.card);
  emptyText_->setFont(sizedFont(font(), 12, false));
  styleAxes(*plot_, theme, font());
  scheduleRefresh();
}

QString CurvePlot::title() const {
  if (kind_ == Kind::Loss) return tr("Loss");
  if (look_.isPercent) return tr("Accuracy");
  return look_.isDetermination ? tr("Determination (R²)") : tr("Mean absolute error (MAE)");
}

QWidget& CurvePlot::curves() const {
  return *plot_;
}

void CurvePlot::setTask(Task task, const PartFlags& parts) {
  task_ = task;
  parts_ = parts;
  const bool isMetric = kind_ == Kind::Metric;
  look_.isPercent = isMetric && task == Task::Classification;
  look_.isDetermination = isMetric && task == Task::Regression && prefersDetermination_;
  if (isMetric) header_->setSwitchVisible(task == Task::Regression);
  header_->setParts(parts);
  updateTitle();
  updateScales();
}

void CurvePlot::updateTitle() {
  const QString shortTitle = look_.isDetermination ? tr("R²") : look_.isPercent ? title() : tr("MAE");
  header_->setTitle(title(), kind_ == Kind::Loss ? title() : shortTitle);
  setAccessibleName(tr("%1 over the epochs").arg(title()));
}

void CurvePlot::setDetermination(bool determination) {
  prefersDetermination_ = determination;
  header_->setSwitched(determination);
  if (look_.isDetermination != determination) setTask(task_, parts_);
}

void CurvePlot::updateScales() {
  const CurveScale linear = look_.isPercent ? CurveScale::Percent : CurveScale::Linear;
  isAdjusting_ = true;  // a logarithmic axis moves its range away from 0; nobody has dragged it
  setScale(*plot_->yAxis, look_.isLogarithmic ? CurveScale::Logarithmic : linear);
  setPositionScale(*plot_->xAxis, look_.hasLogarithmicPositions);
  isAdjusting_ = false;
  scheduleRefresh();
}

void CurvePlot::setLogarithmic(bool logarithmic) {
  if (look_.isLogarithmic == logarithmic) return;
  look_.isLogarithmic = logarithmic;
  header_->setSwitched(logarithmic);
  followsHeights_ = true;
  updateScales();
}

void CurvePlot::setLogarithmicPositions(bool logarithmic) {
  if (look_.hasLogarithmicPositions == logarithmic) return;
  look_.hasLogarithmicPositions = logarithmic;
  positions_.reset();
  updateScales();
}

void CurvePlot::setShown(const PartFlags& shown) {
  look_.isShown = shown;
  header_->setShown(shown);
  scheduleRefresh();
}

void CurvePlot::setSmoothing(double weight) {
  look_.smoothing = weight;
  scheduleRefresh();
}

void CurvePlot::show(const RunPtr& run, int goal) {
  goal_ = goal;
  const bool isNew = run != run_ || size_ != run->size();
  run_ = run;
  size_ = run->size();
  if (isNew) scheduleRefresh();
}

/// The one of a kind that has batches.
const RunCurve& CurvePlot::ownCurve() const {
  return curveOf(kind_);
}

const RunCurve& CurvePlot::curve() const {
  return curveOf(look_.isDetermination ? CurveKind::Determination : kind_);
}

const RunCurve& CurvePlot::curveOf(CurveKind kind) const {
  static const Run kNone(0);
  return (run_ ? *run_ : kNone).curve(kind);
}

void CurvePlot::setGhosts(std::vector<CurveGhost> ghosts) {
  ghosts_ = std::move(ghosts);
  scheduleRefresh();
}

void CurvePlot::setMarks(std::vector<CurveMark> marks) {
  marks_ = std::move(marks);
  scheduleRefresh();
}

/// Nothing is drawn that nobody sees; being shown refreshes.
void CurvePlot::scheduleRefresh() {
  if (isVisible() && !frame_.isActive()) frame_.start();
}

void CurvePlot::refresh() {
  plot_->setBufferDevicePixelRatio(devicePixelRatioF());  // the window may have moved to another screen
  updateRanges();
  graphs_->update(curve(), ghosts_, marks_, look_);
  const bool isEmpty = ownCurve().size() == 0 && ghosts_.empty();
  emptyText_->setVisible(isEmpty);
  for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) axis->setTickLabels(!isEmpty);
  header_->setRateVisible(curve().ratesVary() && kind_ == Kind::Loss);
  header_->setFitVisible(positions_ || !followsHeights_);
  updateCursor();
  plot_->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::resizeEvent(QResizeEvent*) {
  header_->setGeometry(0, 0, width(), CurveHeader::kHeight);
  plot_->setGeometry(0, CurveHeader::kHeight, width(), height() - CurveHeader::kHeight);
  cursor_->setGeometry(rect());
  cursor_->raise();
  scheduleRefresh();
}

void CurvePlot::showEvent(QShowEvent*) {
  refresh();
}

void CurvePlot::hideEvent(QHideEvent*) {
  frame_.stop();
}

QSize CurvePlot::pictureSize() const {
  return size() + QSize(2 * kMargin, 2 * kMargin + static_cast<int>(ghosts_.size()) * kGhostLine);
}

void CurvePlot::drawPicture(QCPPainter& painter) {
  painter.fillRect(QRect(QPoint(), pictureSize()), theme_.card);
  painter.translate(kMargin, kMargin);
  header_->paintLegend(painter, QRect(0, 0, width(), CurveHeader::kHeight), width());
  painter.setFont(sizedFont(font(), 11, false));
  for (std::size_t i = 0; i < ghosts_.size(); ++i) {
    const QRect line(0, height() + static_cast<int>(i) * kGhostLine, width(), kGhostLine);
    painter.setPen(QPen(ghostColor(theme_, ghosts_[i].age), 1.4, Qt::DashLine));
    painter.drawLine(QPointF(0, line.center().y()), QPointF(kGhostDash, line.center().y()));
    painter.setPen(theme_.muted);
    const QRect words = line.adjusted(kGhostDash + 7, 0, 0, 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(ghosts_[i].text(), Qt::ElideRight, words.width()));
  }
  painter.translate(0, CurveHeader::kHeight);
  plot_->toPainter(&painter, width(), height() - CurveHeader::kHeight);
}

}  // namespace gradus::ui
