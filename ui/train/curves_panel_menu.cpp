// The menus of the curves, and the files that they write.
#include <QActionGroup>
#include <QFileDialog>
#include <QSettings>
#include <array>

#include "core/base/error.h"
#include "ui/document/document.h"
#include "ui/plots/curve_export.h"
#include "ui/plots/curve_plot.h"
#include "ui/train/curves_panel.h"
#include "ui/widgets/format.h"
#include "ui/widgets/menu.h"

namespace gradus::ui {
namespace {

struct Smoothing {
  const char* name;
  double weight;
};
constexpr std::array kSmoothings = {Smoothing{"Off", 0}, Smoothing{"Light", 0.6}, Smoothing{"Medium", 0.9},
                                    Smoothing{"Strong", 0.98}};

}  // namespace

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
    connect(logarithmic, &QAction::toggled, this, &CurvesPanel::setLogarithmic);
  } else if (plot.offersDetermination()) {
    QAction* determination = menu.addAction(tr("Determination (R²)"));
    determination->setCheckable(true);
    determination->setChecked(plot.look().isDetermination);
    connect(determination, &QAction::toggled, this, &CurvesPanel::setDetermination);
  }
  QAction* positions = menu.addAction(QStringLiteral("Logarithmic epochs"));
  positions->setCheckable(true);
  positions->setChecked(plot.look().hasLogarithmicPositions);
  connect(positions, &QAction::toggled, this, &CurvesPanel::setLogarithmicPositions);
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
    const QString name = QString::fromUtf8(smoothing.name);
    QAction* action =
        choices->addAction(smoothing.weight > 0 ? name + QStringLiteral(" · ") + exactly(smoothing.weight) : name);
    action->setCheckable(true);
    action->setChecked(loss_->look().smoothing == smoothing.weight);
    action->setToolTip(QStringLiteral("The weight of the moving average, as in TensorBoard."));
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, weight = smoothing.weight] { setSmoothing(weight); });
  }
  menu.addMenu(choices);
}

void CurvesPanel::addGhosts(QMenu& menu) {
  const std::vector<EarlierRun> ghosts = runs_.comparable(document_.experiment());
  if (ghosts.empty()) return;
  QMenu* runs = makeMenu(&menu);
  runs->setTitle(QStringLiteral("Earlier runs"));
  for (std::size_t i = 0; i < ghosts.size(); ++i) {
    const EarlierRun& ghost = ghosts[i];
    QAction* action = addWords(*runs, nameOfGhost(i) + QStringLiteral(": ") + wordsFor(*ghost.run->experiment()));
    action->setCheckable(true);
    action->setChecked(ghost.isShown);
    connect(action, &QAction::toggled, this, [this, run = ghost.run](bool on) {
      runs_.show(run, on);
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
