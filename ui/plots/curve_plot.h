// Loss or metric over time: each batch faint, each epoch strong, the best epoch marked, earlier runs dashed. It may be
// given every batch of a long run: what is drawn never holds more points than the plot has pixels.
#pragma once

#include <QTimer>
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "core/data/dataset.h"
#include "core/run/run.h"
#include "ui/plots/curve_graphs.h"
#include "ui/theme/theme.h"

class QCPItemText;
class QCPPainter;
class QCustomPlot;

namespace gradus::ui {

class CurveCursor;
class CurveHeader;

/// The wheel zooms into the epochs, with Ctrl into the heights; dragging pans; a double click or 0 shows everything
/// again. Pointing reads the numbers, and so do the arrow keys.
class CurvePlot : public QWidget {
  Q_OBJECT
 public:
  using Kind = CurveKind;

  explicit CurvePlot(Kind kind, QWidget* parent = nullptr);
  ~CurvePlot() override;

  void setTheme(const Theme& theme);

  /// The metric is accuracy in percent or, for regression, the mean absolute error or R². `parts` of the data have
  /// curves.
  void setTask(Task task, const PartFlags& parts);

  /// Which of these curves are seen; that of the training part comes with its batches.
  void setShown(const PartFlags& shown);

  /// Draws that run, which may have grown since, on the way to `goal` epochs; once a frame at most.
  void show(const RunPtr& run, int goal);
  using QWidget::show;

  /// Earlier runs, the newest first.
  void setGhosts(std::vector<CurveGhost> ghosts);

  /// Changes of the settings in this run, in the order of their positions.
  void setMarks(std::vector<CurveMark> marks);

  /// Brings the graphs up to date, which else waits for the next frame.
  void refresh();

  /// Batches and epochs that were shown, for tests and the bench.
  int pointCount() const { return static_cast<int>(ownCurve().size()); }

  const RunPtr& run() const { return run_; }
  const RunCurve& curve() const;
  const std::vector<CurveGhost>& ghosts() const { return ghosts_; }
  const std::vector<CurveMark>& marks() const { return marks_; }
  const CurveCursor& cursor() const { return *cursor_; }
  const CurveLook& look() const { return look_; }
  QString title() const;

  /// The curves without header and cross-hair: what is dimmed where it is of an earlier network.
  QWidget& curves() const;

  bool isLogarithmic() const { return look_.isLogarithmic; }
  void setLogarithmic(bool logarithmic);
  void setLogarithmicPositions(bool logarithmic);

  bool offersDetermination() const { return kind_ == Kind::Metric && task_ == Task::Regression; }

  /// Shows R² of a regression instead of the mean absolute error.
  void setDetermination(bool determination);

  /// The weight of the moving average of the batches, from 0 (none) to below 1.
  void setSmoothing(double weight);

  /// Shows all of the run and follows it.
  void showEverything();

  /// Looks at that stretch of the run; without one, follows all of it. Emits nothing.
  void showPositions(const std::optional<CurveRange>& positions);

  /// Reads the numbers at that position, in epochs, or none. Emits nothing.
  void readAt(const std::optional<double>& position);

  /// Draws header, curves and the words of earlier runs, with a margin around them, for a saved picture.
  void drawPicture(QCPPainter& painter);
  QSize pictureSize() const;

  QSize sizeHint() const override { return {360, 220}; }
  QSize minimumSizeHint() const override { return {180, 140}; }

 signals:
  void positionsChosen(const std::optional<gradus::CurveRange>& positions);
  void read(const std::optional<double>& position);
  void partToggled(gradus::DataPart part, bool isShown);
  void logarithmicChosen(bool logarithmic);
  void determinationChosen(bool determination);
  void menuWanted(const QPoint& globalPosition);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  const RunCurve& ownCurve() const;
  const RunCurve& curveOf(CurveKind kind) const;
  void listenToPlot();
  void scheduleRefresh();
  void offerSwitches();
  void updateTitle();
  void updateScales();
  void updateRanges();
  void updateHeights(const CurveRange& positions);
  void updateCursor();
  void onPositionsDragged();
  void choose(const CurveRange& positions);
  void zoomKeys(double factor);
  void point(double position);
  void stepCursor(int direction);
  void stopReading();
  double snapped(double position) const;
  CurveRange everything() const;
  CurveRange seen() const;
  double pixelOf(double position) const;

  const Kind kind_;
  Theme theme_;
  Task task_ = Task::Classification;
  PartFlags parts_ = kEveryPart;
  RunPtr run_;
  std::int64_t size_ = 0;  // of the run, when it was shown
  bool prefersDetermination_ = false;
  std::vector<CurveGhost> ghosts_;
  std::vector<CurveMark> marks_;
  CurveLook look_;
  double goal_ = 0;                      // epochs that are planned
  std::optional<CurveRange> positions_;  // that a person chose; without them the run is followed
  bool followsHeights_ = true;           // until the person zooms into them
  bool isAdjusting_ = false;             // ranges change by our own hand
  std::optional<double> cursorAt_;
  QTimer frame_;

  CurveHeader* header_;
  QCustomPlot* plot_;
  CurveCursor* cursor_;
  std::unique_ptr<CurveGraphs> graphs_;
  QCPItemText* emptyText_;
};

}  // namespace gradus::ui
