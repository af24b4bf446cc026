// The samples in the middle of the Inspect page, as many as there are: only the cards that are seen are painted.
#pragma once

#include <QAbstractScrollArea>
#include <optional>
#include <set>
#include <vector>

#include "ui/inspect/gallery_card.h"
#include "ui/inspect/inspect_worker.h"

namespace gradus::ui {

/// A click chooses one card, Ctrl adds or takes away one, Shift chooses all up to one; the arrow keys do the same,
/// Ctrl+A chooses all, Escape none.
class GalleryView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  explicit GalleryView(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Other data; nothing is shown of them yet. What is chosen stays where the rows are the same.
  void setData(const PreparedDataPtr& prepared);

  /// The samples, in their order. What is chosen and still shown stays chosen.
  void setResult(const InspectResultPtr& result);

  /// The rows of the data set that are shown, in their order.
  std::vector<std::int64_t> rows() const;
  std::size_t count() const { return result_ ? result_->places.size() : 0; }

  /// The rows that are chosen, ascending.
  const std::set<std::int64_t>& selected() const { return selected_; }
  void select(const std::set<std::int64_t>& rows);

  /// Outlines the sample that the right column is about.
  void setWatched(std::int64_t row);
  std::int64_t watched() const { return watched_; }

  QString caption(std::size_t index) const;

  /// Where a card is in the viewport.
  QRectF cell(std::size_t index) const;

  /// Cards that the last painting painted, for tests.
  int paintedCards() const { return paintedCards_; }

  /// What is written in the middle where there is nothing to show.
  void setEmptyText(const QString& text);

  QSize minimumSizeHint() const override { return {220, 160}; }

 signals:
  /// A person looks at one sample.
  void sampleChosen(qint64 row);
  void selectionChanged();
  void menuWanted(const QPoint& globalPosition);

 protected:
  bool viewportEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  int columns() const;
  double cardWidth() const;
  double lineHeight() const;
  std::int64_t rowAt(std::size_t index) const;
  std::optional<std::size_t> indexAt(const QPointF& position) const;
  std::optional<std::size_t> indexOf(std::int64_t row) const;
  void arrange();
  void keepVisible(std::size_t index);
  void moveTo(std::size_t index, Qt::KeyboardModifiers modifiers);
  void toggle(std::size_t index);
  void selectUpTo(std::size_t index);
  void changeSelection(std::set<std::int64_t> rows);

  GalleryCard card_;
  InspectResultPtr result_;
  std::set<std::int64_t> selected_;
  std::int64_t current_ = -1;  ///< the row that the keyboard is at
  std::int64_t watched_ = -1;
  std::int64_t anchor_ = -1;  ///< the row from which Shift chooses
  std::optional<std::size_t> hovered_;
  QString emptyText_;
  Theme theme_;
  int paintedCards_ = 0;
};

}  // namespace gradus::ui
