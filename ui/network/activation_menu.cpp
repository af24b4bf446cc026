#include "ui/network/activation_menu.h"

#include <QListWidget>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/network/activation_icon.h"
#include "ui/theme/legible.h"
#include "ui/theme/paint.h"
#include "ui/widgets/popup_place.h"
#include "ui/widgets/tool_tip.h"

namespace gradus::ui {
namespace {

constexpr int kRowHeight = 34;
constexpr int kNarrowest = 288;
constexpr int kRadius = 8;
constexpr int kRowsShown = 11;
constexpr QSize kIconSize(44, 20);
constexpr int kAroundWords = 120;  // of a row: curve, space between title and formula, margins, scroll bar
constexpr int kFormulaRole = Qt::UserRole + 1;

/// Curve, title and, muted at the right, the formula.
class RowDelegate : public QStyledItemDelegate {
 public:
  RowDelegate(const Theme& theme, QString current, QObject* parent)
      : QStyledItemDelegate(parent), theme_(theme), current_(std::move(current)) {}

  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {kNarrowest, kRowHeight}; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect.adjusted(4, 1, -4, -1);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
      painter->setPen(Qt::NoPen);
      painter->setBrush(theme_.hover);
      painter->drawRoundedRect(row, 6, 6);
    }
    const auto icon = index.data(Qt::DecorationRole).value<QPixmap>();
    painter->drawPixmap(QPointF(row.left() + 8, row.center().y() - kIconSize.height() / 2.0 + 1), icon);

    const bool isCurrent = index.data(Qt::UserRole).toString() == current_;
    const QFont font = sizedFont(option.font, 13, isCurrent);
    painter->setFont(font);
    painter->setPen(isCurrent ? theme_.accent : theme_.text);
    const QRect text = row.adjusted(8 + kIconSize.width() + 10, 0, -8, 0);
    const QString title = index.data().toString();
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, title);

    const QFont small = sizedFont(option.font, 11, false);
    const int room = text.width() - QFontMetrics(font).horizontalAdvance(title) - 12;
    painter->setFont(small);
    painter->setPen(theme_.muted);
    const QString formula = index.data(kFormulaRole).toString();
    if (QFontMetrics(small).horizontalAdvance(formula) <= room) {
      painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight, formula);
    }
  }

 private:
  Theme theme_;
  QString current_;
};

/// A width in which the longest row has its title and its formula whole.
int widestRow(const QFont& font) {
  const QFontMetrics title(sizedFont(font, 13, true));
  const QFontMetrics formula(sizedFont(font, 11, false));
  int widest = kNarrowest;
  for (const Activation& row : activations()) {
    const int words = title.horizontalAdvance(QString::fromStdString(row.title)) +
                      formula.horizontalAdvance(QString::fromStdString(row.formula));
    widest = std::max(widest, kAroundWords + words);
  }
  return widest;
}

QString styleSheetOf(const Theme& theme) {
  return QStringLiteral(
             "gradus--ui--ActivationMenu { background: %1; border: 1px solid %2; border-radius: 8px; }"
             "QListWidget { background: transparent; border: none; outline: none; }")
      .arg(theme.card.name(), theme.border.name());
}

}  // namespace

ActivationMenu::ActivationMenu(const Theme& theme, const std::string& current, QWidget* parent)
    : QFrame(parent, Qt::Popup), list_(new QListWidget(this)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowFlag(Qt::NoDropShadowWindowHint);
  setAttribute(Qt::WA_StyledBackground);
  keepCornersRound(*this, kRadius);
  setStyleSheet(styleSheetOf(theme));
  setAccessibleName(tr("Activations"));

  const QString currentName = QString::fromStdString(current);
  list_->setItemDelegate(new RowDelegate(theme, currentName, list_));
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setAccessibleName(tr("Activation function"));
  for (const Activation& row : activations()) {
    auto* item = new QListWidgetItem(QString::fromStdString(row.title), list_);
    item->setData(Qt::UserRole, QString::fromStdString(row.name));
    item->setData(kFormulaRole, QString::fromStdString(row.formula));
    const auto parameters = parametersOf(row, Choice{row.name, {}});
    item->setData(Qt::DecorationRole, activationIcon(row, parameters, kIconSize, theme.accent, devicePixelRatioF()));
    item->setToolTip(wrappedTip(QString::fromStdString(row.summary)));
    if (row.name == current) list_->setCurrentItem(item);
  }
  // One click or one key is enough; itemActivated alone would wait for a double click on some platforms.
  connect(list_, &QListWidget::itemClicked, this, &ActivationMenu::choose);
  connect(list_, &QListWidget::itemActivated, this, &ActivationMenu::choose);

  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(1, 4, 1, 4);
  box->addWidget(list_);
  const int rows = std::min(list_->count(), kRowsShown);
  setFixedSize(widestRow(font()), rows * kRowHeight + 12);
  setFocusProxy(list_);
}

void ActivationMenu::popup(const QWidget& anchor) {
  placeBelow(*this, anchor);
  show();
  list_->setFocus(Qt::PopupFocusReason);
}

void ActivationMenu::choose(const QListWidgetItem* item) {
  if (item == nullptr || !isVisible()) return;  // a click also activates: the second signal comes to a closed menu
  const std::string name = item->data(Qt::UserRole).toString().toStdString();
  close();
  emit chosen(name);
}

}  // namespace gradus::ui
