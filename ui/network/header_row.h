// The row above the columns: a header for each, a button to insert a layer in each gap, and a note where a layer makes
// the network impossible. It places them and passes on what a person does with them.
#pragma once

#include <QObject>
#include <QPointer>
#include <vector>

#include "ui/network/canvas_view.h"
#include "ui/network/layer_header.h"
#include "ui/network/layer_selection.h"
#include "ui/network/network_layout.h"

namespace gradus::ui {

class NetworkEditor;
class ProblemNote;
class RoundButton;

class HeaderRow : public QObject {
  Q_OBJECT

 public:
  static constexpr int kTop = 10;

  /// Headers become children of `canvas` and edit through `editor`.
  HeaderRow(NetworkEditor& editor, QWidget& canvas);

  void setTheme(const Theme& theme);

  /// One content for each column.
  void setContents(const std::vector<HeaderContent>& contents);
  void place(const NetworkLayout& layout, const CanvasView& view);
  void showSelection(const LayerSelection& selection);

  LayerHeader* at(int column) const { return headers_[static_cast<std::size_t>(column)]; }
  int count() const { return static_cast<int>(headers_.size()); }
  RoundButton* insertButton(int gap) const { return insertButtons_[static_cast<std::size_t>(gap)]; }
  void cancelDrag();

  /// The names of all columns, for screen readers.
  QString description() const;

 signals:
  void insertRequested(int gap);
  void settingsRequested(int layer);
  void dragged(const QPoint& position);
  void dropped(const QPoint& position);
  void pointed(int column);  ///< −1 when the pointer has left
  void keyboardReturned();   ///< a field was left, or a header clicked: the canvas has the keyboard

 private:
  void orderTabs();
  LayerHeader* makeHeader(int column);
  RoundButton* makeInsertButton(int gap);
  void placeNotes(const NetworkLayout& layout);

  NetworkEditor& editor_;
  QWidget& canvas_;
  Theme theme_;
  std::vector<LayerHeader*> headers_;        // one per column
  std::vector<RoundButton*> insertButtons_;  // one per gap
  std::vector<ProblemNote*> notes_;          // one per column with a problem
};

}  // namespace gradus::ui
