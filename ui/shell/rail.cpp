#include "ui/shell/rail.h"

#include <QAbstractButton>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/keys.h"

namespace gradus::ui {
namespace {

constexpr int kWidth = 68;
constexpr int kMargin = 3;
constexpr int kItemHeight = 54;
constexpr int kIcon = 20;

class RailItem : public QAbstractButton {
 public:
  RailItem(const Page::Title& title, QWidget* parent) : QAbstractButton(parent), icon_(title.icon) {
    setText(title.name);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    keepSpace(*this);
    setAttribute(Qt::WA_Hover);
    setFixedSize(kWidth - 2 * kMargin - 1, kItemHeight);
    setFont(textFont(11, QFont::Medium));
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    if (isChecked() || underMouse()) {
      QColor fill = palette().color(role::kControl);
      if (!isChecked()) fill.setAlphaF(0.6F);
      painter.setRenderHint(QPainter::Antialiasing);
      painter.setPen(Qt::NoPen);
      painter.setBrush(fill);
      painter.drawRoundedRect(rect(), kCardRadius, kCardRadius);
    }
    if (hasFocus()) paintFocus(painter, rect(), kCardRadius, palette().color(role::kAccent));
    const QColor ink = palette().color(isChecked() || underMouse() ? role::kText : role::kMuted);
    drawIcon(painter, QRectF((width() - kIcon) / 2.0, 9, kIcon, kIcon), icon_, ink);
    painter.setPen(ink);
    painter.drawText(QRect(0, 31, width(), 16), Qt::AlignCenter, text());
  }

 private:
  QString icon_;
};

}  // namespace

Rail::Rail(QWidget* parent) : QWidget(parent), layout_(new QVBoxLayout(this)) {
  setFixedWidth(kWidth);
  setAccessibleName(QStringLiteral("Pages"));
  layout_->setContentsMargins(kMargin, 8, kMargin + 1, 8);
  layout_->setSpacing(4);
  layout_->addStretch();
}

void Rail::addItem(const Page::Title& title, const QString& shortcut) {
  const int index = static_cast<int>(items_.size());
  auto* item = new RailItem(title, this);
  item->setObjectName(QStringLiteral("rail:") + title.name);
  item->setAccessibleName(title.name);
  item->setToolTip(QStringLiteral("%1 (%2)").arg(title.explanation, shortcut));
  item->setChecked(index == 0);
  connect(item, &QAbstractButton::clicked, this, [this, index] { emit chosen(index); });
  layout_->insertWidget(index, item);
  items_.push_back(item);
}

void Rail::setCurrent(int index) {
  items_.at(static_cast<std::size_t>(index))->setChecked(true);
}

void Rail::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(role::kPanel));
  painter.fillRect(QRect(width() - 1, 0, 1, height()), palette().color(role::kBorder));
}

}  // namespace gradus::ui
