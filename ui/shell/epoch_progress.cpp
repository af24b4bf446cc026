#include "ui/shell/epoch_progress.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/format.h"

namespace gradus::ui {
namespace {

constexpr int kHeight = 34;
constexpr int kUsualWidth = 190;
constexpr int kNarrowest = 100;
constexpr int kBetween = 12;
constexpr int kCross = 20;

/// The widest thing that is said while it trains.
const QString kWidestRemark = QStringLiteral("00:00:00 left");

const QString kBuilding = QStringLiteral("building kernels…");

}  // namespace

EpochProgress::EpochProgress(QWidget* parent)
    : QWidget(parent), cancel_(new Button(QStringLiteral("close"), {}, Button::Look::Quiet, this)) {
  cancel_->setObjectName(QStringLiteral("cancelReadingButton"));
  cancel_->setFixedSize(kCross, kCross);
  cancel_->setAccessibleName(tr("Cancel reading"));
  cancel_->setToolTip(tr("Stop reading and go back to the data of before (Ctrl+Z)"));
  cancel_->hide();
  connect(cancel_, &QPushButton::clicked, this, &EpochProgress::cancelled);
  setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  setFont(textFont(12));
  setToolTip(QStringLiteral("Epochs completed, of those asked for, and the time the rest will take"));
  describe();
}

void EpochProgress::setState(SessionState state) {
  state_ = state;
  if (state == SessionState::Preparing || state == SessionState::Empty) hasNumbers_ = false;
  setReading(0, false);
  updateGeometry();
  describe();
}

bool EpochProgress::isReading() const {
  return state_ == SessionState::Preparing && read_ > 0 && read_ < 1;
}

void EpochProgress::setReading(double share, bool canCancel) {
  read_ = share;
  cancel_->setVisible(canCancel && isReading());
  describe();
}

void EpochProgress::resizeEvent(QResizeEvent*) {
  cancel_->move(width() - kCross, 1);
}

/// Of the last epoch, so that nothing moves while it trains.
int EpochProgress::wordsWidth() const {
  const QString last = grouped(std::max(goal_, epoch_));
  const QFontMetrics plain(textFont(12));
  const int epochs = plain.horizontalAdvance(QStringLiteral("Epoch  / ") + last) +
                     QFontMetrics(textFont(12, QFont::Bold)).horizontalAdvance(last);
  return epochs + (showsRemark_ ? kBetween + plain.horizontalAdvance(hasNumbers_ ? kWidestRemark : kBuilding) : 0);
}

QSize EpochProgress::sizeHint() const {
  return {std::max(kUsualWidth, wordsWidth()), kHeight};
}

QSize EpochProgress::minimumSizeHint() const {
  return {std::max(kNarrowest, wordsWidth()), kHeight};
}

void EpochProgress::setShowsRemark(bool shows) {
  if (shows == showsRemark_) return;
  showsRemark_ = shows;
  updateGeometry();
  update();
}

bool EpochProgress::showSnapshot(const Snapshot& snapshot) {
  const int before = wordsWidth();
  epoch_ = snapshot.epoch;
  // A network that is watched has a sample on its way once there is something to see of its units.
  if (snapshot.layers.empty() || snapshot.sample) hasNumbers_ = true;
  goal_ = snapshot.epochGoal;
  secondsLeft_ = snapshot.secondsLeft;
  const double batches = static_cast<double>(std::max<std::int64_t>(snapshot.batchesPerEpoch, 1));
  const double done = epoch_ + static_cast<double>(snapshot.batch) / batches;
  share_ = goal_ > 0 ? std::clamp(done / goal_, 0.0, 1.0) : 0;
  describe();
  if (wordsWidth() == before) return false;
  updateGeometry();
  return true;
}

QString EpochProgress::remark() const {
  switch (state_) {
    case SessionState::Preparing:
      return isReading() ? tr("reading %1 %").arg(std::lround(100 * read_)) : QStringLiteral("preparing…");
    case SessionState::Running:
      return QStringLiteral("%1 left").arg(duration(secondsLeft_));
    case SessionState::Paused:
      return QStringLiteral("paused");
    case SessionState::Finished:
      return QStringLiteral("finished");
    case SessionState::Failed:
      return QStringLiteral("stopped");
    case SessionState::Ready:
      return hasNumbers_ ? QStringLiteral("ready") : kBuilding;
    case SessionState::Empty:
      break;
  }
  return {};
}

void EpochProgress::describe() {
  setAccessibleName(QStringLiteral("Epoch %1 of %2, %3").arg(grouped(epoch_), grouped(goal_), remark()));
  update();
}

void EpochProgress::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRect line(0, 3, width(), 16);
  int x = 0;
  const auto write = [&](const QString& words, QFont::Weight weight) {
    painter.setFont(textFont(12, weight));
    painter.drawText(line.adjusted(x, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, words);
    x += painter.fontMetrics().horizontalAdvance(words);
  };
  painter.setPen(palette().color(role::kText));
  write(QStringLiteral("Epoch "), QFont::Normal);
  write(grouped(epoch_), QFont::Bold);
  if (goal_ > 0) write(QStringLiteral(" / %1").arg(grouped(goal_)), QFont::Normal);
  painter.setFont(textFont(12));
  painter.setPen(palette().color(role::kMuted));
  const QRect besideCross = line.adjusted(0, 0, cancel_->isVisible() ? -kCross - 2 : 0, 0);
  if (showsRemark_) painter.drawText(besideCross, Qt::AlignVCenter | Qt::AlignRight, remark());

  const QRectF track(0, 25, width(), 4);
  painter.setPen(Qt::NoPen);
  painter.setBrush(palette().color(role::kControl));
  painter.drawRoundedRect(track, 2, 2);
  const double share = isReading() ? read_ : share_;
  if (share <= 0) return;
  painter.setBrush(palette().color(role::kAccent));
  painter.drawRoundedRect(QRectF(0, 25, std::max(4.0, share * width()), 4), 2, 2);
}

}  // namespace gradus::ui
