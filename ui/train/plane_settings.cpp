#include "ui/train/plane_settings.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <algorithm>

#include "ui/document/document.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/density.h"
#include "ui/widgets/format.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/tab_order.h"

namespace gradus::ui {
namespace {

constexpr int kPerRow = 4;
constexpr int kInOneRow = 2;  ///< chips that have room beside their name

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
    : QWidget(parent),
      document_(document),
      row_(new QHBoxLayout),
      grid_(new QGridLayout),
      more_(new Button({}, {}, Button::Look::Normal, this)),
      edited_(makeLabel({}, this)) {
  row_->setSpacing(4);
  row_->addWidget(makeLabel(tr("Features"), this), 1);
  grid_->setSpacing(4);
  for (const PlaneFeature& feature : planeFeatures()) {
    auto* chip = new FeatureChip(feature, this);
    chips_.push_back(chip);
    connect(chip, &QAbstractButton::clicked, this, [this, chip] { toggle(*chip); });
  }
  more_->setObjectName(QStringLiteral("moreFeatures"));
  more_->setAccessibleName(tr("More features"));
  more_->setToolTip(tr("Shows all features that the network may see"));
  more_->setFont(textFont(12));
  more_->setSmall(true);
  connect(more_, &QPushButton::clicked, this, [this] {
    isOpen_ = true;
    arrange();
    const auto other = std::ranges::find_if_not(chips_, &FeatureChip::isChecked);
    (*other)->setFocus(Qt::OtherFocusReason);
  });
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
  layout->addLayout(row_);
  layout->addLayout(grid_);
  layout->addLayout(footer);
  arrange();
}

void PlaneSettings::setOneRow(bool isOne) {
  if (isOne == isOneRow_) return;
  isOneRow_ = isOne;
  isOpen_ = false;
  arrange();
}

void PlaneSettings::arrange() {
  const auto used = std::ranges::count_if(chips_, &FeatureChip::isChecked);
  isOpen_ = isOpen_ || used > kInOneRow;  // and stays so while somebody chooses
  const bool isShort = isOneRow_ && !isOpen_;
  for (QWidget* chip : chips_) {
    row_->removeWidget(chip);
    grid_->removeWidget(chip);
  }
  row_->removeWidget(more_);
  for (std::size_t i = 0; i < chips_.size(); ++i) {
    FeatureChip* chip = chips_[i];
    chip->setVisible(!isShort || chip->isChecked());
    const int index = static_cast<int>(i);
    if (!isShort) grid_->addWidget(chip, index / kPerRow, index % kPerRow);
    if (isShort && chip->isChecked()) row_->addWidget(chip);
  }
  more_->setText(QStringLiteral("+%1").arg(static_cast<std::ptrdiff_t>(chips_.size()) - used));
  more_->setVisible(isShort);
  if (isShort) row_->addWidget(more_);
  orderTabs(*layout());
}

void PlaneSettings::showDocument() {
  const DataSpec& spec = document_.experiment().data;
  const std::vector<const PlaneFeature*> features = featuresNamed(spec.features);
  for (FeatureChip* chip : chips_) chip->setChecked(std::ranges::find(features, &chip->feature()) != features.end());
  arrange();
  edited_->setText(spec.points.empty() ? QString() : tr("%1 points, by hand").arg(grouped(std::ssize(spec.points))));
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
