// Histograms of weights, activations and gradients, layer by layer, over the time of a run.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/statistics/statistics_history.h"
#include "ui/theme/theme.h"

class QGridLayout;
class QLabel;

namespace gradus::ui {

class RidgePlot;
class Segments;

class HistogramView : public QWidget {
  Q_OBJECT

 public:
  explicit HistogramView(QWidget* parent = nullptr);

  void setTheme(const Theme& theme);

  /// Shows the moments when it is visible, else once it will be.
  void setHistory(const StatisticsHistory& history);

  /// Chooses between weights, activations and gradients; for the row of tabs above.
  QWidget* chooser() const;

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void refresh();
  void arrange();

  Theme theme_;
  std::vector<StatisticsPtr> moments_;
  Segments* chooser_;
  QWidget* content_;
  QGridLayout* grid_;
  QLabel* empty_;
  std::vector<RidgePlot*> plots_;
  int columns_ = 0;
};

}  // namespace gradus::ui
