// The gradient's way through a deep network as a line: a point for each layer, its height the logarithm of what is left
// there, dashed where it would be as large as at the output.
#pragma once

#include <QRectF>
#include <vector>

#include "ui/statistics/flow_cell.h"

class QPainter;

namespace gradus::ui {

class FlowLine {
 public:
  /// Up to so many layers have their numbers below the line, as far as there is room for them.
  static constexpr std::size_t kMostNumbers = 12;

  FlowLine(const std::vector<FlowCell>& cells, const QRectF& place);

  /// Whether every layer's number stands there; else a tick at every tenth, and one layer is read at a time.
  bool showsNumbers() const { return showsNumbers_; }

  std::size_t indexAt(double x) const;
  QPointF pointOf(std::size_t index) const;

  /// What is lit behind a layer.
  QRectF bandOf(std::size_t index) const;

  /// `current` is the layer that is read, −1 for none.
  void paint(QPainter& painter, const Theme& theme, int current) const;

 private:
  double xOf(std::size_t index) const;
  void paintLine(QPainter& painter, const Theme& theme) const;
  void paintNumbers(QPainter& painter, const Theme& theme) const;
  void paintTicks(QPainter& painter, const Theme& theme) const;

  const std::vector<FlowCell>& cells_;
  QRectF place_;
  QRectF plot_;
  double lowest_ = -2;  ///< powers of ten at the lower and the upper end
  double highest_ = 0.3;
  bool showsNumbers_ = false;
};

}  // namespace gradus::ui
