#include "ui/train/doctor_card.h"

#include <QBoxLayout>
#include <QLabel>

#include "ui/shell/document.h"
#include "ui/theme/style.h"
#include "ui/train/observation_row.h"
#include "ui/widgets/form.h"

namespace gradus::ui {
namespace {

constexpr int kBetweenRows = 11;
constexpr int kPause = 700;  // milliseconds: figures that change faster cannot be read

}  // namespace

DoctorCard::DoctorCard(Document& document, QWidget* parent)
    : Card(QStringLiteral("Training doctor"), parent), document_(document), waiting_(new QLabel(this)) {
  setObjectName(QStringLiteral("doctorCard"));
  body()->setSpacing(kBetweenRows);
  waiting_->setText(QStringLiteral("Looks at the layers once there is a network."));
  waiting_->setFont(textFont(12));
  waiting_->setForegroundRole(role::kMuted);
  waiting_->setWordWrap(true);
  body()->addWidget(waiting_);
  doctor_.setExperiment(document_.experiment());
  connect(&document_, &Document::changed, this, [this](const Experiment& now) {
    doctor_.setExperiment(now);
    sinceExamination_.invalidate();
  });
}

void DoctorCard::setTheme(const Theme& theme) {
  theme_ = theme;
  for (ObservationRow* row : rows_) row->setTheme(theme);
}

void DoctorCard::setSnapshot(const Snapshot& snapshot) {
  doctor_.note(snapshot);
  const bool hasNews = snapshot.statistics != nullptr || snapshot.state == SessionState::Failed;
  const bool isSoon = sinceExamination_.isValid() && sinceExamination_.elapsed() < kPause;
  if (!hasNews || (snapshot.state == SessionState::Running && isSoon)) return;
  sinceExamination_.start();
  if (doctor_.examineNow()) show();
}

void DoctorCard::show() {
  const std::vector<Observation>& observations = doctor_.observations();
  while (rows_.size() > observations.size()) {
    delete rows_.back();
    rows_.pop_back();
  }
  while (rows_.size() < observations.size()) {
    auto* row = new ObservationRow(this);
    row->setTheme(theme_);
    connect(row, &ObservationRow::treatmentClicked, this, [this, row] { treat(row->observation()); });
    body()->addWidget(row);
    rows_.push_back(row);
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i]->setObservation(observations[i]);
  waiting_->setVisible(observations.empty());
  orderTabs(*body());
}

void DoctorCard::treat(const Observation& observation) {
  const Treatment treatment = *observation.treatment;  // the row may say something else before this ends
  document_.change(treatment.change(document_.experiment()), QString::fromStdString(treatment.label));
  if (treatment.rewinds) emit rewindWanted();
}

}  // namespace gradus::ui
