// Draws the columns of the network: the watched sample, weight tiles, units with their values, class probabilities.
// It only reads; what is drawn and where was decided before.
#pragma once

#include <QFont>
#include <QImage>
#include <optional>
#include <vector>

#include "ui/network/canvas_view.h"
#include "ui/network/network_layout.h"
#include "ui/network/network_values.h"
#include "ui/plane/unit_fields.h"
#include "ui/theme/theme.h"

class QPainter;

namespace gradus::ui {

/// A box under the pointer; column −1 for none.
struct HoveredBox {
  int column = -1;
  int box = -1;

  bool operator==(const HoveredBox&) const = default;
};

/// A name that had no room: where it begins, and all of it.
struct ElidedText {
  QRectF box;
  QString text;
};

struct NetworkScene {
  const NetworkLayout& layout;
  const NetworkValues& values;
  const Dataset* data = nullptr;
  const std::vector<QImage>& tiles;     ///< of the column of tiles; empty while there are no weights
  const std::vector<QImage>& pictures;  ///< by column: the watched sample first, then what a layer made of each pixel,
                                        ///< or its matrix of weights; null where nothing is known
  const std::vector<std::vector<int>>& silent;  ///< by column: units that are dead, ascending
  const UnitFields& fields;                     ///< of points in a plane
  CanvasView view;
  HoveredBox hovered;
};

class NetworkPainter {
 public:
  NetworkPainter(QPainter& painter, const NetworkScene& scene, const Theme& theme, const QFont& font);

  void drawColumns();

  /// What drawColumns() could only show in part.
  const std::vector<ElidedText>& elided() const { return elided_; }

 private:
  void drawImage(int index);
  void drawFeatures(const Column& column);
  void drawTiles(int index);
  void drawUnits(int index);
  void drawOutput(int index);
  static std::size_t classOf(const Column& column, std::size_t unit);
  void drawClass(const QRectF& box, const QString& name, std::optional<double> probability);
  void drawBar(const QRectF& box, double share, const QColor& color);
  const QImage& fieldOf(int index, std::size_t unit) const;
  void drawField(const QRectF& box, const QImage& field, bool hovered);
  void drawPlaneOutput(int index, std::size_t box);
  void drawMore(int index);
  void drawDead(int index);
  void drawSampleCaption(const Column& column);
  void drawTargetCaption(const Column& column);

  void drawBox(const QRectF& box, const QColor& fill, bool hovered);
  void drawValue(const QRectF& box, double value, double scale, bool hovered, int decimals);
  void drawText(const QRectF& box, const QString& text, Qt::Alignment alignment, const QColor& color,
                bool bold = false);

  /// Decimals with which every value of the column has room in its box; −1 if there is none.
  int decimalsThatFit(int index) const;

  bool isHovered(int column, std::size_t box) const;
  QString label() const;

  QPainter& painter_;
  const NetworkScene& scene_;
  const Theme& theme_;
  QFont plain_;
  QFont strong_;
  std::vector<ElidedText> elided_;
};

}  // namespace gradus::ui
