#include "ui/train/observation_row.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>

#include "core/doctor/doctor_rules.h"
#include "ui/theme/style.h"
#include "ui/widgets/link_button.h"

namespace gradus::ui {
namespace {

constexpr double kDot = 9;
constexpr int kIndent = 21;

QLabel* makeLabel(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  return label;
}

QString severityText(Severity severity) {
  switch (severity) {
    case Severity::Healthy:
      return QStringLiteral("Healthy");
    case Severity::Notice:
      return QStringLiteral("Notice");
    case Severity::Warning:
      return QStringLiteral("Warning");
    default:
      return QStringLiteral("Ill");
  }
}

QColor colorOf(Severity severity, const Theme& theme) {
  switch (severity) {
    case Severity::Healthy:
      return theme.good;
    case Severity::Notice:
      return theme.accent;
    case Severity::Warning:
      return theme.warning;
    default:
      return theme.bad;
  }
}

}  // namespace

ObservationRow::ObservationRow(QWidget* parent)
    : QWidget(parent), title_(makeLabel(this)), text_(makeLabel(this)), treatment_(new LinkButton({}, this)) {
  title_->setFont(textFont(13, QFont::DemiBold));
  text_->setFont(textFont(12));
  text_->setForegroundRole(role::kMuted);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kIndent, 0, 0, 0);
  layout->setSpacing(2);
  layout->addWidget(title_);
  layout->addWidget(text_);
  layout->addWidget(treatment_);
  connect(treatment_, &QPushButton::clicked, this, &ObservationRow::treatmentClicked);
}

void ObservationRow::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void ObservationRow::setObservation(const Observation& observation) {
  observation_ = observation;
  const QString title = QString::fromStdString(observation.title);
  const QString text = QString::fromStdString(observation.text);
  title_->setText(title);
  text_->setText(text);
  text_->setVisible(!text.isEmpty());
  treatment_->setVisible(observation.treatment.has_value());
  if (observation.treatment) {
    const QString label = QString::fromStdString(observation.treatment->label);
    treatment_->setText(label);
    treatment_->setToolTip(label + QStringLiteral(": what the doctor suggests. It can be undone."));
    treatment_->updateGeometry();
  }
  const DoctorRule& rule = findDoctorRule(observation.rule);
  setObjectName(QStringLiteral("doctor_") + QString::fromStdString(rule.name));
  treatment_->setObjectName(objectName() + QStringLiteral("_treatment"));
  setToolTip(QString::fromStdString(rule.title + ". " + rule.explanation));
  setAccessibleName(severityText(observation.severity) + QStringLiteral(": ") + title);
  setAccessibleDescription(text);
  update();
}

void ObservationRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colorOf(observation_.severity, theme_));
  const double middle = QFontMetrics(title_->font()).height() / 2.0 + title_->y();
  painter.drawEllipse(QRectF(1, middle - kDot / 2, kDot, kDot));
}

}  // namespace gradus::ui
