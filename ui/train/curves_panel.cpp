#include "ui/train/curves_panel.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QFileDialog>
#include <QSettings>
#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/experiment/describe_difference.h"
#include "ui/plots/curve_export.h"
#include "ui/plots/curve_plot.h"
#include "ui/plots/ghost_legend.h"
#include "ui/shell/document.h"
#include "ui/widgets/card.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/paint.h"
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

struct Smoothing {
  const char* name;
  double weight;
};
constexpr std::array kSmoothings = {Smoothing{"Off", 0}, Smoothing{"Light · 0.6", 0.6}, Smoothing{"Medium · 0.9", 0.9},
                                    Smoothing{"Strong · 0.98", 0.98}};

QString nameOf(std::size_t age) {
  return age == 0 ? QStringLiteral("previous run") : QStringLiteral("%1 runs ago").arg(age + 1);
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
  setSmoothing(rememberedNumber(kSmoothingKey, kUsualSmoothing, 0, 1));
  setLogarithmicPositions(rememberedSwitch(kLogarithmicPositionsKey));
  loss_->setLogarithmic(rememberedSwitch(kLogarithmicKey));
  connect(loss_, &CurvePlot::logarithmicChosen, this,
          [](bool logarithmic) { QSettings().setValue(kLogarithmicKey, logarithmic); });

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
  connect(metric_, &CurvePlot::determinationChosen, this, [this](bool determination) {
    QSettings().setValue(kDeterminationKey, determination);
    showGhosts();
  });
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
  for (CurvePlot* plot : plots_) plot->setTask(prepared.dataset->task, prepared.valid.empty());
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
    entries.push_back({nameOf(i), wordsFor(ghosts[i]->experiment), ghosts[i]->isShown});
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
  const double allowed = weight >= 0 && weight < 1 ? weight : kUsualSmoothing;
  for (CurvePlot* plot : plots_) plot->setSmoothing(allowed);
}

void CurvesPanel::setLogarithmicPositions(bool logarithmic) {
  for (CurvePlot* plot : plots_) plot->setLogarithmicPositions(logarithmic);
}

// --- the menu

void CurvesPanel::openMenu(CurvePlot& plot, const QPoint& globalPosition) {
  QMenu* menu = makeMenu(&plot);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  fillMenu(*menu, plot);
  menu->popup(globalPosition);
}

void CurvesPanel::fillMenu(QMenu& menu, CurvePlot& plot) {
  if (&plot == loss_) {
    QAction* logarithmic = menu.addAction(QStringLiteral("Logarithmic loss"));
    logarithmic->setCheckable(true);
    logarithmic->setChecked(plot.isLogarithmic());
    connect(logarithmic, &QAction::toggled, this, [this](bool on) {
      loss_->setLogarithmic(on);
      QSettings().setValue(kLogarithmicKey, on);
    });
  }
  QAction* positions = menu.addAction(QStringLiteral("Logarithmic epochs"));
  positions->setCheckable(true);
  positions->setChecked(plot.look().hasLogarithmicPositions);
  connect(positions, &QAction::toggled, this, [this](bool on) {
    setLogarithmicPositions(on);
    QSettings().setValue(kLogarithmicPositionsKey, on);
  });
  addSmoothing(menu);
  addGhosts(menu);
  menu.addSeparator();
  if (!hasRoomForBoth_) {
    const QString other = (&plot == loss_ ? metric_ : loss_)->title();
    const QString name = other.left(1).toLower() + other.mid(1);
    menu.addAction(QStringLiteral("Show %1 instead").arg(name), this, [this] {
      prefersMetric_ = !prefersMetric_;
      arrange();
    });
  }
  menu.addAction(QStringLiteral("Show everything"), &plot, &CurvePlot::showEverything);
  menu.addAction(QStringLiteral("Save picture…"), this, [this, &plot] { chooseFile(plot, false); });
  menu.addAction(QStringLiteral("Save numbers…"), this, [this, &plot] { chooseFile(plot, true); });
}

void CurvesPanel::addSmoothing(QMenu& menu) {
  QMenu* choices = makeMenu(&menu);
  choices->setTitle(QStringLiteral("Smoothing of batches"));
  auto* group = new QActionGroup(choices);
  for (const Smoothing& smoothing : kSmoothings) {
    QAction* action = choices->addAction(QString::fromUtf8(smoothing.name));
    action->setCheckable(true);
    action->setChecked(loss_->look().smoothing == smoothing.weight);
    action->setToolTip(QStringLiteral("The weight of the moving average, as in TensorBoard."));
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, weight = smoothing.weight] {
      setSmoothing(weight);
      QSettings().setValue(kSmoothingKey, weight);
    });
  }
  menu.addMenu(choices);
}

void CurvesPanel::addGhosts(QMenu& menu) {
  const std::vector<GhostRunPtr> ghosts = ghosts_.comparable(document_.experiment());
  if (ghosts.empty()) return;
  QMenu* runs = makeMenu(&menu);
  runs->setTitle(QStringLiteral("Earlier runs"));
  for (std::size_t i = 0; i < ghosts.size(); ++i) {
    QAction* action = addWords(*runs, nameOf(i) + QStringLiteral(": ") + wordsFor(ghosts[i]->experiment));
    action->setCheckable(true);
    action->setChecked(ghosts[i]->isShown);
    connect(action, &QAction::toggled, this, [this, ghost = ghosts[i]](bool on) {
      ghost->isShown = on;
      showGhosts();
    });
  }
  runs->addSeparator();
  runs->addAction(QStringLiteral("Remove all"), this, [this, ghosts] { removeGhosts(ghosts); });
  menu.addMenu(runs);
}

// --- files

void CurvesPanel::chooseFile(CurvePlot& plot, bool wantsNumbers) {
  auto* dialog = new QFileDialog(this, wantsNumbers ? QStringLiteral("Save numbers") : QStringLiteral("Save picture"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  const QString name = QString::fromStdString(document_.experiment().name) +
                       (&plot == loss_ ? QStringLiteral("-loss") : QStringLiteral("-metric"));
  if (wantsNumbers) {
    dialog->setNameFilter(QStringLiteral("Comma-separated values (*.csv)"));
    dialog->setDefaultSuffix(QStringLiteral("csv"));
  } else {
    dialog->setNameFilters({QStringLiteral("PNG picture (*.png)"), QStringLiteral("SVG drawing (*.svg)"),
                            QStringLiteral("PDF document (*.pdf)")});
    dialog->setDefaultSuffix(QStringLiteral("png"));
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString& filter) { dialog->setDefaultSuffix(filter.section(u'.', -1).chopped(1)); });
  }
  dialog->selectFile(name);
  connect(dialog, &QFileDialog::fileSelected, this, [this, &plot](const QString& path) { save(plot, path); });
  dialog->show();  // training goes on beside it
}

void CurvesPanel::save(CurvePlot& plot, const QString& path) {
  try {
    saveCurves(plot, path);
  } catch (const Error& error) {
    emit failed(QStringLiteral("The curves were not saved"), QString::fromStdString(error.what()));
  }
}

}  // namespace gradus::ui
