#include "ui/inspect/sample_actions.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QSettings>

#include "core/base/error.h"
#include "core/inspect/sample_edits.h"
#include "core/inspect/samples_csv.h"
#include "core/io/exporter.h"
#include "ui/document/document.h"
#include "ui/inspect/contact_sheet.h"
#include "ui/inspect/gallery_view.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/format.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/remembered.h"

namespace gradus::ui {
namespace {

constexpr int kBetween = 8;
const QString kFolderKey = QStringLiteral("export/folder");

}  // namespace

SampleActions::SampleActions(Document& document, GalleryView& view, QWidget* parent)
    : QWidget(parent),
      document_(document),
      view_(view),
      theme_(Theme::dark()),
      selection_(new QLabel),
      exclude_(new Button({}, QStringLiteral("Exclude"))),
      relabel_(new Button({}, QStringLiteral("Relabel"))),
      export_(new Button({}, QStringLiteral("Export"))),
      relabelMenu_(makeMenu(relabel_)),
      exportMenu_(makeMenu(export_)) {
  setObjectName(QStringLiteral("sampleActions"));
  placeButtons();
  connect(&view_, &GalleryView::selectionChanged, this, &SampleActions::showSelection);
  connect(&view_, &GalleryView::menuWanted, this, &SampleActions::offerClasses);
  showSelection();
}

void SampleActions::setData(const PreparedDataPtr& prepared) {
  data_ = prepared;
  result_ = nullptr;
  relabelMenu_->close();  // it offers the classes of the data before
  showSelection();
}

void SampleActions::setPart(DataPart part) {
  part_ = part;
  showSelection();
}

void SampleActions::setResult(const InspectResultPtr& result) {
  result_ = result;
  showSelection();
}

QSize SampleActions::minimumSizeHint() const {
  return {buttons_->sizeHint().width() + 15, layout_->minimumSize().height()};
}

/// How many are chosen stands above the buttons where there is no room beside them.
void SampleActions::arrange() {
  const QMargins around = layout_->contentsMargins();
  const int room = width() - around.left() - around.right() - kBetween;
  const bool fits = selection_->sizeHint().width() + buttons_->sizeHint().width() <= room;
  layout_->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void SampleActions::resizeEvent(QResizeEvent*) {
  arrange();
}

bool SampleActions::isClasses() const {
  return data_ == nullptr || data_->dataset->task == Task::Classification;
}

void SampleActions::placeButtons() {
  selection_->setObjectName(QStringLiteral("gallerySelection"));
  selection_->setForegroundRole(role::kMuted);
  selection_->setFont(textFont(12));
  exclude_->setObjectName(QStringLiteral("excludeButton"));
  exclude_->setAccessibleName(QStringLiteral("Exclude from training"));
  relabel_->setObjectName(QStringLiteral("relabelButton"));
  relabel_->setAccessibleName(QStringLiteral("Relabel"));
  export_->setObjectName(QStringLiteral("exportSamplesButton"));
  export_->setAccessibleName(QStringLiteral("Export samples"));
  export_->setToolTip(QStringLiteral("Writes the chosen samples, or all that are shown, as a picture or a table"));
  relabelMenu_->setObjectName(QStringLiteral("relabelMenu"));
  exportMenu_->setObjectName(QStringLiteral("exportSamplesMenu"));
  layout_ = new QBoxLayout(QBoxLayout::LeftToRight, this);
  layout_->setContentsMargins(3, 0, 12, 0);
  layout_->setSpacing(kBetween);
  buttons_ = new QWidget(this);
  auto* row = new QHBoxLayout(buttons_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kBetween);
  for (Button* button : {exclude_, relabel_, export_}) {
    button->setSmall(true);
    row->addWidget(button);
  }
  layout_->addWidget(selection_, 1);
  layout_->addWidget(buttons_);
  connect(exclude_, &QPushButton::clicked, this, &SampleActions::exclude);
  connect(relabel_, &QPushButton::clicked, this,
          [this] { offerClasses(relabel_->mapToGlobal(QPoint(0, relabel_->height() + 4))); });
  QAction* sheet = exportMenu_->addAction(QStringLiteral("Contact sheet (PNG)…"));
  sheet->setObjectName(QStringLiteral("exportSheet"));
  connect(sheet, &QAction::triggered, this,
          [this] { askForFile(QStringLiteral("png"), QStringLiteral("Contact sheet")); });
  QAction* table = exportMenu_->addAction(QStringLiteral("Table (CSV)…"));
  table->setObjectName(QStringLiteral("exportTable"));
  connect(table, &QAction::triggered, this, [this] { askForFile(QStringLiteral("csv"), QStringLiteral("Table")); });
  connect(export_, &QPushButton::clicked, this,
          [this] { exportMenu_->popup(export_->mapToGlobal(QPoint(0, export_->height() + 4))); });
}

void SampleActions::showSelection() {
  const std::size_t chosen = view_.selected().size();
  const QString count = grouped(static_cast<std::int64_t>(chosen));
  selection_->setText(chosen == 0 ? QStringLiteral("None chosen") : QStringLiteral("%1 chosen").arg(count));
  const bool isTrained = part_ == DataPart::Train;
  exclude_->setEnabled(chosen > 0 && isTrained);
  exclude_->setToolTip(
      isTrained ? QStringLiteral("Leaves the chosen samples out of the training part")
                : QStringLiteral("Only samples of the train part are trained on: choose it above the matrix"));
  relabel_->setEnabled(chosen > 0 && isClasses());
  relabel_->setVisible(isClasses());
  relabel_->setToolTip(QStringLiteral("Gives the chosen samples another class"));
  export_->setEnabled(view_.count() > 0);
  arrange();
}

void SampleActions::exclude() {
  const std::vector<std::int64_t> rows(view_.selected().begin(), view_.selected().end());
  const QString what = rows.size() == 1 ? QStringLiteral("Exclude a sample")
                                        : QStringLiteral("Exclude %1 samples").arg(grouped(std::ssize(rows)));
  document_.change(withExcluded(document_.experiment(), rows), what);
}

void SampleActions::offerClasses(const QPoint& globalPosition) {
  if (!relabel_->isEnabled()) return;
  relabelMenu_->clear();
  const Dataset& dataset = *data_->dataset;
  for (int label = 0; label < dataset.classes(); ++label) {
    const QString name = QString::fromStdString(dataset.classNames[static_cast<std::size_t>(label)]);
    QAction* action = addWords(*relabelMenu_, QStringLiteral("as ") + name);
    action->setObjectName(QStringLiteral("class:") + name);
    connect(action, &QAction::triggered, this, [this, label] { relabelAs(label); });
  }
  relabelMenu_->popup(globalPosition);
}

void SampleActions::relabelAs(int label) {
  const std::vector<std::int64_t> rows(view_.selected().begin(), view_.selected().end());
  const Dataset& dataset = *data_->dataset;
  const QString name = QString::fromStdString(dataset.classNames.at(static_cast<std::size_t>(label)));
  const QString what = rows.size() == 1
                           ? QStringLiteral("Relabel a sample as %1").arg(name)
                           : QStringLiteral("Relabel %1 samples as %2").arg(grouped(std::ssize(rows)), name);
  document_.change(withRelabeled(document_.experiment(), rows, label, dataset.labels, data_->givenLabels), what);
}

// --- files

std::vector<std::size_t> SampleActions::exportedPlaces() const {
  if (!result_) return {};
  std::vector<std::size_t> places = result_->places;
  if (view_.selected().empty()) return places;
  std::erase_if(places,
                [this](std::size_t place) { return !view_.selected().contains(result_->predictions->rows[place]); });
  return places;
}

void SampleActions::askForFile(const QString& suffix, const QString& title) {
  auto* dialog = new QFileDialog(this, QStringLiteral("Save as ") + title, rememberedText(kFolderKey, QDir::homePath()),
                                 QStringLiteral("%1 (*.%2);;All files (*)").arg(title, suffix));
  dialog->setObjectName(QStringLiteral("exportSamplesDialog"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(suffix);
  dialog->selectFile(QStringLiteral("samples.") + suffix);
  connect(dialog, &QFileDialog::fileSelected, this, &SampleActions::exportTo);
  dialog->open();
}

void SampleActions::exportTo(const QString& path) {
  try {
    const std::vector<std::size_t> places = exportedPlaces();
    if (places.empty()) throw Error("There is no sample to write: show some first");
    if (QFileInfo(path).suffix().compare(QStringLiteral("png"), Qt::CaseInsensitive) == 0) {
      writeContactSheet(path, *result_, data_, places, theme_, font());
    } else {
      writeFile(path.toStdString(), samplesCsv(*data_, *result_->predictions, places));
    }
    QSettings().setValue(kFolderKey, QFileInfo(path).path());
  } catch (const Error& error) {
    emit failed(QStringLiteral("The samples were not written"), QString::fromUtf8(error.what()));
  }
}

}  // namespace gradus::ui
