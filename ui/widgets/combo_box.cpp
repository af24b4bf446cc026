#include "ui/widgets/combo_box.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/density.h"
#include "ui/widgets/keys.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr int kSide = 10;
constexpr int kArrow = 14;

/// Rows of the open list: rounded under the pointer, a tick at the present one.
class RowDelegate : public QStyledItemDelegate {
 public:
  explicit RowDelegate(const QComboBox& combo, QObject* parent) : QStyledItemDelegate(parent), combo_(combo) {}

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const int words = option.fontMetrics.horizontalAdvance(index.data().toString());
    return {words + kTextLeft + kSide + 8, 30};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QPalette& palette = combo_.palette();
    const QRectF row = QRectF(option.rect).adjusted(4, 1, -4, -1);
    const bool isChoosable = option.state.testFlag(QStyle::State_Enabled);
    if (isChoosable &&
        (option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_MouseOver))) {
      painter->setPen(Qt::NoPen);
      painter->setBrush(palette.color(role::kHover));
      painter->drawRoundedRect(row, 5, 5);
    }
    if (index.row() == combo_.currentIndex()) {
      drawIcon(*painter, QRectF(row.left() + 7, row.center().y() - 7, 14, 14), QStringLiteral("check"),
               palette.color(role::kAccent));
    }
    painter->setPen(isChoosable ? palette.color(role::kText) : palette.color(role::kMuted));
    painter->setFont(combo_.font());
    const QRectF words = row.adjusted(kTextLeft - 4, 0, -6, 0);
    painter->drawText(
        words, Qt::AlignVCenter | Qt::AlignLeft,
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, static_cast<int>(words.width())));
    painter->restore();
  }

 private:
  static constexpr int kTextLeft = 30;
  const QComboBox& combo_;
};

/// The list's window: QComboBox gives a plain frame, this paints the rounded card behind it.
class PopupFrame : public QObject {
 public:
  explicit PopupFrame(QWidget& popup) : QObject(&popup) { popup.installEventFilter(this); }

  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() != QEvent::Paint) return QObject::eventFilter(watched, event);
    auto* popup = static_cast<QWidget*>(watched);
    QPainter painter(popup);
    const QPalette& palette = popup->palette();
    painter.fillRect(popup->rect(), palette.color(role::kBorder));  // what the mask leaves of the corners
    paintSurface(painter, popup->rect(), 8, palette.color(role::kCard), palette.color(role::kBorder));
    return true;
  }
};

}  // namespace

ComboBox::ComboBox(QWidget* parent) : QComboBox(parent) {
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  keepSpace(*this);
  setAttribute(Qt::WA_Hover);
  setMaxVisibleItems(14);
  auto* list = new QListView(this);
  list->setMouseTracking(true);
  list->setFrameShape(QFrame::NoFrame);
  list->viewport()->setAutoFillBackground(false);
  setView(list);
  setItemDelegate(new RowDelegate(*this, this));

  QWidget* popup = view()->window();
  popup->setWindowFlags(Qt::Popup | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint);
  popup->setContentsMargins(1, 5, 1, 5);
  new PopupFrame(*popup);
  keepCornersRound(*popup, 8);
  connect(this, &QComboBox::currentIndexChanged, this, [this] {
    updateGeometry();
    setToolTip(currentData(Qt::ToolTipRole).toString());
  });
}

void ComboBox::addChoice(const ChoiceInfo& info) {
  addItem(QString::fromStdString(info.title), QString::fromStdString(info.name));
  setItemData(count() - 1, wrappedTip(QString::fromStdString(info.summary)), Qt::ToolTipRole);
}

void ComboBox::setChoiceEnabled(int row, bool enabled, const QString& explanation) {
  auto* items = qobject_cast<QStandardItemModel*>(model());
  if (items == nullptr || items->item(row) == nullptr) return;
  items->item(row)->setEnabled(enabled);
  setItemData(row, wrappedTip(explanation), Qt::ToolTipRole);
}

void ComboBox::focusInEvent(QFocusEvent* event) {
  emit aboutToChoose();
  QComboBox::focusInEvent(event);
}

void ComboBox::setCurrentName(const QString& name) {
  const int row = findData(name);
  if (row < 0 || row == currentIndex()) return;
  const QSignalBlocker blocker(this);
  setCurrentIndex(row);
  updateGeometry();
  setToolTip(currentData(Qt::ToolTipRole).toString());
  update();
}

QSize ComboBox::sizeHint() const {
  const int words = fontMetrics().horizontalAdvance(currentText());
  return {std::max(kControlWidth, words + 2 * kSide + kArrow + 8), controlHeight(*this)};
}

QSize ComboBox::minimumSizeHint() const {
  return {kControlWidth, controlHeight(*this)};
}

void ComboBox::showPopup() {
  emit aboutToChoose();
  int widest = width();
  for (int row = 0; row < count(); ++row) {
    widest = std::max(widest, fontMetrics().horizontalAdvance(itemText(row)) + 60);
  }
  view()->setMinimumWidth(widest - 2);
  QComboBox::showPopup();
  QWidget* popup = view()->window();
  popup->move(popup->x(), popup->y() + (popup->y() > mapToGlobal(QPoint()).y() ? 4 : -4));
}

void ComboBox::wheelEvent(QWheelEvent* event) {
  // A panel that scrolls under the pointer must not change the experiment on its way.
  if (hasFocus()) {
    QComboBox::wheelEvent(event);
  } else {
    event->ignore();
  }
}

void ComboBox::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintControl(painter, *this, view()->isVisible(), hasFocus());
  const int words = width() - 2 * kSide - kArrow - 6;
  painter.setPen(palette().color(role::kText));
  painter.drawText(QRect(kSide, 0, words, height()), Qt::AlignVCenter | Qt::AlignLeft,
                   fontMetrics().elidedText(currentText(), Qt::ElideRight, words));
  drawIcon(painter, QRectF(width() - kSide - kArrow, (height() - kArrow) / 2.0, kArrow, kArrow),
           QStringLiteral("chevron"), palette().color(role::kMuted));
}

}  // namespace gradus::ui
