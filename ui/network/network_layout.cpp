#include "ui/network/network_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/nn/activation.h"
#include "core/nn/loss.h"
#include "ui/network/network_edit.h"

namespace gradus::ui {
namespace {

constexpr int kMaxRows = 24;
constexpr int kTileColumns = 4;
constexpr int kTileRows = 8;
constexpr double kMinTilePitch = 34;
constexpr double kMinBoxPitch = 25;
constexpr int kMatrixCells = 4;  ///< room for the matrix of all weights, where not all units have a box
constexpr double kTileSpace = 5;
constexpr double kMostGrowth = 2.2;
constexpr double kMostBoxGrowth = 1.5;  ///< of boxes with a number, which larger ones would not say better
constexpr double kCaptionHeight = 48;   ///< two lines under the input: which sample, which label
constexpr double kFieldBox = 46;        ///< a unit with its field
constexpr double kFieldPitch = 64;
constexpr double kOutputName = 66;  ///< beside the field of an output: a class and how likely it is
constexpr double kAroundOutputName = 14;
constexpr double kWidestOutputName = 96;
constexpr double kMinGap = 44;  ///< links need room to bend, and the + its place
constexpr double kMaxGap = 150;
constexpr double kHeaderWidth = 112;  ///< units field with its two buttons
constexpr double kNarrowHeader = 92;
constexpr double kCharacter = 7;     ///< of an activation's name in its pill
constexpr double kAroundName = 62;   ///< in the pill: a small curve, the arrow, the margins
constexpr double kAroundAlone = 34;  ///< where there is no room for the curve

double between(double low, double high, double share) {
  return low + (high - low) * share;
}

/// How the boxes of a column are arranged; `pitch` is the distance from one row to the next.
struct Grid {
  int columns = 1;
  int rows = 1;
  QSizeF box;
  double pitch = 0;
};

/// Space for the layout: `roomy` goes from 0, as tight as text stays readable, to 1.
struct Space {
  QRectF area;
  double roomy = 1;
  int boxesPerColumn = 0;
  bool hasWholeNames = true;  ///< beside the outputs
  double growth = 1;  ///< of what is drawn, where a small network has more room than it needs; words stay as they are
};

Column emptyColumn(ColumnKind kind, int units, int inputs = 0) {
  Column column;
  column.kind = kind;
  column.units = units;
  column.inputs = inputs;
  return column;
}

/// As many rows as `units` need and the height and the budget of boxes allow.
int rowsFor(int units, double minPitch, double height, const Space& space) {
  const int fitting = std::min({kMaxRows, static_cast<int>(height / minPitch), space.boxesPerColumn});
  return std::clamp(units, 1, std::max(fitting, 2));
}

/// Where not all units fit, the last `moreCells` places are one box for the others.
void fill(Column& column, const Grid& grid, double middle, int moreCells = 1) {
  const int cells = grid.columns * grid.rows;
  const int shown = column.units > cells ? std::max(cells - moreCells, 1) : column.units;
  const int used = std::min(cells, column.units);
  const int usedRows = (used + grid.columns - 1) / grid.columns;
  const double top = middle - ((usedRows - 1) * grid.pitch + grid.box.height()) / 2;
  for (int cell = 0; cell < used; ++cell) {
    const int row = cell / grid.columns;
    const QPointF corner(cell % grid.columns * (grid.box.width() + kTileSpace), top + row * grid.pitch);
    const QRectF box(corner, grid.box);
    if (cell < shown) {
      column.boxes.push_back(box);
    } else {
      column.more |= box;
    }
    column.bounds |= box;
  }
  column.axis = column.bounds.center().x();
}

Grid rowsOfBoxes(int units, const QSizeF& box, double pitch, double height, const Space& space) {
  const int rows = rowsFor(units, kMinBoxPitch, height, space);
  const double fittingPitch = std::min(pitch * space.growth, height / rows);
  return {1, rows, {box.width(), std::min(box.height(), fittingPitch * 0.78)}, fittingPitch};
}

/// The same, but square where there are fields of a plane to show.
Grid rowsOfUnits(const NetworkShape& shape, int units, const QSizeF& box, double pitch, double height,
                 const Space& space) {
  if (!shape.plane) {
    return rowsOfBoxes(units, box * std::min(space.growth, kMostBoxGrowth), pitch, height, space);
  }
  const double field = kFieldBox * space.growth;
  Grid grid = rowsOfBoxes(units, {field, field}, kFieldPitch, height, space);
  grid.box.setWidth(grid.box.height());
  return grid;
}

Column imageColumn(const NetworkShape& shape, int inputs, const Space& space) {
  Column column = emptyColumn(ColumnKind::Image, shape.features, inputs);
  const double longSide =
      std::min(between(76, 116, space.roomy) * space.growth, space.area.height() - 2 * kCaptionHeight);
  const double longest = std::max({shape.image.width, shape.image.height, 1});
  const QSizeF size = QSizeF(std::max(shape.image.width, 1), std::max(shape.image.height, 1)) * (longSide / longest);
  const QRectF box(0, space.area.center().y() - size.height() / 2, size.width(), size.height());
  column.boxes = {box};
  column.bounds = box;
  column.axis = box.center().x();
  return column;
}

Column featureColumn(const NetworkShape& shape, const Space& space) {
  Column column = emptyColumn(ColumnKind::Features, shape.features);
  const QSizeF box(between(46, 54, space.roomy), 26);
  // Room for the caption on both sides, so that the features stay in the middle.
  const double height = space.area.height() - 2 * kCaptionHeight;
  fill(column, rowsOfUnits(shape, shape.features, box, 40, height, space), space.area.center().y());
  const double names = std::min(10 + 7.0 * shape.longestFeature, between(72, 120, space.roomy));
  column.bounds.setLeft(-names);
  return column;
}

Column tileColumn(const NetworkShape& shape, int units, const Space& space) {
  Column column = emptyColumn(ColumnKind::Tiles, units, shape.features);
  const double height = space.area.height();
  const int columns = std::clamp((units + kTileRows - 1) / kTileRows, 1, kTileColumns);
  const int budget = std::max(2, space.boxesPerColumn / columns);
  const int rows = std::min(
      {(units + columns - 1) / columns, kTileRows, budget, std::max(2, static_cast<int>(height / kMinTilePitch))});
  // Fewer tiles may be larger: their weights are then easier to read.
  const double largest = columns == 1 ? 68 : columns == 2 ? 60 : 48;
  const double side = std::min(between(34, largest, space.roomy) * space.growth, height / rows * 0.84);
  const double aspect = std::clamp(double(shape.image.width) / std::max(shape.image.height, 1), 0.5, 2.0);
  fill(column, {columns, rows, {side * aspect, side}, std::min(side + 12, height / rows)}, space.area.center().y());
  return column;
}

Column unitColumn(const NetworkShape& shape, int units, int inputs, int moreCells, const Space& space) {
  Column column = emptyColumn(ColumnKind::Units, units, inputs);
  const QSizeF box(between(46, 58, space.roomy), 26);
  const double height = space.area.height();
  fill(column, rowsOfUnits(shape, units, box, 35, height, space), space.area.center().y(), moreCells);
  return column;
}

Column outputColumn(const NetworkShape& shape, int inputs, const Space& space) {
  Column column = emptyColumn(ColumnKind::Output, shape.outputs, inputs);
  const double named = std::max(92.0, 62 + 7.0 * shape.longestClass);
  const QSizeF box(std::min(named, between(92, 148, space.roomy)), 28);
  fill(column, rowsOfUnits(shape, shape.outputs, box, 55, space.area.height(), space), space.area.center().y());
  if (shape.plane) {
    const double name =
        !space.hasWholeNames ? 0 : std::min(kAroundOutputName + kCharacter * shape.longestClass, kWidestOutputName);
    column.bounds.setRight(column.bounds.right() + std::max(between(46, kOutputName, space.roomy), name));
  }
  return column;
}

Column hiddenColumn(const NetworkShape& shape, const HiddenShape& layer, int inputs, bool onPixels,
                    const Space& space) {
  Column column = onPixels && !layer.isDense ? imageColumn(shape, inputs, space)
                  : onPixels && shape.image.width > 0
                      ? tileColumn(shape, layer.units, space)
                      : unitColumn(shape, layer.units, inputs, layer.isDense ? kMatrixCells : 1, space);
  column.isDense = layer.isDense;
  column.headerWidth = std::max(between(kNarrowHeader, kHeaderWidth, space.roomy),
                                between(kAroundAlone, kAroundName, space.roomy) + kCharacter * layer.widestWord);
  return column;
}

std::vector<Column> makeColumns(const NetworkShape& shape, const Space& space) {
  std::vector<Column> columns;
  bool onPixels = shape.image.width > 0 || shape.features == 0;
  columns.push_back(onPixels ? imageColumn(shape, 0, space) : featureColumn(shape, space));
  int inputs = shape.features;
  for (const HiddenShape& layer : shape.hidden) {
    columns.push_back(hiddenColumn(shape, layer, inputs, onPixels, space));
    onPixels = onPixels && !layer.isDense;
    inputs = layer.units;
  }
  columns.push_back(outputColumn(shape, inputs, space));
  for (Column* end : {&columns.front(), &columns.back()}) {
    end->headerWidth = between(kNarrowHeader, kHeaderWidth, space.roomy);
  }
  return columns;
}

/// Space between two columns so that their headers, each of which ends in the middle of it, have what they need.
double smallestGap(const Column& left, const Column& right) {
  const double both = (left.headerWidth + right.headerWidth - left.bounds.width() - right.bounds.width()) / 2;
  double gap = std::max(kMinGap, both);
  for (const Column* column : {&left, &right}) {
    const bool isHidden = column->kind != ColumnKind::Output && column->inputs > 0;
    if (isHidden) gap = std::max(gap, column->headerWidth - column->bounds.width());
  }
  return gap;
}

double smallestWidth(const std::vector<Column>& columns) {
  double width = columns.front().bounds.width();
  for (std::size_t i = 1; i < columns.size(); ++i) {
    width += smallestGap(columns[i - 1], columns[i]) + columns[i].bounds.width();
  }
  return width;
}

void moveTo(Column& column, double left) {
  const double shift = left - column.bounds.left();
  for (QRectF& box : column.boxes) box.translate(shift, 0);
  if (!column.more.isNull()) column.more.translate(shift, 0);
  column.bounds.translate(shift, 0);
  column.axis += shift;
}

/// Side by side in the middle of the area, the spare width shared by the gaps.
void place(std::vector<Column>& columns, const QRectF& area, double growth = 1) {
  const double spare = std::max(0.0, area.width() - smallestWidth(columns));
  const double share = spare / static_cast<double>(columns.size() - 1);
  double left = 0;
  moveTo(columns.front(), left);
  for (std::size_t i = 1; i < columns.size(); ++i) {
    const double smallest = smallestGap(columns[i - 1], columns[i]);
    left = columns[i - 1].bounds.right() + std::max(smallest, std::min(smallest + share, kMaxGap * growth));
    moveTo(columns[i], left);
  }
  const double shift = area.center().x() - columns.back().bounds.right() / 2;
  for (Column& column : columns) moveTo(column, column.bounds.left() + shift);
}

QRectF boundsOf(const std::vector<Column>& columns) {
  QRectF bounds;
  for (const Column& column : columns) bounds |= column.bounds;
  return bounds;
}

/// A network that leaves much of the area free is drawn larger.
void growInto(NetworkLayout& layout, const NetworkShape& shape, const QRectF& area) {
  const double growth =
      std::min({area.width() / layout.bounds.width(), area.height() / layout.bounds.height(), kMostGrowth});
  if (growth <= 1) return;
  std::vector<Column> larger = makeColumns(shape, {area, 1, kMaxBoxes / layout.count(), true, growth});
  if (smallestWidth(larger) > area.width()) return;
  place(larger, area, growth);
  layout.columns = std::move(larger);
  layout.bounds = boundsOf(layout.columns);
}

int lengthOfLongest(const std::vector<std::string>& names) {
  qsizetype longest = 0;
  for (const std::string& name : names) longest = std::max(longest, QString::fromStdString(name).size());
  return static_cast<int>(longest);
}

}  // namespace

NetworkShape shapeOf(const NetworkSpec& network, const Choice& loss, const Dataset* data) {
  NetworkShape shape;
  if (data != nullptr) {
    shape.image = data->image;
    shape.features = static_cast<int>(data->features);
    shape.plane = data->isPlane();
    shape.longestFeature = lengthOfLongest(data->featureNames);
    shape.outputs = static_cast<int>(outputsFor(findLoss(loss.name), data->target()));
    shape.longestClass = lengthOfLongest(data->classNames);
  }
  int width = shape.features;
  for (const LayerSpec& layer : network.hidden) {
    const int units = unitsOf(layer);
    if (units > 0) width = units;
    const auto letters = QString::fromStdString(activationOf(layer.activation).title).size();
    shape.hidden.push_back({width, units > 0, static_cast<int>(letters)});
  }
  return shape;
}

int Column::omitted() const {
  return kind == ColumnKind::Image ? 0 : std::max(0, units - static_cast<int>(boxes.size()));
}

QPointF Column::entry(int box) const {
  return {bounds.left(), boxes[static_cast<std::size_t>(box)].center().y()};
}

QPointF Column::departure(int box) const {
  return {bounds.right(), boxes[static_cast<std::size_t>(box)].center().y()};
}

int NetworkLayout::boxCount() const {
  return std::accumulate(columns.begin(), columns.end(), 0, [](int sum, const Column& column) {
    return sum + static_cast<int>(column.boxes.size()) + (column.more.isNull() ? 0 : 1);
  });
}

double NetworkLayout::gapCentre(int column) const {
  return (at(column).bounds.right() + at(column + 1).bounds.left()) / 2;
}

NetworkLayout layoutNetwork(const NetworkShape& shape, const QRectF& area) {
  const int columnCount = static_cast<int>(shape.hidden.size()) + 2;
  NetworkLayout layout;
  for (int tenths = 10; tenths >= 0; --tenths) {
    layout.columns = makeColumns(shape, {area, tenths / 10.0, kMaxBoxes / columnCount});
    if (smallestWidth(layout.columns) <= area.width()) break;
    if (tenths == 0) layout.columns = makeColumns(shape, {area, 0, kMaxBoxes / columnCount, false});
  }
  place(layout.columns, area);
  layout.bounds = boundsOf(layout.columns);
  growInto(layout, shape, area);
  return layout;
}

}  // namespace gradus::ui
