#include "ui/train/plane_settings.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <algorithm>

#include "ui/shell/document.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/density.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/paint.h"

namespace gradus::ui {
namespace {

constexpr int kPerRow = 4;

QLabel* makeLabel(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setForegroundRole(role::kMuted);
  return label;
}

}  // namespace

FeatureChip::FeatureChip(const PlaneFeature& feature, QWidget* parent) : QAbstractButton(parent), feature_(feature) {
  const QString title = QString::fromStdString(feature.title);
  setObjectName(QStringLiteral("feature:") + QString::fromStdString(feature.name));
  setText(title);
  setAccessibleName(title);
  setToolTip(title + QStringLiteral(": ") + QString::fromStdString(feature.summary));
  setCheckable(true);
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  setFont(textFont(12));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  keepSpace(*this);
}

QSize FeatureChip::sizeHint() const {
  return {46, 24};
}

void FeatureChip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QColor accent = palette().color(role::kAccent);
  const QColor rest = palette().color(underMouse() ? role::kHover : role::kControl);
  paintSurface(painter, rect(), height() / 2.0, isChecked() ? mix(rest, accent, 0.22) : rest,
               isChecked() ? accent : palette().color(role::kBorder));
  if (hasFocus()) paintFocus(painter, rect(), height() / 2.0, palette().color(role::kText));
  painter.setFont(font());
  painter.setPen(palette().color(isChecked() ? role::kText : role::kMuted));
  painter.drawText(rect(), Qt::AlignCenter, text());
}

PlaneSettings::PlaneSettings(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), edited_(makeLabel({}, this)) {
  auto* chips = new QGridLayout;
  chips->setSpacing(4);
  for (const PlaneFeature& feature : planeFeatures()) {
    auto* chip = new FeatureChip(feature, this);
    const int index = static_cast<int>(chips_.size());
    chips->addWidget(chip, index / kPerRow, index % kPerRow);
    chips_.push_back(chip);
    connect(chip, &QAbstractButton::clicked, this, [this, chip] { toggle(*chip); });
  }
  auto* again = new Button({}, tr("Regenerate"), Button::Look::Normal, this);
  again->setObjectName(QStringLiteral("regenerateButton"));
  again->setAccessibleName(tr("Regenerate"));
  again->setToolTip(tr("Draws other points of the same kind"));
  again->setSmall(true);
  connect(again, &QPushButton::clicked, this, &PlaneSettings::regenerate);
  edited_->setObjectName(QStringLiteral("pointsEdited"));
  edited_->setFont(textFont(12));
  edited_->setToolTip(tr("Other noise, another number of points and Regenerate make new points in their place"));

  auto* footer = new QHBoxLayout;
  footer->addWidget(edited_, 1);
  footer->addWidget(again);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(kRowSpacing);
  layout->addWidget(makeLabel(tr("Features"), this));
  layout->addLayout(chips);
  layout->addLayout(footer);
}

void PlaneSettings::showDocument() {
  const DataSpec& spec = document_.experiment().data;
  const std::vector<const PlaneFeature*> features = featuresNamed(spec.features);
  for (FeatureChip* chip : chips_) chip->setChecked(std::ranges::find(features, &chip->feature()) != features.end());
  edited_->setText(spec.points.empty() ? QString() : tr("%1 points, by hand").arg(spec.points.size()));
}

void PlaneSettings::toggle(const FeatureChip& chip) {
  std::vector<std::string> names;
  for (const FeatureChip* each : chips_) {
    if (each->isChecked()) names.push_back(each->feature().name);
  }
  if (names.empty()) names.push_back(chip.feature().name);  // the network has to see something
  if (names == std::vector<std::string>{"x1", "x2"}) names.clear();
  Experiment next = document_.experiment();
  next.data.features = names;
  if (next == document_.experiment()) return showDocument();
  document_.change(next, tr("Choose features"));
}

void PlaneSettings::regenerate() {
  Experiment next = document_.experiment();
  ++next.data.seed;
  next.data.points.clear();
  next.data.excluded.clear();
  next.data.relabeled.clear();
  document_.change(next, tr("Regenerate the points"));
}

}  // namespace gradus::ui
