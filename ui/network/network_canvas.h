// The network as a person builds and watches it: columns of layers with live weights and values, edited in place by
// mouse and keyboard. The canvas edits a copy of the network and tells of each change; the document is not its own.
#pragma once

#include <QImage>
#include <QPointF>
#include <QWidget>
#include <optional>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/train/snapshot.h"
#include "ui/network/canvas_view.h"
#include "ui/network/hover_card.h"
#include "ui/network/link_cache.h"
#include "ui/network/network_layout.h"
#include "ui/network/network_links.h"
#include "ui/network/network_painter.h"
#include "ui/network/network_values.h"
#include "ui/network/weight_tile.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class LayerHeader;
class RoundButton;
struct HeaderContent;
struct HoverSource;

/// Keys: ← → select a layer, ↑ ↓ change its units (with Shift by ten), digits or Return type them, A or Alt+↓ offers
/// the activations, Insert adds a layer after it, Delete or Backspace removes it, Escape selects nothing; Ctrl with + −
/// zooms. These go before the shortcuts of the window; all others, such as Space, are left to it.
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

  /// Live weights and the values of the watched sample; may be null. A snapshot of the same run without layers (a
  /// view may ask for the history alone) leaves the last weights on the canvas.
  void setSnapshot(SnapshotPtr snapshot);

  /// Appends a hidden layer like the last one and selects it.
  void addLayer();

  /// Zooms so that every column is visible; at most to natural size.
  void fit();

  const NetworkSpec& network() const { return network_; }

  /// Index of the selected hidden layer, −1 for none.
  int selectedLayer() const { return selected_; }
  void selectLayer(int layer);

  const NetworkLayout& networkLayout() const { return layout_; }
  const CanvasView& view() const { return view_; }
  const HoverContent& hoverContent() const { return card_->content(); }

  /// The whole name of what is shown only in part at that point of the widget; empty where nothing is left out.
  QString nameAt(const QPointF& position) const;

  /// Boxes and links that are drawn: below 4,000 for every network.
  int itemCount();

  QSize sizeHint() const override { return {700, 760}; }
  QSize minimumSizeHint() const override { return {320, 320}; }

 signals:
  /// The person added, removed or resized a layer, or changed an activation.
  void networkEdited(const gradus::NetworkSpec& network, const QString& what);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  const Dataset* dataset() const { return data_ == nullptr ? nullptr : data_->dataset.get(); }
  void makePictures();
  QRectF area() const;  // where columns are laid out and visible: below the headers, above the card

  void rebuild();        // after a change of network, data or size
  void updateHeaders();  // their number and what they say
  void placeHeaders();   // above their columns
  void refresh();        // weights, values and links, if something changed since
  HeaderContent headerContent(int column) const;
  LayerHeader* headerOf(int layer) const;
  LayerHeader* makeHeader(int column);
  RoundButton* makeInsertButton(int gap);
  void drawSelection(QPainter& painter) const;

  void edit(const NetworkSpec& network, int select, const QString& what);
  void insertLayer(int at);
  void removeLayer(int at);
  void requestUnits(int layer, int units);
  bool isOwnKey(const QKeyEvent& event) const;
  bool editByKey(const QKeyEvent& event);
  bool zoomByKey(const QKeyEvent& event);

  void setView(const CanvasView& view);
  void zoom(const QPointF& fixed, double factor);
  int hiddenLayerAt(const QPointF& position) const;
  void updateHover();
  HoverSource hoverSource() const;

  Theme theme_;
  PreparedDataPtr data_;
  NetworkSpec network_;
  SnapshotPtr snapshot_;
  int selected_ = -1;

  NetworkLayout layout_;
  CanvasView view_;
  bool isFitted_ = true;  // until the person zooms or pans; then a resize keeps their view

  bool isStale_ = true;  // what follows does not show the snapshot yet
  NetworkValues values_;
  ColorRamp ramp_;
  std::vector<QImage> tiles_;
  std::vector<QImage> pictures_;  // by column
  std::vector<Link> links_;
  LinkCache linkCache_;

  std::vector<ElidedText> elided_;  // by the last paint event

  std::optional<QPointF> pointer_;  // in the widget, while it is over the canvas
  HoveredBox hovered_;
  std::vector<Link> highlighted_;   // links of the hovered unit, or the hovered link alone
  std::optional<QPointF> dragged_;  // where the pointer was last while it pans
  bool hasPanned_ = false;

  std::vector<LayerHeader*> headers_;        // one per column
  std::vector<RoundButton*> insertButtons_;  // one per gap
  HoverCard* card_;
};

}  // namespace gradus::ui
