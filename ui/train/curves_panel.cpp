#include "ui/train/curves_panel.h"

#include <QBoxLayout>
#include <QSettings>
#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/experiment/describe_difference.h"
#include "ui/document/document.h"
#include "ui/document/snapshot_feed.h"
#include "ui/plots/curve_plot.h"
#include "ui/plots/ghost_legend.h"
#include "ui/theme/paint.h"
#include "ui/widgets/card.h"
#include "ui/widgets/remembered.h"
#include "ui/widgets/tab_order.h"

namespace gradus::ui {
namespace {

const QString kSmoothingKey = QStringLiteral("curves/smoothing");
const QString kLogarithmicKey = QStringLiteral("curves/logarithmicLoss");
const QString kDeterminationKey = QStringLiteral("curves/determination");
const QString kLogarithmicPositionsKey = QStringLiteral("curves/logarithmicEpochs");

constexpr double kUsualSmoothing = 0.9;

QString hiddenKey(DataPart part) {
  return QStringLiteral("curves/hidden/") + nameOf(part);
}

/// How the settings after the event differ from those before.
QString wordsOf(const RunEvent& event) {
  try {
    QStringList words;
    for (const std::string& text : {describeDifference(event.after.network, event.before.network),
                                    describeDifference(event.after.training, event.before.training)}) {
      if (!text.empty()) words << QString::fromStdString(text);
    }
    return words.join(QStringLiteral(", "));
  } catch (const Error&) {  // of a name that no registry knows
    return QStringLiteral("other settings");
  }
}

}  // namespace

CurvesPanel::CurvesPanel(Document& document, RunBook& runs, QWidget* parent)
    : QWidget(parent),
      document_(document),
      runs_(runs),
      loss_(new CurvePlot(CurvePlot::Kind::Loss)),
      metric_(new CurvePlot(CurvePlot::Kind::Metric)),
      plots_{loss_, metric_},
      legend_(new GhostLegend) {
  loss_->setObjectName(QStringLiteral("lossPlot"));
  metric_->setObjectName(QStringLiteral("metricPlot"));
  legend_->setObjectName(QStringLiteral("ghostLegend"));
  lossCard_ = new Card;
  lossCard_->setAccessibleName(QStringLiteral("Loss"));
  lossCard_->body()->addWidget(loss_, 1);
  metricCard_ = new Card;
  metricCard_->setAccessibleName(QStringLiteral("Metric"));
  metricCard_->body()->addWidget(metric_, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(kSpacing);
  layout->addWidget(lossCard_, 1);
  layout->addWidget(metricCard_, 1);
  arrange();

  link(*loss_, *metric_);
  link(*metric_, *loss_);
  const double smoothing = rememberedNumber(kSmoothingKey, kUsualSmoothing, 0, 1);
  loss_->setLogarithmic(rememberedSwitch(kLogarithmicKey));
  connect(loss_, &CurvePlot::logarithmicChosen, this, &CurvesPanel::setLogarithmic);
  for (const DataPart part : kAllParts) shown_.at(indexOf(part)) = !rememberedSwitch(hiddenKey(part));
  for (CurvePlot* plot : plots_) {
    plot->setSmoothing(smoothing < 1 ? smoothing : kUsualSmoothing);
    plot->setLogarithmicPositions(rememberedSwitch(kLogarithmicPositionsKey));
    plot->setShown(shown_);
    connect(plot, &CurvePlot::partToggled, this, &CurvesPanel::show);
  }

  const auto ghostAt = [this](int index) {
    return runs_.comparable(document_.experiment()).at(static_cast<std::size_t>(index));
  };
  connect(legend_, &GhostLegend::toggled, this, [this, ghostAt](int index) {
    const EarlierRun ghost = ghostAt(index);
    runs_.show(ghost.run, !ghost.isShown);
    showGhosts();
  });
  connect(legend_, &GhostLegend::removed, this, [this, ghostAt](int index) { removeGhosts({ghostAt(index)}); });
  connect(&document_, &Document::changed, this, &CurvesPanel::showGhosts);
  metric_->setDetermination(rememberedSwitch(kDeterminationKey));
  connect(metric_, &CurvePlot::determinationChosen, this, &CurvesPanel::setDetermination);
}

void CurvesPanel::show(DataPart part, bool isShown) {
  if (shown_.at(indexOf(part)) == isShown) return;
  shown_.at(indexOf(part)) = isShown;
  QSettings().setValue(hiddenKey(part), !isShown);
  for (CurvePlot* plot : plots_) plot->setShown(shown_);
  emit shownChanged(shown_);
}

void CurvesPanel::dimWhenOld(SnapshotFeed& feed) {
  for (CurvePlot* plot : plots_)
    feed.dimWhenOld(plot->curves(), [plot] { return plot->run() ? plot->run()->version() : 0; });
}

void CurvesPanel::link(CurvePlot& from, CurvePlot& to) {
  connect(&from, &CurvePlot::positionsChosen, &to, &CurvePlot::showPositions);
  connect(&from, &CurvePlot::read, &to, &CurvePlot::readAt);
  connect(&from, &CurvePlot::menuWanted, this, [this, &from](const QPoint& place) { openMenu(from, place); });
}

void CurvesPanel::setTheme(const Theme& theme) {
  for (CurvePlot* plot : plots_) plot->setTheme(theme);
  legend_->setTheme(theme);
}

void CurvesPanel::setRoomForBoth(bool both) {
  if (hasRoomForBoth_ == both) return;
  hasRoomForBoth_ = both;
  arrange();
}

/// The words of earlier runs stand below the first plot that is there.
void CurvesPanel::arrange() {
  const bool showsLoss = hasRoomForBoth_ || !prefersMetric_;
  lossCard_->setVisible(showsLoss);
  metricCard_->setVisible(hasRoomForBoth_ || prefersMetric_);
  QVBoxLayout* body = (showsLoss ? lossCard_ : metricCard_)->body();
  body->addWidget(legend_);
  orderTabs(*body);
}

void CurvesPanel::setData(const PreparedData& prepared) {
  const PartFlags parts = {true, !prepared.valid.empty(), !prepared.test.empty()};
  for (CurvePlot* plot : plots_) plot->setTask(prepared.dataset->task, parts);
}

void CurvesPanel::follow(const Snapshot& snapshot) {
  if (runs_.changes() != shownChanges_) showGhosts();
  for (CurvePlot* plot : plots_) plot->show(runs_.present(), snapshot.epochGoal);
  if (snapshot.events != shownEvents_) showMarks(snapshot.events);
}

// --- changes in the middle of a run

void CurvesPanel::showMarks(const RunEventsPtr& events) {
  shownEvents_ = events;
  std::vector<CurveMark> marks;
  for (const RunEvent& event : runs_.present()->events()) {
    const QString words = wordsOf(event);
    if (!words.isEmpty()) marks.push_back({event.epochs, words});
  }
  for (CurvePlot* plot : plots_) plot->setMarks(marks);
}

// --- earlier runs

QString CurvesPanel::nameOfGhost(std::size_t age) {
  return age == 0 ? tr("previous run") : tr("%1 runs ago").arg(age + 1);
}

QString CurvesPanel::wordsFor(const Experiment& ghost) const {
  try {
    return QString::fromStdString(describeDifference(ghost, document_.experiment()));
  } catch (const Error&) {  // a document that cannot be trained: its own error is shown elsewhere
    return QStringLiteral("other settings");
  }
}

void CurvesPanel::showGhosts() {
  const std::vector<EarlierRun> ghosts = runs_.comparable(document_.experiment());
  std::vector<GhostEntry> entries;
  for (std::size_t i = 0; i < ghosts.size(); ++i) {
    entries.push_back({nameOfGhost(i), wordsFor(*ghosts[i].run->experiment()), ghosts[i].isShown});
  }
  for (CurvePlot* plot : plots_) {
    std::vector<CurveGhost> lines;
    for (std::size_t i = 0; i < ghosts.size(); ++i) {
      if (!ghosts[i].isShown) continue;
      const CurveSeries& line = ghosts[i].run->line(plot->curve().kind());
      lines.push_back({entries[i].name, {ghosts[i].run, &line}, i, entries[i].words});
    }
    plot->setGhosts(std::move(lines));
  }
  legend_->setEntries(entries);
  shownChanges_ = runs_.changes();
}

void CurvesPanel::removeGhosts(const std::vector<EarlierRun>& ghosts) {
  for (const EarlierRun& ghost : ghosts) runs_.remove(ghost.run);
  showGhosts();
}

// --- settings

void CurvesPanel::setSmoothing(double weight) {
  QSettings().setValue(kSmoothingKey, weight);
  for (CurvePlot* plot : plots_) plot->setSmoothing(weight);
}

void CurvesPanel::setLogarithmic(bool logarithmic) {
  QSettings().setValue(kLogarithmicKey, logarithmic);
  loss_->setLogarithmic(logarithmic);
}

void CurvesPanel::setLogarithmicPositions(bool logarithmic) {
  QSettings().setValue(kLogarithmicPositionsKey, logarithmic);
  for (CurvePlot* plot : plots_) plot->setLogarithmicPositions(logarithmic);
}

void CurvesPanel::setDetermination(bool determination) {
  QSettings().setValue(kDeterminationKey, determination);
  metric_->setDetermination(determination);
  showGhosts();
}

}  // namespace gradus::ui
