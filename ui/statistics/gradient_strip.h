// How much of the gradient reaches each layer: a row of small scales from vanished to exploding, the output layer's
// gradient in the middle.
#pragma once

#include <QWidget>
#include <string>
#include <vector>

#include "core/train/layer_statistics.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class GradientStrip : public QWidget {
  Q_OBJECT

 public:
  explicit GradientStrip(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Null shows that nothing was measured.
  void setStatistics(const StatisticsPtr& statistics);

  QSize sizeHint() const override { return {400, kHeight}; }
  QSize minimumSizeHint() const override { return {120, kHeight}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  static constexpr int kHeight = 38;

  struct Cell {
    QString name;
    QString shortName;
    QString value;
    QString explanation;
    double flow = 1;
    bool isBroken = false;  ///< a number was not finite
  };

  QColor colorOf(const Cell& cell) const;
  QRectF cellRect(std::size_t index) const;
  void paintCell(QPainter& painter, std::size_t index) const;
  void paintScale(QPainter& painter, const QRectF& track, const Cell& cell) const;

  Theme theme_;
  std::vector<Cell> cells_;
};

}  // namespace gradus::ui
