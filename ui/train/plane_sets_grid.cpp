#include "ui/train/plane_sets_grid.h"

#include <QGridLayout>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <limits>

#include "ui/plane/field_image.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/tab_order.h"

namespace gradus::ui {
namespace {

constexpr int kSide = 39;
constexpr int kSmallestSide = 24;
constexpr int kPerRow = 5;
constexpr int kGap = 3;
constexpr double kRound = 4;

QColor colorOf(const Dataset& dataset, std::size_t row, const Theme& theme) {
  if (dataset.task == Task::Regression) return theme.signedColor(1.3 * dataset.targets[row] / fullColorOf(dataset));
  return theme.classColor(static_cast<std::size_t>(dataset.labels[row]));
}

QImage pictureOf(const Dataset& dataset, const Theme& theme) {
  QImage picture(kSide, kSide, QImage::Format_RGB32);
  for (int row = 0; row < kSide; ++row) {
    for (int column = 0; column < kSide; ++column) {
      const double x1 = fieldPlace(column, kSide);
      const double x2 = -fieldPlace(row, kSide);
      double least = std::numeric_limits<double>::max();
      std::size_t nearest = 0;
      for (std::size_t i = 0; i < static_cast<std::size_t>(dataset.rows); ++i) {
        const double away1 = dataset.points[2 * i] - x1;
        const double away2 = dataset.points[2 * i + 1] - x2;
        const double distance = away1 * away1 + away2 * away2;
        if (distance >= least) continue;
        least = distance;
        nearest = i;
      }
      picture.setPixel(column, row, colorOf(dataset, nearest, theme).rgb());
    }
  }
  return picture;
}

}  // namespace

PlaneSetButton::PlaneSetButton(const DatasetInfo& info, QWidget* parent) : QAbstractButton(parent), info_(info) {
  setObjectName(QStringLiteral("planeSet:") + QString::fromStdString(info.name));
  setAccessibleName(QString::fromStdString(info.title));
  setToolTip(QString::fromStdString(info.title + ": " + info.summary));
  setCheckable(true);
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  keepSpace(*this);
}

void PlaneSetButton::setTheme(const Theme& theme) {
  constexpr double kPoints = 240;
  picture_ = pictureOf(info_.load({info_.name, {{"points", kPoints}, {"noise", 0}}}, 0), theme);
  update();
}

QSize PlaneSetButton::sizeHint() const {
  return {kSide, kSide};
}

void PlaneSetButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  const QRectF place = QRectF(rect()).adjusted(2, 2, -2, -2);
  if (!isChecked() && !underMouse()) painter.setOpacity(0.72);
  painter.drawImage(place, picture_);
  painter.setOpacity(1);
  QPainterPath corners;
  corners.addRect(place.adjusted(-0.5, -0.5, 0.5, 0.5));
  corners.addRoundedRect(place, kRound, kRound);
  painter.fillPath(corners, palette().color(role::kCard));
  if (isChecked() || hasFocus()) {
    paintFocus(painter, rect(), kRound + 2, palette().color(hasFocus() ? role::kText : role::kAccent));
  }
}

PlaneSetsGrid::PlaneSetsGrid(QWidget* parent)
    : QWidget(parent), grid_(new QGridLayout(this)), more_(new Button({}, {}, Button::Look::Normal, this)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(kGap);
  for (const DatasetInfo& info : datasetCatalog()) {
    if (info.kind != DatasetKind::Plane) continue;
    auto* button = new PlaneSetButton(info, this);
    buttons_.push_back(button);
    // No exclusive group: Tab would skip all but one of its buttons.
    connect(button, &QAbstractButton::clicked, this, [this, button] {
      setCurrent(button->name());
      emit chosen(QString::fromStdString(button->name()));
    });
  }
  more_->setObjectName(QStringLiteral("morePlaneSets"));
  more_->setText(QStringLiteral("+%1").arg(buttons_.size() - kPerRow));
  more_->setAccessibleName(tr("More sets"));
  more_->setToolTip(tr("Shows all sets of points"));
  more_->setFont(textFont(12));
  more_->setSmall(true);
  connect(more_, &QPushButton::clicked, this, [this] {
    isOpen_ = true;
    arrange();
    buttons_.back()->setFocus(Qt::OtherFocusReason);
  });
  arrange();
}

void PlaneSetsGrid::setOneRow(bool isOne) {
  if (isOne == isOneRow_) return;
  isOneRow_ = isOne;
  isOpen_ = false;
  arrange();
}

void PlaneSetsGrid::arrange() {
  for (QWidget* widget : findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) grid_->removeWidget(widget);
  std::vector<PlaneSetButton*> shown = buttons_;
  const bool isShort = isOneRow_ && !isOpen_;
  if (isShort) {
    shown.resize(kPerRow);
    const auto present = std::ranges::find_if(buttons_, &PlaneSetButton::isChecked);
    if (present != buttons_.end() && present - buttons_.begin() >= kPerRow) shown.back() = *present;
  }
  for (PlaneSetButton* button : buttons_) button->setVisible(std::ranges::find(shown, button) != shown.end());
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const int index = static_cast<int>(i);
    grid_->addWidget(shown[i], index / kPerRow, index % kPerRow);
  }
  more_->setVisible(isShort);
  if (isShort) grid_->addWidget(more_, 0, kPerRow);
  fitSides();
  orderTabs(*grid_);
}

void PlaneSetsGrid::fitSides() {
  const int more = more_->isHidden() ? 0 : more_->sizeHint().width() + kGap;
  const int side = std::clamp((width() - more - (kPerRow - 1) * kGap) / kPerRow, kSmallestSide, kSide);
  for (PlaneSetButton* button : buttons_) button->setFixedSize(side, side);
}

/// The pictures become smaller before they ask for more room than there is.
QSize PlaneSetsGrid::minimumSizeHint() const {
  return {kPerRow * (kSmallestSide + kGap) + more_->sizeHint().width(), QWidget::minimumSizeHint().height()};
}

void PlaneSetsGrid::resizeEvent(QResizeEvent*) {
  fitSides();
}

void PlaneSetsGrid::setTheme(const Theme& theme) {
  for (PlaneSetButton* button : buttons_) button->setTheme(theme);
}

void PlaneSetsGrid::setCurrent(const std::string& name) {
  for (PlaneSetButton* button : buttons_) button->setChecked(button->name() == name);
  if (isOneRow_ && !isOpen_) arrange();
}

}  // namespace gradus::ui
