#include "ui/train/train_page.h"

#include <QBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QSettings>
#include <algorithm>

#include "core/experiment/loss_choice.h"
#include "ui/code/code_tab.h"
#include "ui/code/summary_tab.h"
#include "ui/document/document.h"
#include "ui/network/network_canvas.h"
#include "ui/statistics/gradient_strip.h"
#include "ui/statistics/histogram_view.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/train/curves_panel.h"
#include "ui/train/data_card.h"
#include "ui/train/doctor_strip.h"
#include "ui/train/mistakes_card.h"
#include "ui/train/output_card.h"
#include "ui/train/right_column.h"
#include "ui/train/scores_card.h"
#include "ui/train/step_overlay.h"
#include "ui/train/training_card.h"
#include "ui/train/weight_edit.h"
#include "ui/widgets/button.h"
#include "ui/widgets/columns.h"
#include "ui/widgets/density.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/remembered.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tabbed_panel.h"

namespace gradus::ui {
namespace {

constexpr int kLeftWidth = 264;
constexpr int kLeftMinimum = 228;
constexpr int kCentreMinimum = 360;
constexpr int kRightMinimum = 300;
constexpr int kDenseBelow = 720;  // the page of a window that is less than 800 high

const QString kColumnsKey = QStringLiteral("train/columns");
const QString kTabKey = QStringLiteral("train/tab");

}  // namespace

TrainPage::TrainPage(Document& document, TrainingSession& session, SnapshotFeed& feed, QWidget* parent)
    : Page({QStringLiteral("Train"), QStringLiteral("train"), QStringLiteral("Build a network and watch it learn")},
           parent),
      document_(document),
      feed_(feed) {
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  QWidget* left = makeLeft();
  QWidget* centre = makeCentre();
  QWidget* right = makeRight();
  const auto usualLeft = [](int width) { return std::clamp(width / 5, kLeftMinimum, kLeftWidth); };
  const auto usualRight = [](int width) { return std::clamp(width * 2 / 7, kRightMinimum, 392); };
  columns_ =
      new Columns({left, kLeftMinimum, 360, usualLeft}, centre, {right, kRightMinimum, 560, usualRight}, kColumnsKey);
  columns_->setObjectName(QStringLiteral("columns"));
  layout->addWidget(columns_);
  connect(columns_, &QSplitter::splitterMoved, this, qOverload<>(&QWidget::update));

  connect(dataCard_, &DataCard::sampleClicked, this, &TrainPage::watch);
  connect(outputCard_, &OutputCard::pointChosen, this, &TrainPage::watch);
  connect(canvas_, &NetworkCanvas::unitHovered, this, &TrainPage::showUnit);
  connect(canvas_, &NetworkCanvas::networkEdited, this, [this](const NetworkSpec& network, const QString& what) {
    document_.change(withNetwork(document_.experiment(), network), what);
  });
  connect(doctor_, &DoctorStrip::rewindWanted, &session, &TrainingSession::rewind);
  connect(doctor_, &DoctorStrip::layerPointed, canvas_, &NetworkCanvas::frameLayer);
  connect(doctor_, &DoctorStrip::layerPointed, gradientStrip_, &GradientStrip::markLayer);
  connect(doctor_, &DoctorStrip::layerPinned, canvas_, &NetworkCanvas::revealLayer);
  connect(canvas_, &NetworkCanvas::questionChanged, &feed_, &SnapshotFeed::explain);
  connect(canvas_, &NetworkCanvas::parameterEdited, this,
          [this, &session](const UnitQuestion& at, double before, double after, const QString& name) {
            document_.undoStack().push(new WeightEdit(session, feed_, at, before, after, name));
          });
  connect(&document_, &Document::changed, this, &TrainPage::showDocument);
  connect(&session, &TrainingSession::dataReady, this, &TrainPage::showData);
  connect(&feed_, &SnapshotFeed::arrived, this, &TrainPage::showSnapshot);
  const auto ofStatistics = [this] { return statistics_ ? statistics_->version : 0; };
  feed_.dimWhenOld(*gradientStrip_, ofStatistics);
  feed_.dimWhenOld(*histograms_, ofStatistics);
  feed_.dimWhenOld(*doctor_, [this] { return doctor_->version(); });
  scores_->dimWhenOld(feed_);
  curves_->dimWhenOld(feed_);
  feed_.dimWhenOld(*mistakes_, [this] { return mistakes_->version(); });
  feed_.addStatisticsNeed([this] { return isVisible(); });
  canvas_->setNetwork(document_.experiment().network);
  canvas_->setTraining(document_.experiment().training);
}

QWidget* TrainPage::makeLeft() {
  dataCard_ = new DataCard(document_);
  dataCard_->setObjectName(QStringLiteral("dataCard"));
  trainingCard_ = new TrainingCard(document_);
  trainingCard_->setObjectName(QStringLiteral("trainingCard"));

  auto* content = new QWidget;
  auto* layout = new QVBoxLayout(content);
  layout->setContentsMargins(kSpacing, kSpacing, kSpacing, kSpacing);
  layout->setSpacing(kSpacing);
  layout->addWidget(dataCard_);
  layout->addWidget(trainingCard_);
  layout->addStretch();
  QScrollArea* area = makeScrolling(content);
  keepWidth(*area, *layout);
  return area;
}

QWidget* TrainPage::makeCentre() {
  auto* add = new Button(QStringLiteral("plus"), QStringLiteral("Layer"));
  add->setSmall(true);
  add->setObjectName(QStringLiteral("addLayerButton"));
  add->setAccessibleName(QStringLiteral("Add a layer"));
  add->setToolTip(
      QStringLiteral("Put another hidden layer before the output (Ctrl+L); ↓ offers other kinds and presets"));
  add->setShortcut(QKeySequence(QStringLiteral("Ctrl+L")));
  auto* fit = new Button({}, QStringLiteral("Fit"));
  fit->setSmall(true);
  fit->setObjectName(QStringLiteral("fitButton"));
  fit->setAccessibleName(QStringLiteral("Fit"));
  fit->setToolTip(QStringLiteral("Show the whole network (Ctrl+0)"));
  fit->setShortcut(QKeySequence(QStringLiteral("Ctrl+0")));
  canvas_ = new NetworkCanvas;
  stepOverlay_ = new StepOverlay(*canvas_);
  canvas_->setObjectName(QStringLiteral("networkCanvas"));
  QMenu* kinds = makeMenu(add);
  kinds->setObjectName(QStringLiteral("addLayerMenu"));
  connect(kinds, &QMenu::aboutToShow, canvas_, [this, kinds] { canvas_->fillAddMenu(*kinds); });
  add->setSplitMenu(kinds);
  connect(add, &QPushButton::clicked, canvas_, &NetworkCanvas::addLayer);
  connect(fit, &QPushButton::clicked, canvas_, &NetworkCanvas::fit);

  code_ = new CodeTab(document_);
  summary_ = new SummaryTab(document_);
  gradientStrip_ = new GradientStrip;
  histograms_ = new HistogramView;
  auto* network = new QWidget;
  auto* networkLayout = new QVBoxLayout(network);
  networkLayout->setContentsMargins(0, 0, 0, 0);
  networkLayout->setSpacing(0);
  networkLayout->addWidget(canvas_, 1);
  doctor_ = new DoctorStrip(document_);
  auto* doctorRow = new QHBoxLayout;
  doctorRow->setContentsMargins(kSpacing, 0, kSpacing, kSpacing);
  doctorRow->addWidget(doctor_);
  networkLayout->addLayout(doctorRow);
  networkLayout->addWidget(gradientStrip_);

  centre_ = new TabbedPanel(QStringLiteral("Views of the network"));
  centre_->setObjectName(QStringLiteral("centreTabs"));
  centre_->setMinimumWidth(kCentreMinimum);
  centre_->addTab(QStringLiteral("Network"), network, {add, fit});
  centre_->addTab(QStringLiteral("PyTorch code"), code_, code_->actions(), QStringLiteral("Code"));
  centre_->addTab(QStringLiteral("Summary"), summary_, summary_->actions());
  centre_->addTab(QStringLiteral("Histograms"), histograms_, {histograms_->chooser()});
  centre_->setCurrent(rememberedWhole(kTabKey, 0, 0, 100));
  return centre_;
}

QWidget* TrainPage::makeRight() {
  scores_ = new ScoresCard;
  curves_ = new CurvesPanel(document_, feed_.runs());
  scores_->setShown(curves_->shown());
  connect(scores_, &ScoresCard::partToggled, curves_, &CurvesPanel::show);
  connect(curves_, &CurvesPanel::shownChanged, scores_, &ScoresCard::setShown);
  connect(curves_, &CurvesPanel::failed, this, &Page::failed);
  mistakes_ = new MistakesCard;
  mistakes_->offerInspect();
  connect(mistakes_, &MistakesCard::inspectClicked, this, &TrainPage::inspectWanted);
  connect(mistakes_, &MistakesCard::sampleClicked, this, &TrainPage::watch);
  connect(mistakes_, &MistakesCard::predictionsWanted, &feed_, &SnapshotFeed::wantPredictions);

  outputCard_ = new OutputCard(document_);
  outputCard_->setObjectName(QStringLiteral("outputCard"));
  right_ = new RightColumn(scores_, outputCard_, curves_, mistakes_);
  return right_;
}

void TrainPage::setTheme(const Theme& theme) {
  dataCard_->setTheme(theme);
  scores_->setTheme(theme);
  outputCard_->setTheme(theme);
  doctor_->setTheme(theme);
  canvas_->setTheme(theme);
  stepOverlay_->setTheme(theme);
  code_->setTheme(theme);
  summary_->setTheme(theme);
  gradientStrip_->setTheme(theme);
  histograms_->setTheme(theme);
  curves_->setTheme(theme);
}

bool TrainPage::isServed(const Snapshot& now) const {
  const bool isMeasured = statistics_ && statistics_->version == now.version && statistics_->step == now.step;
  const bool isJudged = !mistakes_->isVisible() || mistakes_->isAbout(now);
  const bool hasSample = feed_.watchedSample() < 0 || now.sample.has_value();
  return !now.layers.empty() && isMeasured && isJudged && hasSample;
}

void TrainPage::saveLayout() const {
  columns_->save();
  QSettings().setValue(kTabKey, centre_->current());
}

void TrainPage::showDocument(const Experiment& now, const Experiment& before) {
  if (now.network != before.network) canvas_->setNetwork(now.network);
  canvas_->setTraining(now.training);
}

void TrainPage::showData(const PreparedDataPtr& prepared) {
  scores_->setData(*prepared);
  curves_->setData(*prepared);
  mistakes_->setData(*prepared);
  dataCard_->setData(prepared);
  trainingCard_->setData(*prepared);
  doctor_->setData(*prepared);
  canvas_->setData(prepared);
  code_->setData(prepared);
  summary_->setData(prepared);
  outputCard_->setData(prepared);
  right_->setPlane(prepared->dataset->isPlane());
  watch(dataCard_->firstSample());
}

void TrainPage::showSnapshot(const SnapshotPtr& snapshot) {
  canvas_->setSnapshot(snapshot);
  doctor_->setSnapshot(*snapshot);
  gradientStrip_->setFailed(snapshot->state == SessionState::Failed);
  showStatistics(*snapshot);
  scores_->setSnapshot(*snapshot);
  curves_->follow(*snapshot);
  if (snapshot->predictions) mistakes_->setPredictions(snapshot->predictions);
  outputCard_->setSnapshot(snapshot);
  const std::optional<StepFocus>& focus = snapshot->focus;
  stepOverlay_->setFocus(focus);
  if (focus && focus->row >= 0) watch(focus->row);
}

void TrainPage::showStatistics(const Snapshot& snapshot) {
  if (!snapshot.statistics) return;
  statistics_ = snapshot.statistics;
  if (!statisticsHistory_.add(snapshot.run, snapshot.statistics)) return;
  gradientStrip_->setStatistics(snapshot.statistics);
  canvas_->setStatistics(snapshot.statistics);
  histograms_->setHistory(statisticsHistory_);
}

void TrainPage::watch(std::int64_t row) {
  feed_.watchSample(row);
  mistakes_->setWatched(row);
  dataCard_->setWatched(row);
  outputCard_->setWatched(row);
}

/// The unit under the pointer, larger, in place of the output; there is nothing larger to show of the output itself.
void TrainPage::showUnit(int column, int unit) {
  const bool isInside = column >= 0 && column + 1 < canvas_->networkLayout().count();
  outputCard_->showUnit(isInside ? PlaneField::Place{column, unit} : PlaneField::Place{},
                        isInside ? canvas_->nameOfUnit(column, unit) : QString());
  feed_.watchNetwork(isVisible(), isInside ? FieldUnit{column - 1, unit} : FieldUnit{});
}

void TrainPage::showEvent(QShowEvent*) {
  feed_.watchNetwork(true);
  feed_.refresh();
}

void TrainPage::resizeEvent(QResizeEvent*) {
  const bool isDense = height() < kDenseBelow;
  dataCard_->setDense(isDense);
  setDense(*trainingCard_, isDense);
}

void TrainPage::hideEvent(QHideEvent*) {
  feed_.watchNetwork(false);
}

void TrainPage::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(role::kPanel));
  painter.fillRect(centre_->geometry(), palette().color(role::kCanvas));
}

}  // namespace gradus::ui
