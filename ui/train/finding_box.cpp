#include "ui/train/finding_box.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QRegularExpression>

#include "core/doctor/doctor_rules.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/link_button.h"

namespace gradus::ui {
namespace {

constexpr int kPadding = 10;
constexpr int kFigureWidth = 66;
constexpr int kWidestFigure = 96;
constexpr int kGap = 12;
constexpr int kFigureLine = 26;
constexpr int kTop = 5;
constexpr int kLine = 18;
constexpr double kRadius = 7;

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

QString titleOf(const Observation& observation) {
  const QString title = QString::fromStdString(observation.title);
  return title.endsWith(u'.') ? title.chopped(1) : title;
}

/// The name of the layer at the beginning of a title, or "".
QString layerIn(const QString& title, const Observation& observation) {
  static const QRegularExpression name(QStringLiteral("^\\w[\\w ]*? \\d+(?= )"));
  return observation.layer ? name.match(title).captured() : QString();
}

}  // namespace

FindingBox::FindingBox(QWidget* parent) : QWidget(parent), treatment_(new LinkButton({}, this)) {
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  keepSpace(*this);
  connect(treatment_, &QPushButton::clicked, this, &FindingBox::treatmentClicked);
}

void FindingBox::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void FindingBox::setFramed(bool framed) {
  if (isFramed_ == framed) return;
  isFramed_ = framed;
  update();
}

bool FindingBox::isAttended() const {
  return underMouse() || hasFocus() || treatment_->hasFocus();
}

void FindingBox::setObservation(const Observation& observation) {
  observation_ = observation;
  treatment_->setVisible(observation.treatment.has_value());
  if (observation.treatment) {
    const QString label = QString::fromStdString(observation.treatment->label);
    treatment_->setText(label);
    treatment_->setToolTip(label + QStringLiteral(": what the doctor suggests. It can be undone."));
  }
  const DoctorRule& rule = findDoctorRule(observation.rule);
  setObjectName(QStringLiteral("doctor_") + QString::fromStdString(rule.name));
  treatment_->setObjectName(objectName() + QStringLiteral("_treatment"));
  const QString text = QString::fromStdString(observation.text);
  setToolTip(text + (text.isEmpty() ? QString() : QStringLiteral("\n")) +
             QString::fromStdString(rule.title + ". " + rule.explanation));
  setAccessibleName(severityText(observation.severity) + QStringLiteral(": ") +
                    QString::fromStdString(observation.title));
  setAccessibleDescription(text);
  placeTreatment();
  update();
}

int FindingBox::textLeft() const {
  const int figure =
      QFontMetrics(textFont(20, QFont::DemiBold)).horizontalAdvance(QString::fromStdString(observation_.figure));
  const int note = QFontMetrics(textFont(11)).horizontalAdvance(QString::fromStdString(observation_.note));
  // Words are cut where a fraction of a pixel is missing.
  return kPadding + std::clamp(std::max(figure, note) + 1, kFigureWidth, kWidestFigure) + kGap;
}

void FindingBox::placeTreatment() {
  const int room = width() - textLeft() - kPadding;
  const QSize wanted = treatment_->sizeHint();
  treatment_->setGeometry(textLeft(), kTop + 2 * kLine - 2, std::clamp(wanted.width(), 20, std::max(20, room)),
                          wanted.height());
}

void FindingBox::resizeEvent(QResizeEvent*) {
  placeTreatment();
}

void FindingBox::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (isFramed_) {
    paintSurface(painter, rect(), kRadius, mix(theme_.card, theme_.accent, 0.2), theme_.accent);
  }
  if (hasFocus()) paintFocus(painter, QRectF(rect()).adjusted(1, 1, -1, -1), kRadius, theme_.accent);
  const int figureWidth = textLeft() - kGap - kPadding;
  const auto write = [&](const QRect& place, const QFont& font, const QColor& color, const QString& text, int how) {
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(place, how | Qt::AlignVCenter, QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width()));
  };
  QFont large = textFont(20, QFont::DemiBold);
  const QString figure = QString::fromStdString(observation_.figure);
  if (QFontMetrics(large).horizontalAdvance(figure) >= figureWidth) large = textFont(14, QFont::DemiBold);
  write({kPadding, kTop, figureWidth, kFigureLine}, large, colorOf(observation_.severity, theme_), figure,
        Qt::AlignRight);
  write({kPadding, kTop + kFigureLine - 1, figureWidth, 16}, textFont(11), theme_.muted,
        QString::fromStdString(observation_.note), Qt::AlignRight);

  const int left = textLeft();
  const int room = width() - left - kPadding;
  const QFont strong = textFont(13, QFont::DemiBold);
  const QString title = titleOf(observation_);
  write({left, kTop, room, kLine}, strong, theme_.text, title, Qt::AlignLeft);
  write({left, kTop + kLine, room, kLine - 1}, textFont(12), theme_.muted, QString::fromStdString(observation_.line),
        Qt::AlignLeft);
  const int named = std::min(room, QFontMetrics(strong).horizontalAdvance(layerIn(title, observation_)));
  if (named > 0) painter.fillRect(QRect(left, kTop + kLine - 1, named, 2), theme_.accent);
}

void FindingBox::enterEvent(QEnterEvent*) {
  emit attendedChanged();
}

void FindingBox::leaveEvent(QEvent*) {
  emit attendedChanged();
}

void FindingBox::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  emit attendedChanged();
}

void FindingBox::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  emit attendedChanged();
}

void FindingBox::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && rect().contains(event->pos())) emit clicked();
}

void FindingBox::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
      return emit clicked();
    case Qt::Key_Escape:
      return emit released();
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace gradus::ui
