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
constexpr std::size_t kMarks = 200;

QString hiddenKey(DataPart part) {
  return QStringLiteral("curves/hidden/") + nameOf(part);
}

}  // namespace

CurvesPanel::CurvesPanel(Document& document, QWidget* parent)
    : QWidget(parent),
      document_(document),
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
    return ghosts_.comparable(document_.experiment()).at(static_cast<std::size_t>(index));
  };
  connect(legend_, &GhostLegend::toggled, this, [this, ghostAt](int index) {
    const GhostRunPtr ghost = ghostAt(index);
    ghost->isShown = !ghost->isShown;
    showGhosts();
  });
  connect(legend_, &GhostLegend::removed, this, [this, ghostAt](int index) { removeGhosts({ghostAt(index)}); });
  connect(&document_, &Document::changed, this, [this](const Experiment& now, const Experiment& before) {
    showGhosts();
    noteChange(now, before);
  });
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
  for (CurvePlot* plot : plots_) feed.dimWhenOld(plot->curves(), [plot] { return plot->history().version(); });
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

void CurvesPanel::append(const Snapshot& snapshot) {
  if (ghosts_.follow(snapshot, document_.experiment())) showGhosts();
  for (CurvePlot* plot : plots_) plot->append(snapshot);
  showMarks(snapshot);
}

// --- changes in the middle of a run

void CurvesPanel::noteChange(const Experiment& now, const Experiment& before) {
  const bool goesOn = now.data == before.data && now.seed == before.seed && step_ > 0;
  if (goesOn && !changedFrom_) changedFrom_ = before;
}

/// The session answers in order: what it says next is the first that may know of the change.
void CurvesPanel::showMarks(const Snapshot& snapshot) {
  if (run_ != snapshot.run) {
    changes_.clear();
    changedFrom_.reset();
  }
  const bool isSame = run_ == snapshot.run && !changedFrom_;
  run_ = snapshot.run;
  step_ = snapshot.step;
  if (isSame) return;
  if (const auto from = std::exchange(changedFrom_, std::nullopt)) {
    const double position = loss_->history().lastPosition();
    if (changes_.empty() || changes_.back().position != position) changes_.push_back({position, *from, {}});
    changes_.back().words = wordsForChange(changes_.back().before);
    if (changes_.back().words.isEmpty()) changes_.pop_back();
    if (changes_.size() > kMarks) changes_.erase(changes_.begin());
  }
  std::vector<CurveMark> marks;
  for (const Change& change : changes_) marks.push_back({change.position, change.words});
  for (CurvePlot* plot : plots_) plot->setMarks(marks);
}

/// How the present settings differ from those of before.
QString CurvesPanel::wordsForChange(const Experiment& before) const {
  try {
    const Experiment& now = document_.experiment();
    QStringList words;
    for (const std::string& text :
         {describeDifference(now.network, before.network), describeDifference(now.training, before.training)}) {
      if (!text.empty()) words << QString::fromStdString(text);
    }
    return words.join(QStringLiteral(", "));
  } catch (const Error&) {  // see wordsFor()
    return QStringLiteral("other settings");
  }
}

// --- earlier runs

QString CurvesPanel::wordsFor(const Experiment& ghost) const {
  try {
    return QString::fromStdString(describeDifference(ghost, document_.experiment()));
  } catch (const Error&) {  // a document that cannot be trained: its own error is shown elsewhere
    return QStringLiteral("other settings");
  }
}

void CurvesPanel::showGhosts() {
  const std::vector<GhostRunPtr> ghosts = ghosts_.comparable(document_.experiment());
  std::vector<GhostEntry> entries;
  for (std::size_t i = 0; i < ghosts.size(); ++i) {
    entries.push_back({GhostRuns::nameOf(i), wordsFor(ghosts[i]->experiment), ghosts[i]->isShown});
  }
  for (CurvePlot* plot : plots_) {
    std::vector<CurveGhost> lines;
    for (std::size_t i = 0; i < ghosts.size(); ++i) {
      if (ghosts[i]->isShown)
        lines.push_back({entries[i].name, &ghosts[i]->line(plot->history().kind()), i, entries[i].words});
    }
    plot->setGhosts(std::move(lines));
  }
  legend_->setEntries(entries);
}

void CurvesPanel::removeGhosts(const std::vector<GhostRunPtr>& ghosts) {
  for (CurvePlot* plot : plots_) plot->setGhosts({});
  for (const GhostRunPtr& ghost : ghosts) ghosts_.remove(ghost);
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
