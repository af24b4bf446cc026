#include "ui/train/part_bar.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <chrono>
#include <cmath>

#include "ui/theme/paint.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr double kThickness = 6;
constexpr double kGap = 2;
constexpr double kReach = 7;
constexpr double kLeastTrain = 0.1;  ///< of all rows; as with the limits of an experiment file
constexpr double kMostShare = 0.9;
constexpr auto kRest = std::chrono::milliseconds(250);

/// Whole percents of all rows give shares without a tail of digits.
double rounded(double share) {
  return std::round(share * 1e6) / 1e6;
}

}  // namespace

PartBar::PartBar(QWidget* parent) : QWidget(parent), theme_(Theme::dark()) {
  setFocusPolicy(Qt::TabFocus);
  setMouseTracking(true);
  setFixedHeight(kHeight);
  setToolTip(tr("The parts of the data. Drag a divider, or move it with ← → and hold the other one with ↑ ↓"));
  rest_.setSingleShot(true);
  rest_.setInterval(kRest);
  connect(&rest_, &QTimer::timeout, this, &PartBar::tell);
  describe();
}

void PartBar::setTheme(const Theme& theme) {
  theme_ = theme;
  update();
}

void PartBar::setShares(const PartShares& shares, bool isTestGiven) {
  rest_.stop();
  shares_ = told_ = shares;
  isTestGiven_ = isTestGiven;
  if (isTestGiven_) held_ = Divider::Valid;
  describe();
}

void PartBar::describe() {
  setAccessibleName(tr("Shares of the parts"));
  setAccessibleDescription(
      tr("train %1, valid %2, test %3")
          .arg(percent(shares_.train(), 0), percent(1 - shares_.test - shares_.train(), 0), percent(shares_.test, 0)));
  update();
}

double PartBar::placeOf(Divider divider) const {
  return divider == Divider::Valid ? shares_.train() : 1 - shares_.test;
}

std::optional<PartBar::Divider> PartBar::dividerAt(double x) const {
  const auto distance = [&](Divider divider) { return std::abs(x - placeOf(divider) * width()); };
  // The right one of two that lie on each other can be dragged to the right, the left one to the left.
  const bool isRight =
      !isTestGiven_ && (distance(Divider::Test) < distance(Divider::Valid) ||
                        (placeOf(Divider::Test) == placeOf(Divider::Valid) && x >= placeOf(Divider::Test) * width()));
  const Divider nearest = isRight ? Divider::Test : Divider::Valid;
  return distance(nearest) <= kReach ? std::optional(nearest) : std::nullopt;
}

/// The other divider stays where it is. `place` is in whole percents of all rows.
void PartBar::moveTo(Divider divider, double place) {
  const double train = shares_.train();
  PartShares next = shares_;
  place = std::round(100 * place) / 100;
  if (divider == Divider::Valid) {
    const double free = 1 - shares_.test;
    next.valid = rounded(std::clamp(1 - std::clamp(place, kLeastTrain * free, free) / free, 0.0, kMostShare));
  } else {
    const double least = std::max({train, 1 - kMostShare, kLeastTrain});
    const double rest = std::clamp(place, least, 1.0);
    next.test = rounded(1 - rest);
    next.valid = rounded(std::clamp(1 - train / rest, 0.0, kMostShare));
  }
  held_ = divider;
  if (next == shares_) return;
  shares_ = next;
  describe();
  emit sharesMoved(shares_);
}

void PartBar::tell() {
  rest_.stop();
  if (shares_ == told_) return;
  told_ = shares_;
  emit sharesChosen(shares_);
}

void PartBar::step(double by) {
  moveTo(held_, placeOf(held_) + by);
  rest_.start();
}

void PartBar::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  dragged_ = dividerAt(event->position().x());
  if (dragged_) held_ = *dragged_;
  update();
}

void PartBar::mouseMoveEvent(QMouseEvent* event) {
  if (dragged_) return moveTo(*dragged_, event->position().x() / width());
  hovered_ = dividerAt(event->position().x());
  setCursor(hovered_ ? Qt::SplitHCursor : Qt::ArrowCursor);
  update();
}

void PartBar::mouseReleaseEvent(QMouseEvent*) {
  dragged_.reset();
  tell();
  update();
}

void PartBar::leaveEvent(QEvent*) {
  hovered_.reset();
  update();
}

void PartBar::keyPressEvent(QKeyEvent* event) {
  const double stride = event->modifiers().testFlag(Qt::ShiftModifier) ? 0.1 : 0.01;
  switch (event->key()) {
    case Qt::Key_Left:
      return step(-stride);
    case Qt::Key_Right:
      return step(stride);
    case Qt::Key_Up:
    case Qt::Key_Down:
      held_ = held_ == Divider::Valid && !isTestGiven_ ? Divider::Test : Divider::Valid;
      return update();
    default:
      QWidget::keyPressEvent(event);
  }
}

void PartBar::wheelEvent(QWheelEvent* event) {
  event->setAccepted(hasFocus());
  if (hasFocus() && event->angleDelta().y() != 0) step(event->angleDelta().y() > 0 ? 0.01 : -0.01);
}

bool PartBar::event(QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  return QWidget::event(event);
}

void PartBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double top = (height() - kThickness) / 2.0;
  const double first = placeOf(Divider::Valid) * width();
  const double second = placeOf(Divider::Test) * width();
  const auto part = [&](double from, double to, const QColor& color) {
    if (to - from < 0.5) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QRectF place(from, top, std::max(to - from - kGap, 1.0), kThickness);
    painter.drawRoundedRect(place, kThickness / 2, kThickness / 2);
  };
  part(0, first, theme_.train);
  part(first, second, theme_.valid);
  part(second, width() + kGap, theme_.muted);
  const auto grip = [&](Divider divider) {
    if (divider == Divider::Test && isTestGiven_) return;
    const bool isHeld = held_ == divider && hasFocus();
    if (!isHeld && hovered_ != divider && dragged_ != divider) return;
    const double x = std::clamp(placeOf(divider) * width() - kGap / 2, 3.0, width() - 3.0);
    painter.setPen(QPen(theme_.card, 1));
    painter.setBrush(theme_.text);
    painter.drawRoundedRect(QRectF(x - 2.5, 2, 5, height() - 4), 2.5, 2.5);
  };
  grip(Divider::Valid);
  grip(Divider::Test);
  if (hasFocus()) paintFocus(painter, QRectF(rect()), 5, theme_.accent);
}

}  // namespace gradus::ui
