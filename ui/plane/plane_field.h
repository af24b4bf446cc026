// The plane as the network sees it: the field of its output or of one unit, the line on which it changes its mind, and
// the points it learns from. Points are chosen, added, moved and taken away by hand; what becomes of it, others say.
#pragma once

#include <QImage>
#include <QLineF>
#include <QPixmap>
#include <QWidget>
#include <optional>
#include <vector>

#include "core/train/snapshot.h"
#include "ui/plane/field_image.h"

namespace gradus::ui {

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

  /// The row whose point is drawn at that position of the widget, −1 for none.
  std::int64_t rowAt(const QPointF& position) const;

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override { return width; }
  QSize sizeHint() const override { return {340, 340}; }
  QSize minimumSizeHint() const override { return {160, 160}; }

 signals:
  void pointChosen(qint64 row);

  /// What the network says at the place under the pointer; empty when it left.
  void readingChanged(const QString& reading);

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
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
  void read(const QPointF& position);

  Theme theme_;
  FieldPalette palette_;
  PreparedDataPtr data_;
  SnapshotPtr snapshot_;  ///< the last one with fields
  Place unit_;
  bool isTestShown_ = true;
  bool isDiscrete_ = false;
  std::int64_t watched_ = -1;
  float scale_ = 1;
  std::vector<bool> isTrain_;  ///< by row

  QImage image_;
  std::vector<QLineF> border_;
  QPixmap points_;
};

}  // namespace gradus::ui
