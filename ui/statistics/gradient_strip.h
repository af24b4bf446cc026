// How much of the gradient reaches each layer, the output layer's being 1: to four layers a row of small scales from
// vanished to exploding, from five a line.
#pragma once

#include <QWidget>
#include <vector>

#include "core/probe/layer_statistics.h"
#include "ui/statistics/flow_cell.h"
#include "ui/statistics/flow_line.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

/// The pointer reads a layer; so do the arrow keys, Home and End.
class GradientStrip : public QWidget {
  Q_OBJECT

 public:
  explicit GradientStrip(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Null shows that nothing was measured.
  void setStatistics(const StatisticsPtr& statistics);

  /// Says why there may be nothing to see.
  void setFailed(bool isFailed);

  /// Marks the layer that is spoken of elsewhere; −1 for none.
  void markLayer(int layer);
  int markedLayer() const { return marked_; }

  /// What is written of the layer that is read, such as "Linear 17, 5e-14 · vanishes"; empty where none is.
  QString reading() const;

  QSize sizeHint() const override { return {400, kHeight}; }
  QSize minimumSizeHint() const override { return {120, kHeight}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QString note() const;
  static constexpr int kHeight = 46;

  bool isLine() const;
  FlowLine line() const;
  QRectF room() const;
  QRectF cellRect(std::size_t index) const;
  int indexAt(const QPointF& position) const;
  void read(int index);
  void paintCell(QPainter& painter, std::size_t index) const;
  void paintScale(QPainter& painter, const QRectF& track, const FlowCell& cell) const;
  void paintReading(QPainter& painter) const;
  void paintMark(QPainter& painter) const;

  Theme theme_;
  std::vector<FlowCell> cells_;
  QString when_;      ///< as of which epoch that is
  int current_ = -1;  ///< the cell that is read
  bool isFailed_ = false;
  int marked_ = -1;  ///< the layer that is spoken of
};

}  // namespace gradus::ui
