// Loss or metric over time: each batch faint, each epoch strong, the best epoch marked. It may be given every batch
// of a long run: what is drawn never holds more points than the plot has pixels.
#pragma once

#include <QTimer>
#include <QWidget>

#include "core/train/snapshot.h"
#include "ui/plots/curve_header.h"
#include "ui/plots/curve_history.h"
#include "ui/theme/theme.h"

class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;
class QCustomPlot;

namespace gradus::ui {

/// The wheel zooms, dragging pans, a double click shows everything again; pointing at an epoch reads its numbers.
class CurvePlot : public QWidget {
  Q_OBJECT
 public:
  using Kind = CurveKind;

  explicit CurvePlot(Kind kind, QWidget* parent = nullptr);
  ~CurvePlot() override;

  void setTheme(const Theme& theme);

  /// The metric is accuracy in percent or, for regression, the mean absolute error. The second curve is called "test"
  /// or "valid".
  void setTask(Task task, bool monitorIsTest);

  /// Adds the batches and epochs that are new; a new Snapshot::run clears the plot. Draws once a frame at most.
  void append(const Snapshot& snapshot);

  /// Brings the graphs up to date, which else waits for the next frame.
  void refresh();

  /// Batches and epochs that are shown, for tests and the bench.
  int pointCount() const { return static_cast<int>(history_.size()); }

  bool isLogarithmic() const { return isLogarithmic_; }
  void setLogarithmic(bool logarithmic);

  /// Shows all of the run and follows it.
  void showEverything();

  QSize sizeHint() const override { return {360, 220}; }
  QSize minimumSizeHint() const override { return {180, 130}; }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void makeGraphs();
  void scheduleRefresh();
  void updateRanges();
  void updateBatches();
  void updateEpochs();
  void updateBest();
  void readAt(double position);
  void stopReading();

  bool isPercent() const { return kind_ == Kind::Metric && task_ == Task::Classification; }
  double shown(double value) const;  // the number on the axis, NaN where it cannot be drawn
  QString numberText(double value) const;

  const Kind kind_;
  Theme theme_;
  Task task_ = Task::Classification;
  CurveHistory history_;
  bool isLogarithmic_ = false;
  bool isFollowing_ = true;   // until the person zooms or pans
  bool isAdjusting_ = false;  // ranges change by our own hand
  QTimer frame_;

  CurveHeader* header_;
  QCustomPlot* plot_;
  QCPGraph* batches_ = nullptr;  // a line, or the band between the next two
  QCPGraph* lowest_ = nullptr;
  QCPGraph* highest_ = nullptr;
  QCPGraph* train_ = nullptr;
  QCPGraph* valid_ = nullptr;
  QCPGraph* best_ = nullptr;
  QCPGraph* reading_ = nullptr;
  QCPItemText* bestText_ = nullptr;
  QCPItemText* emptyText_ = nullptr;
  QCPItemText* readingText_ = nullptr;
  QCPItemStraightLine* readingLine_ = nullptr;
};

}  // namespace gradus::ui
