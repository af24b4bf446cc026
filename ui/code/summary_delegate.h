// Paints the cells of the summary: calm rows, a line above the totals, and under a number a bar for its share.
#pragma once

#include <QStyledItemDelegate>

#include "ui/theme/theme.h"

namespace gradus::ui {

class SummaryDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  /// The roles of a cell beside its text.
  enum Role {
    kShare = Qt::UserRole,  ///< 0 … 1: how much of the total its number is
    kIsTotal                ///< it belongs to the row of totals
  };

  using QStyledItemDelegate::QStyledItemDelegate;

  void setTheme(const Theme& theme) { theme_ = &theme; }

  /// The row under the pointer, −1 for none.
  void setHoveredRow(int row) { hoveredRow_ = row; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  const Theme* theme_ = &Theme::dark();
  int hoveredRow_ = -1;
};

}  // namespace gradus::ui
