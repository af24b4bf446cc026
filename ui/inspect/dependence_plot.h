// How an answer changes while one number of the input goes through its range: the average over training rows as a
// strong line, the shown sample as a dashed one, and where the sample stands now.
#pragma once

#include <QPen>
#include <QWidget>
#include <optional>
#include <utility>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/explain/dependence.h"
#include "ui/theme/theme.h"

namespace gradus::ui {

class DependencePlot : public QWidget {
  Q_OBJECT

 public:
  explicit DependencePlot(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const PreparedDataPtr& prepared);

  /// The curve of `output`, a class or 0 for a regression; `present` is where the sample stands, as the network sees
  /// it.
  void setCurve(const std::optional<Dependence>& curve, int output, float present);

  const std::optional<Dependence>& curve() const { return curve_; }

  QSize sizeHint() const override { return {280, 150}; }

 protected:
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Frame {
    QRectF area;
    double low = 0;
    double high = 1;
  };

  Frame frame() const;
  double ownUnit(double value) const;
  QPointF placeOf(const Frame& frame, std::size_t point, const std::vector<float>& line) const;
  QString title() const;
  void paintLegend(QPainter& painter, const QRectF& where, const std::vector<std::pair<QPen, QString>>& lines) const;

  Theme theme_;
  PreparedDataPtr prepared_;
  std::optional<Dependence> curve_;
  int output_ = 0;
  float present_ = 0;
  std::optional<double> pointer_;
};

}  // namespace gradus::ui
