#include "ui/train/doctor_strip.h"

#include <QApplication>
#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <algorithm>

#include "ui/document/document.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/train/finding_box.h"
#include "ui/widgets/format.h"
#include "ui/widgets/link_button.h"

namespace gradus::ui {
namespace {

constexpr int kPause = 700;  // milliseconds: figures that change faster cannot be read
constexpr int kSide = 12;
constexpr int kHeaderTop = 8;
constexpr int kHeader = 20;
constexpr int kBoxTop = 32;
constexpr int kBetweenBoxes = 8;
constexpr int kRoomForTwo = 480;  // of two boxes side by side

/// What is wrong, the worst first; what is well where nothing is.
std::vector<Observation> worstFirst(const std::vector<Observation>& all) {
  std::vector<Observation> found;
  const auto isIll = [](const Observation& each) { return each.severity != Severity::Healthy; };
  std::ranges::copy_if(all, std::back_inserter(found), isIll);
  if (found.empty()) return all;
  std::ranges::stable_sort(found, std::ranges::greater(), &Observation::severity);
  return found;
}

bool isAboutTheSame(const Observation& a, const Observation& b) {
  return a.rule == b.rule && a.layer == b.layer;
}

}  // namespace

DoctorStrip::DoctorStrip(Document& document, QWidget* parent)
    : QFrame(parent), document_(document), waiting_(new QLabel(this)), more_(new LinkButton({}, this)) {
  setObjectName(QStringLiteral("doctorStrip"));
  setAccessibleName(tr("Training doctor"));
  setFixedHeight(kHeight);
  waiting_->setObjectName(QStringLiteral("doctorWaits"));
  waiting_->setTextFormat(Qt::PlainText);
  waiting_->setWordWrap(true);
  sayWhatIsAwaited({});
  waiting_->setFont(textFont(12));
  waiting_->setForegroundRole(role::kMuted);
  more_->setObjectName(QStringLiteral("moreFindings"));
  more_->setToolTip(tr("Shows what else the doctor has found"));
  more_->hide();
  connect(more_, &QPushButton::clicked, this, &DoctorStrip::openList);
  connect(qApp, &QApplication::focusChanged, this, &DoctorStrip::point);
  doctor_.setExperiment(document_.experiment());
  connect(&document_, &Document::changed, this, [this](const Experiment& now) {
    doctor_.setExperiment(now);
    sinceExamination_.invalidate();
  });
}

/// The keyboard may leave while the boxes go.
DoctorStrip::~DoctorStrip() {
  disconnect(qApp, nullptr, this, nullptr);
  for (FindingBox* box : boxes_) box->disconnect(this);
  delete findChild<QFrame*>(QStringLiteral("doctorList"), Qt::FindDirectChildrenOnly);
}

void DoctorStrip::setTheme(const Theme& theme) {
  theme_ = theme;
  for (FindingBox* box : boxes_) box->setTheme(theme);
  update();
}

void DoctorStrip::setSnapshot(const Snapshot& snapshot) {
  doctor_.note(snapshot);
  sayWhatIsAwaited(snapshot);
  const bool hasNews = snapshot.statistics != nullptr || snapshot.state == SessionState::Failed;
  const bool isSoon = sinceExamination_.isValid() && sinceExamination_.elapsed() < kPause;
  if (!hasNews || (snapshot.state == SessionState::Running && isSoon)) return;
  sinceExamination_.start();
  version_ = snapshot.version;
  const double epochs = snapshot.statistics ? snapshot.statistics->epochs : snapshot.epoch;
  when_ = epochNumber(epochs);
  update();
  if (doctor_.examineNow()) show();
}

FindingBox* DoctorStrip::makeBox(QWidget* parent) {
  auto* box = new FindingBox(parent);
  box->setTheme(theme_);
  connect(box, &FindingBox::treatmentClicked, this, [this, box] { treat(box->observation()); });
  connect(box, &FindingBox::clicked, this, [this, box] { pin(&box->observation()); });
  connect(box, &FindingBox::released, this, [this] { pin(nullptr); });
  connect(box, &FindingBox::attendedChanged, this, &DoctorStrip::point);
  return box;
}

void DoctorStrip::show() {
  shown_ = worstFirst(doctor_.observations());
  const auto isPinned = [&](const Observation& each) { return pinned_ && isAboutTheSame(each, *pinned_); };
  if (std::ranges::none_of(shown_, isPinned)) pinned_.reset();
  showBoxes();
  point();
}

/// Seen as long as there is nothing to say of any layer.
void DoctorStrip::sayWhatIsAwaited(const Snapshot& snapshot) {
  waiting_->setText(snapshot.state == SessionState::Failed
                        ? tr("No layer was measured before this: %1.").arg(QString::fromStdString(snapshot.message))
                        : tr("Looks at the layers after the first step."));
}

/// As many findings as there is room for.
void DoctorStrip::showBoxes() {
  const int room = width() - 2 * kSide;
  const std::size_t count = std::min<std::size_t>(shown_.size(), room >= kRoomForTwo ? 2 : 1);
  while (boxes_.size() > count) {
    FindingBox* last = boxes_.back();
    boxes_.pop_back();
    delete last;
  }
  while (boxes_.size() < count) boxes_.push_back(makeBox(this));
  const int each = count == 0 ? room : (room - kBetweenBoxes * static_cast<int>(count - 1)) / static_cast<int>(count);
  for (std::size_t i = 0; i < count; ++i) {
    boxes_[i]->setObservation(shown_[i]);
    boxes_[i]->setGeometry(kSide + static_cast<int>(i) * (each + kBetweenBoxes), kBoxTop, each, FindingBox::kHeight);
    boxes_[i]->show();
    setTabOrder(i == 0 ? more_ : &boxes_[i - 1]->treatment(), boxes_[i]);
    setTabOrder(boxes_[i], &boxes_[i]->treatment());
  }
  waiting_->setVisible(shown_.empty());
  waiting_->setGeometry(kSide, kBoxTop, room, FindingBox::kHeight);
  more_->setVisible(shown_.size() > count);
  more_->setText(tr("+%1 more").arg(shown_.size() - count));
  const QSize wanted = more_->sizeHint();
  more_->setGeometry(width() - kSide - wanted.width(), kHeaderTop - 2, wanted.width(), wanted.height());
}

/// The other findings, above the strip.
void DoctorStrip::openList() {
  auto* list = new QFrame(this, Qt::Popup);
  list->setObjectName(QStringLiteral("doctorList"));
  list->setAttribute(Qt::WA_DeleteOnClose);
  connect(&document_, &Document::changed, list, &QWidget::close);  // it speaks of what was before
  list->setAccessibleName(tr("Other findings of the training doctor"));
  list->setFrameShape(QFrame::StyledPanel);
  list->setPalette(palette());
  list->setAutoFillBackground(true);
  list->setBackgroundRole(role::kCard);
  auto* layout = new QVBoxLayout(list);
  layout->setContentsMargins(kBetweenBoxes, kBetweenBoxes, kBetweenBoxes, kBetweenBoxes);
  layout->setSpacing(kBetweenBoxes);
  for (std::size_t i = boxes_.size(); i < shown_.size(); ++i) {
    FindingBox* box = makeBox(list);
    box->setObservation(shown_[i]);
    layout->addWidget(box);
    connect(box, &FindingBox::treatmentClicked, list, &QWidget::close);
    connect(box, &FindingBox::clicked, list, &QWidget::close);
    connect(box, &FindingBox::released, list, &QWidget::close);
    connect(box, &FindingBox::attendedChanged, this, [this, box] {
      box->setFramed(box->isAttended());
      const int layer =
          box->isAttended() && box->observation().layer ? static_cast<int>(*box->observation().layer) : -1;
      if (std::exchange(pointed_, layer) != layer) emit layerPointed(layer);
    });
  }
  const int high = layout->sizeHint().height();
  list->setFixedSize(width(), high);
  list->move(mapToGlobal(QPoint(0, -high - 4)));
  list->show();
}

/// Says which layer is meant now: that under the pointer, with the keyboard, or pinned.
void DoctorStrip::point() {
  const auto attended = std::ranges::find_if(boxes_, &FindingBox::isAttended);
  const Observation* meant = attended != boxes_.end() ? &(*attended)->observation() : pinned_ ? &*pinned_ : nullptr;
  for (FindingBox* box : boxes_) box->setFramed(meant != nullptr && isAboutTheSame(box->observation(), *meant));
  const int layer = meant != nullptr && meant->layer ? static_cast<int>(*meant->layer) : -1;
  if (std::exchange(pointed_, layer) != layer) emit layerPointed(layer);
}

void DoctorStrip::pin(const Observation* observation) {
  pinned_.reset();
  if (observation != nullptr) {
    pinned_ = *observation;
  } else if (QWidget* focused = focusWidget(); focused != nullptr && isAncestorOf(focused)) {
    focused->clearFocus();
  }
  point();
  if (pinned_ && pinned_->layer) emit layerPinned(static_cast<int>(*pinned_->layer));
}

void DoctorStrip::treat(const Observation& observation) {
  const Treatment treatment = *observation.treatment;  // the box may say something else before this ends
  document_.change(treatment.change(document_.experiment()), QString::fromStdString(treatment.label));
  if (treatment.rewinds) emit rewindWanted();
}

QString DoctorStrip::heading() const {
  return when_.isEmpty() || shown_.empty() ? tr("Training doctor") : tr("Training doctor · as of epoch %1").arg(when_);
}

void DoctorStrip::resizeEvent(QResizeEvent*) {
  showBoxes();
}

void DoctorStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintSurface(painter, rect(), kCardRadius, palette().color(role::kCard), palette().color(role::kBorder));
  painter.setFont(textFont(12, QFont::DemiBold));
  painter.setPen(palette().color(role::kMuted));
  painter.drawText(QRect(kSide, kHeaderTop, width() - 2 * kSide, kHeader), Qt::AlignLeft | Qt::AlignVCenter, heading());
}

}  // namespace gradus::ui
