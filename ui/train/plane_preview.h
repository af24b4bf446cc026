// A small picture of two-dimensional data: its points, in the colours of their classes; a click chooses the one whose
// way through the network is shown.
#pragma once

#include <QPixmap>
#include <QWidget>

#include "core/train/snapshot.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class PlanePreview : public QWidget {
  Q_OBJECT

 public:
  explicit PlanePreview(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Training points are strong, the others faint. Data with other than two features leaves it empty.
  void setData(const PreparedDataPtr& prepared);

  /// Marks the point of that row of the data set.
  void setWatched(std::int64_t row);

  QSize sizeHint() const override { return {214, 168}; }

 signals:
  void sampleClicked(qint64 row);

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  bool hasPoints() const;
  double scale() const;
  QPointF pointOf(std::int64_t row) const;
  void draw();
  QColor colorOf(std::int64_t row) const;

  Theme theme_;
  PreparedDataPtr data_;
  std::int64_t watched_ = -1;
  float reach_ = 1;  ///< the largest coordinate
  QPixmap picture_;
};

}  // namespace gradus::ui
