// Real samples of an image data set, small; a click chooses the one whose way through the network is shown.
#pragma once

#include <QImage>
#include <QWidget>
#include <cstdint>
#include <vector>

#include "core/data/prepared_data.h"

namespace gradus::ui {

/// One sample of an image data set: grey, or colour where it has three channels.
QImage imageOf(const Dataset& dataset, std::int64_t row);

class SampleGrid : public QWidget {
  Q_OBJECT

 public:
  explicit SampleGrid(QWidget* parent = nullptr);

  /// Shows samples spread evenly over the training part; none if the data holds no images.
  void setData(const PreparedData& prepared);

  /// Outlines the sample of that row of the data set, if it is among them.
  void setWatched(std::int64_t row);

  /// The rows of the data set that are shown.
  const std::vector<std::int64_t>& rows() const { return rows_; }

  /// Only the first row of them, for windows that are not high.
  void setOneRow(bool isOne);

  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override { return {214, heightForWidth(214)}; }

 signals:
  void sampleClicked(qint64 row);

 protected:
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QRectF cell(std::size_t index) const;
  int indexAt(const QPointF& position) const;
  std::size_t shownCount() const;

  DatasetPtr dataset_;
  std::vector<std::int64_t> rows_;
  std::vector<QImage> images_;
  std::int64_t watched_ = -1;
  bool isOneRow_ = false;
};

}  // namespace gradus::ui
