// Where everything on the network canvas lies. Pure geometry from the shape of a network and the space there is: no
// widget, no font and no weights, so that it can be tested alone and never moves while the network learns.
#pragma once

#include <QPointF>
#include <QRectF>
#include <vector>

#include "core/data/dataset.h"
#include "core/experiment/experiment.h"

namespace gradus::ui {

/// A hidden layer as the layout sees it.
struct HiddenShape {
  int units = 0;
  bool isDense = true;  ///< false: each unit gets the one value of its number, as in dropout and normalisation
  int widestWord = 0;   ///< characters of the name of its activation

  bool operator==(const HiddenShape&) const = default;
};

/// What the layout has to know of the network and its data.
struct NetworkShape {
  ImageShape image;        ///< width 0 where the samples are no images
  int features = 0;        ///< numbers in a sample; 0 while no data is there
  bool plane = false;      ///< points of a plane: units get square boxes, with room for their field
  int longestFeature = 0;  ///< characters of the longest feature name
  std::vector<HiddenShape> hidden;
  int outputs = 1;       ///< units of the output layer
  int longestClass = 0;  ///< characters of the longest class name

  bool operator==(const NetworkShape&) const = default;
};

/// `data` may be null: then the input is empty and there is one output.
NetworkShape shapeOf(const NetworkSpec& network, const Choice& loss, const Dataset* data);

enum class ColumnKind {
  Image,     ///< the watched sample as one picture, or what a layer made of each of its pixels
  Features,  ///< the watched sample as named numbers
  Tiles,     ///< hidden units that look at pixels: their weights as small pictures
  Units,     ///< hidden units with the value of the watched sample
  Output
};

/// A column of the canvas. The units that are shown are always the first ones, so none moves when another is added.
struct Column {
  ColumnKind kind = ColumnKind::Units;
  int units = 0;              ///< all of them, shown or not
  int inputs = 0;             ///< of the layer; 0 for the input column
  bool isDense = true;        ///< there is a weight from each input to each unit
  std::vector<QRectF> boxes;  ///< of the units shown; a single one for an image
  QRectF more;      ///< the box that says "+N", with room for a picture of all weights; null where every unit is shown
  QRectF bounds;    ///< around boxes, `more` and feature names
  double axis = 0;  ///< x on which the header is centred
  double headerWidth = 0;  ///< that the header should have

  int omitted() const;
  QPointF entry(int box) const;      ///< where links to that box end
  QPointF departure(int box) const;  ///< where links from that box begin
};

struct NetworkLayout {
  std::vector<Column> columns;  ///< input, hidden layers, output
  QRectF bounds;                ///< around all columns; wider than the area if there are many

  int count() const { return static_cast<int>(columns.size()); }
  const Column& at(int column) const { return columns[static_cast<std::size_t>(column)]; }
  int boxCount() const;

  /// Middle of the space between a column and the next one.
  double gapCentre(int column) const;
};

/// Never more boxes than this, up to 1,600 layers: together with the links the canvas stays below 4,000 items.
constexpr int kMaxBoxes = 3300;

/// Lays the network out in `area`. Heights always fit into it; widths shrink as far as text stays readable.
NetworkLayout layoutNetwork(const NetworkShape& shape, const QRectF& area);

}  // namespace gradus::ui
