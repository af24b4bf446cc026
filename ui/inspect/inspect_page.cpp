#include "ui/inspect/inspect_page.h"

#include <QBoxLayout>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "core/inspect/sample_edits.h"
#include "ui/document/document.h"
#include "ui/document/sample_asker.h"
#include "ui/inspect/gallery_panel.h"
#include "ui/inspect/gallery_view.h"
#include "ui/inspect/report_column.h"
#include "ui/inspect/sample_column.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

/// Whether they are the same samples, but for changes that a person made to single ones.
bool haveSameSamples(const Dataset& a, const Dataset& b) {
  return a.name == b.name && a.rows == b.rows && a.classNames == b.classNames && a.points == b.points;
}

DataPart usualPart(const PreparedData& data) {
  if (!data.test.empty()) return DataPart::Test;
  return data.valid.empty() ? DataPart::Train : DataPart::Valid;
}

bool hasPart(const PreparedData& data, DataPart part) {
  return !rowsOf(data, part).empty();
}

}  // namespace

InspectPage::InspectPage(Document& document, TrainingSession& session, SnapshotFeed& feed, QWidget* parent)
    : Page({QStringLiteral("Inspect"), QStringLiteral("inspect"),
            QStringLiteral("Look into what the network gets wrong, and why")},
           parent),
      document_(document),
      session_(session),
      feed_(feed),
      left_(new ReportColumn(document)),
      gallery_(new GalleryPanel(document)),
      right_(makeRight()) {
  setObjectName(QStringLiteral("inspectPage"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(left_);
  layout->addWidget(gallery_, 1);
  layout->addWidget(right_);
  connectParts();
  connect(&session_, &TrainingSession::dataReady, this, &InspectPage::showData);
  connect(&feed_, &SnapshotFeed::arrived, this, &InspectPage::showSnapshot);
  const auto version = [this] { return result_ ? result_->predictions->version : 0; };
  feed_.dimWhenOld(*left_, version);
  feed_.dimWhenOld(*gallery_, version);
}

void InspectPage::connectParts() {
  connect(left_, &ReportColumn::partChosen, this, &InspectPage::choosePart);
  connect(left_, &ReportColumn::sampleChosen, this, &InspectPage::showSample);
  connect(left_, &ReportColumn::cellChosen, this, [this](const std::optional<ConfusionCell>& cell) {
    gallery_->filterPair(cell ? std::optional(std::pair(cell->truth, cell->predicted)) : std::nullopt);
  });
  connect(gallery_, &GalleryPanel::queryChanged, this, [this] {
    left_->setQuery(gallery_->query());
    isNewQuery_ = true;
    count();
  });
  connect(gallery_, &GalleryPanel::sampleChosen, this, &InspectPage::showSample);
  connect(gallery_, &GalleryPanel::failed, this, &Page::failed);
  connect(&worker_, &InspectWorker::done, this, &InspectPage::showResult);
}

/// What there is to know of one sample.
SampleColumn* InspectPage::makeRight() {
  auto* column = new SampleColumn(session_);
  connect(column, &SampleColumn::sampleChosen, this, &InspectPage::showSample);
  connect(column, &SampleColumn::showInNetworkWanted, this, &InspectPage::showInNetworkWanted);
  connect(column, &SampleColumn::inputShown, &feed_, &SnapshotFeed::showInput);
  connect(column, &SampleColumn::failed, this, &Page::failed);
  connect(column, &SampleColumn::excludeWanted, this, [this](qint64 row) {
    const std::int64_t rows[] = {row};
    document_.change(withExcluded(document_.experiment(), rows), tr("Exclude a sample"));
  });
  connect(column, &SampleColumn::restoreWanted, this, [this](qint64 row) {
    Experiment next = document_.experiment();
    std::erase(next.data.excluded, row);  // a class that was given to it stays
    document_.change(next, tr("Train on a sample again"));
  });
  return column;
}

void InspectPage::setTheme(const Theme& theme) {
  left_->setTheme(theme);
  gallery_->setTheme(theme);
  right_->setTheme(theme);
  if (result_) left_->setResult(result_);  // its words name a colour
}

QStringList InspectPage::status() const {
  if (!result_) return {};
  const Predictions& predictions = *result_->predictions;
  const QString name = nameOf(predictions.part);
  QStringList items = {
      QStringLiteral("%1 part · %2 samples")
          .arg(name.left(1).toUpper() + name.mid(1), grouped(static_cast<std::int64_t>(predictions.rows.size())))};
  const QString when = tr("as of epoch %1").arg(epochNumber(predictions.epochs));
  const InspectReport& report = *result_->report;
  if (report.regression) {
    items << QStringLiteral("MAE ") + figures(report.regression->meanAbsolute);
    return items << QStringLiteral("R² ") + figures(report.regression->determination) << when;
  }
  items << QStringLiteral("accuracy ") + percent(report.classes.accuracy.share, 2);
  items << counted(report.matrix.samples() - report.matrix.correct(), QStringLiteral("mistake"));
  if (const std::optional<ConfusedPair> worst = worstPair(report.matrix)) {
    const auto className = [this](std::int64_t label) {
      return QString::fromStdString(result_->dataset->classNames[static_cast<std::size_t>(label)]);
    };
    items << QStringLiteral("worst pair %1 → %2").arg(className(worst->truth), className(worst->predicted));
  }
  return items << when;
}

bool InspectPage::isServed(const Snapshot& now) const {
  const bool isCounted = result_ && result_->predictions == predictions_ && predictions_->step == now.step &&
                         predictions_->version == now.version;
  const QList<SampleAsker*> askers = findChildren<SampleAsker*>();
  return isCounted && std::ranges::all_of(askers, &SampleAsker::isServed);
}

void InspectPage::showData(const PreparedDataPtr& prepared) {
  const bool keeps = prepared_ && haveSameSamples(*prepared_->dataset, *prepared->dataset);
  prepared_ = prepared;
  predictions_ = nullptr;
  result_ = nullptr;
  worker_.forget();
  emit statusChanged();
  left_->setData(prepared);
  gallery_->setData(prepared, keeps);
  left_->setQuery(gallery_->query());
  choosePart(keeps && hasPart(*prepared, part_) ? part_ : usualPart(*prepared));
  right_->setData(prepared);
  hasChosen_ = hasChosen_ && keeps;
  look(keeps && sample_ >= 0 ? sample_ : rowsOf(*prepared, part_).front());
}

void InspectPage::choosePart(DataPart part) {
  part_ = part;
  left_->setPart(part);
  gallery_->setPart(part);
  if (isVisible()) feed_.wantPredictions(part);
}

void InspectPage::showSnapshot(const SnapshotPtr& snapshot) {
  right_->setSnapshot(snapshot);
  const PredictionsPtr& newest = snapshot->predictions;
  if (!isVisible() || !newest || newest == predictions_ || newest->part != part_ || !prepared_) return;
  predictions_ = newest;
  count();
}

/// On a thread of its own; showResult() follows.
void InspectPage::count() {
  if (predictions_ && prepared_) worker_.ask(prepared_->dataset, predictions_, gallery_->query());
}

void InspectPage::showResult(const InspectResultPtr& result) {
  result_ = result;
  left_->setResult(result);
  gallery_->setResult(result);
  feed_.dimOld();
  const auto rowAt = [&](std::size_t place) { return result->predictions->rows[place]; };
  const auto isListed = [&] { return std::ranges::find(result->places, sample_, rowAt) != result->places.end(); };
  // Who asks for other samples wants to see one of them; while the network learns the one that is looked at stays.
  const bool wantsAnother = std::exchange(isNewQuery_, false) && !isListed();
  if ((!hasChosen_ || wantsAnother) && !result->places.empty()) showSample(rowAt(result->places.front()));
  emit statusChanged();
}

void InspectPage::showSample(qint64 row) {
  hasChosen_ = true;
  look(row);
}

void InspectPage::look(std::int64_t row) {
  sample_ = row;
  left_->setChosen(row);
  gallery_->view().setWatched(row);
  right_->showSample(row);
}

void InspectPage::showEvent(QShowEvent*) {
  if (prepared_) feed_.wantPredictions(part_);
}

void InspectPage::hideEvent(QHideEvent*) {
  feed_.wantPredictions(std::nullopt);
}

void InspectPage::resizeEvent(QResizeEvent*) {
  left_->setFixedWidth(std::clamp(width() * 31 / 100, 304, 430));
  right_->setFixedWidth(std::clamp(width() * 25 / 100, 320, 344));
}

void InspectPage::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(role::kCanvas));
  const int border = left_->width();
  const int right = width() - right_->width();
  painter.fillRect(QRect(border, 0, 1, height()), palette().color(role::kBorder));
  painter.fillRect(QRect(right, 0, right_->width(), height()), palette().color(role::kPanel));
  painter.fillRect(QRect(right - 1, 0, 1, height()), palette().color(role::kBorder));
}

}  // namespace gradus::ui
