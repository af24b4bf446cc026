// The plane as the network sees it: the field of its output or of one unit, the line on which it changes its mind, and
// the points it learns from. Points are chosen, added, moved and taken away by hand; what becomes of it, others say.
#pragma once

#include <QImage>
#include <QLineF>
#include <QPixmap>
#include <QWidget>
#include <optional>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/session/snapshot.h"
#include "ui/plane/field_image.h"

namespace gradus::ui {

/// A click on a point chooses it, elsewhere it adds one; dragging moves a point, the right button takes it away. Keys:
/// the arrows move a cursor (with Shift farther, with Ctrl along with the nearest point), Return adds a point there,
/// Delete takes the nearest one away, a digit chooses a class.
class PlaneField : public QWidget {
  Q_OBJECT

 public:
  explicit PlaneField(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Points of a plane; null or other data leaves it empty.
  void setData(const PreparedDataPtr& prepared);
  const PreparedDataPtr& data() const { return data_; }

  /// The field as it is now; a snapshot without fields keeps the last one of its run.
  void setSnapshot(const SnapshotPtr& snapshot);

  /// Shows the field of a unit in place of the output: of an input feature (layer −1), or of a layer. None: the output.
  struct Place {
    int column = -1;  ///< as on the canvas: 0 for the features
    int unit = -1;

    bool operator==(const Place&) const = default;
  };
  void showUnit(const Place& place);

  void setTestShown(bool shown);
  void setDiscrete(bool discrete);

  /// Marks the point of that row of the data set.
  void setWatched(std::int64_t row);

  /// Where a place of the plane is in the widget, and the other way round.
  QPointF toWidget(double x1, double x2) const;
  QPointF toPlane(const QPointF& position) const;

  /// The row whose point is drawn within `reach` pixels of that position of the widget, −1 for none.
  std::int64_t rowAt(const QPointF& position, double reach = 7) const;

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override { return width; }
  QSize sizeHint() const override { return {340, 340}; }
  QSize minimumSizeHint() const override { return {96, 96}; }

 signals:
  void pointChosen(qint64 row);
  void pointAdded(double x1, double x2);
  void pointMoved(qint64 row, double x1, double x2);
  void pointRemoved(qint64 row);
  void classChosen(int label);

  /// What the network says at the place under the pointer; empty when it left.
  void readingChanged(const QString& reading);

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  bool hasPoints() const { return data_ != nullptr && data_->dataset->isPlane(); }
  const FieldSnapshot* fields() const;
  QRectF frame() const;
  QPointF pointOf(std::int64_t row) const;
  QColor colorOf(std::int64_t row) const;
  bool isWrong(std::int64_t row) const;
  bool isShown(const std::vector<std::int64_t>& part) const;
  void makeImage();
  void makePoints();
  void drawPoint(QPainter& painter, std::int64_t row, bool isTest) const;
  void drawWrong(QPainter& painter) const;
  void drawHeld(QPainter& painter) const;
  void drawCursor(QPainter& painter) const;
  void read(const QPointF& position);
  void moveCursor(const QPointF& by, bool takesPoint);
  std::int64_t nearestToCursor() const;

  Theme theme_;
  FieldPalette palette_;
  PreparedDataPtr data_;
  SnapshotPtr snapshot_;  ///< the last one with fields
  Place unit_;
  bool isTestShown_ = true;
  bool isDiscrete_ = false;
  std::int64_t watched_ = -1;
  float scale_ = 1;
  double extent_ = kPlaneExtent;  ///< of the axes and of the field

  std::optional<QPointF> pressedAt_;  ///< while the left button is down
  std::optional<QPointF> heldAt_;     ///< where the point that is dragged is now
  std::int64_t held_ = -1;            ///< its row
  QPointF cursor_;                    ///< of the keyboard, in the plane

  QImage image_;
  std::vector<QLineF> border_;
  QPixmap points_;
};

}  // namespace gradus::ui
