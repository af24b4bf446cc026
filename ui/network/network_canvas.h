// The network as a person builds and watches it: columns of layers with live weights and values, edited in place by
// mouse and keyboard. The canvas edits a copy of the network and tells of each change; the document is not its own.
#pragma once

#include <QImage>
#include <QPointF>
#include <QWidget>
#include <optional>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/experiment/experiment.h"
#include "core/session/snapshot.h"
#include "ui/network/canvas_view.h"
#include "ui/network/hover_card.h"
#include "ui/network/link_cache.h"
#include "ui/network/network_editor.h"
#include "ui/network/network_layout.h"
#include "ui/network/network_links.h"
#include "ui/network/network_painter.h"
#include "ui/network/network_values.h"
#include "ui/network/weight_tile.h"
#include "ui/plane/unit_fields.h"
#include "ui/theme/theme.h"

class QMenu;
class QScrollBar;

namespace gradus::ui {

class HeaderRow;
class LayerHeader;
class WeightView;
struct HoverSource;

/// Keys: ← → select a layer (with Shift several, with Ctrl they move it), ↑ ↓ change its units (with Shift by ten),
/// digits or F2 type them, A or Alt+↓ offers the activations, Return opens all settings, Insert adds a layer after it,
/// Delete or Backspace removes it, Ctrl+C, X, V and D copy, cut, paste and duplicate, Ctrl+A selects all, Escape
/// nothing, the menu key opens a menu; Ctrl with + − zooms. Page up and down pin the unit before or behind (with Shift
/// the weights of that unit), E edits what is pinned, W shows all weights. These go before the shortcuts of the window;
/// all others, such as Space, are left to it.
class NetworkCanvas : public QWidget {
  Q_OBJECT
 public:
  explicit NetworkCanvas(QWidget* parent = nullptr);
  ~NetworkCanvas() override;

  void setTheme(const Theme& theme);

  /// Input shape, classes and images; may be null. Other data forgets the snapshot, whose numbers are not theirs.
  void setData(PreparedDataPtr prepared);

  /// What is edited. Emits nothing. Throws FormatError, changing nothing, for a name that is in no registry.
  void setNetwork(const NetworkSpec& network);

  /// Loss and batches, which decide what the output is and what is possible.
  void setTraining(const TrainingSpec& training);

  /// Live weights and the values of the watched sample; may be null. A snapshot of the same run without layers (a
  /// view may ask for the history alone) leaves the last weights on the canvas.
  void setSnapshot(SnapshotPtr snapshot);

  /// What was measured of the layers: marks dead units and new layers. Null marks nothing.
  void setStatistics(StatisticsPtr statistics);

  /// Whether the slope of that unit was 0 for all samples that were looked at.
  bool isDead(int column, int unit) const;

  /// Frames the column of a layer, the output's too; −1 for none.
  void frameLayer(int layer);
  QRectF frameRect() const;

  /// Moves the column of a layer into sight.
  void revealLayer(int layer);

  /// Appends a hidden layer like the last one and selects it.
  void addLayer();

  /// Fills `menu` with the kinds of layers, which go behind the selection, and the presets. For a menu that opens.
  void fillAddMenu(QMenu& menu);

  /// Zooms so that every column is visible; at most to natural size.
  void fit();

  NetworkEditor& editor() { return editor_; }
  const NetworkSpec& network() const { return editor_.network(); }

  /// Index of the selected layer, −1 for none; the number of hidden layers stands for the output.
  int selectedLayer() const { return editor_.selection().current(); }
  void selectLayer(int layer) { editor_.select(layer); }

  const NetworkLayout& networkLayout() const { return layout_; }
  const CanvasView& view() const { return view_; }
  const HoverContent& hoverContent() const { return card_->content(); }
  QRect cardGeometry() const { return card_->geometry(); }

  /// The whole name of what is shown only in part at that point of the widget; empty where nothing is left out.
  QString nameAt(const QPointF& position) const;

  /// "Linear 1 · unit 3" or "x₁".
  QString nameOfUnit(int column, int unit) const;

  /// Boxes and links that are drawn: below 4,000 for every network.
  int itemCount();

  QSize sizeHint() const override { return {700, 760}; }
  QSize minimumSizeHint() const override { return {320, 240}; }

 signals:
  /// The person changed the network; `what` names the change, such as "Remove Linear 2".
  void networkEdited(const gradus::NetworkSpec& network, const QString& what);

  /// The pointer came to a box of a unit, or left it: column −1.
  void unitHovered(int column, int unit);

  /// What the card explains now; its numbers come with a later snapshot.
  void questionChanged(const std::optional<gradus::UnitQuestion>& question);

  /// The person has typed another number for a weight or bias; `name` says whose.
  void parameterEdited(const gradus::UnitQuestion& at, double before, double after, const QString& name);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  /// What decides the view when the network or the size changes.
  enum class Sight {
    Readable,  ///< large enough to read; a deep network is scrolled
    Whole,     ///< all of it
    Chosen     ///< as the person zoomed and moved it
  };

  const Dataset* dataset() const { return data_ == nullptr ? nullptr : data_->dataset.get(); }
  void makePictures();
  QRectF area() const;  // where columns are laid out and visible: below the headers, above the card
  void connectEditor();

  void rebuild();        // after a change of network, data or size
  void updateHeaders();  // their number and what they say
  void refresh();        // weights, values and links, if something changed since
  void drawSelection(QPainter& painter) const;
  void drawDropPlace(QPainter& painter) const;
  void drawFrame(QPainter& painter) const;
  void drawNewMarks(QPainter& painter) const;
  QRectF ringAround(int layer) const;
  void updateMarks();

  // the view
  void look(const CanvasView& view);
  void setView(const CanvasView& view);
  void zoom(const QPointF& fixed, double factor);
  double wholeScale() const;
  void showReadable();
  void reveal(int column);
  CanvasView withinBounds(CanvasView view) const;
  void updateScrollBar();

  // the keyboard
  bool isOwnKey(const QKeyEvent& event) const;
  bool isCommand(const QKeyEvent& event) const;
  bool commandByKey(const QKeyEvent& event);
  bool selectByKey(const QKeyEvent& event);
  bool editByKey(const QKeyEvent& event);
  LayerHeader* currentHeader() const;

  // popups
  QMenu* makeCanvasMenu(const QString& name);
  void openInsertMenu(int gap);
  void openSettings(int layer);
  void openContextMenu(const QPoint& global);

  int layerAt(const QPointF& position) const;
  int gapAt(double x) const;
  void dragLayers(const QPoint& position);
  void dropLayers();

  // what is explained
  void updateHover();
  void hoverAt(const QPointF& point);
  void explain(const std::optional<UnitQuestion>& question, const HoverContent& content);
  void pin(const std::optional<UnitQuestion>& question);
  void pinNext(int by, bool inputs);
  void editPinned(double number);
  bool exists(const UnitQuestion& question) const;
  std::optional<UnitQuestion> questionAt(const QPointF& point) const;
  HoverContent describe(const UnitQuestion& question) const;
  std::vector<Link> linksOf(const UnitQuestion& question) const;
  Link linkTo(const UnitQuestion& question) const;
  HoverSource hoverSource(const std::optional<UnitQuestion>& question) const;

  // all weights at large
  void openWeights(int column, int unit);  // unit −1: of the whole layer
  void closeWeights();
  void makeWeightView();
  void showWeights();
  bool isWeightViewOpen() const;
  UnitQuestion weightAt(const QPoint& cell) const;
  void placeCard();

  Theme theme_;
  PreparedDataPtr data_;
  NetworkEditor editor_;
  TrainingSpec training_;
  SnapshotPtr snapshot_;
  StatisticsPtr statistics_;
  std::vector<std::vector<int>> silent_;  // by column: dead units, ascending
  std::vector<int> newLayers_;            // of which no weight has been trained yet
  int framed_ = -1;

  NetworkLayout layout_;
  CanvasView view_;
  Sight sight_ = Sight::Readable;

  bool isStale_ = true;  // what follows does not show the snapshot yet
  NetworkValues values_;
  ColorRamp ramp_;
  std::vector<QImage> tiles_;
  std::vector<QImage> pictures_;  // by column
  UnitFields fields_;
  std::vector<Link> links_;
  LinkCache linkCache_;

  std::vector<ElidedText> elided_;  // by the last paint event

  std::optional<QPointF> pointer_;  // in the widget, while it is over the canvas
  HoveredBox hovered_;
  std::vector<Link> highlighted_;  // links of the hovered unit, or the hovered link alone
  std::optional<UnitQuestion> pinned_;
  std::optional<UnitQuestion> asked_;  // by the last questionChanged()
  std::optional<QPointF> dragged_;     // where the pointer was last while it pans
  bool hasPanned_ = false;
  std::optional<int> dropGap_;  // where dragged layers would go

  HeaderRow* headers_;
  QScrollBar* scroll_;
  HoverCard* card_;
  WeightView* weightView_ = nullptr;  // made when it is first wanted
  HoveredBox shownWeights_;           // there; box −1: of the whole column
};

}  // namespace gradus::ui
