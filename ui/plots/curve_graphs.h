// What a curve plot draws: the batches as a line or, where they are too many, as a band from the lowest to the highest,
// with their moving average; the epochs; the best one; earlier runs. It holds no more points than the plot has pixels.
#pragma once

#include <QString>
#include <array>
#include <memory>
#include <vector>

#include "core/run/run_curve.h"
#include "ui/plots/curve_heights.h"
#include "ui/plots/part_look.h"
#include "ui/theme/theme.h"

class QCPGraph;
class QCPItemText;
class QCustomPlot;
class QFont;

namespace gradus::ui {

/// How the numbers are laid on the axes.
struct CurveLook {
  bool isPercent = false;
  bool isDetermination = false;  ///< R² and not the metric
  bool isLogarithmic = false;    ///< the heights
  bool hasLogarithmicPositions = false;
  double smoothing = 0;  ///< weight of the moving average of the batches; 0 draws none
  PartFlags isShown = kEveryPart;
  LogarithmicHeights logarithmic;  ///< while the heights are

  /// As losses and errors.
  bool smallIsGood() const { return !isPercent && !isDetermination; }
  bool shows(DataPart part) const { return isShown.at(indexOf(part)); }

  /// The number on the axis, NaN where it cannot be drawn.
  double shown(double value) const;
};

/// An earlier run on a plot; the newest comes first.
struct CurveGhost {
  QString name;  ///< such as "previous run"
  std::shared_ptr<const CurveSeries> line;
  std::size_t age = 0;  ///< 0 is the newest, and the strongest
  QString words = {};   ///< what made it differ

  QString text() const { return words.isEmpty() ? name : name + QStringLiteral(": ") + words; }
};

/// A change of the settings while a run was under way.
struct CurveMark {
  double position = 0;  ///< in epochs
  QString words;        ///< such as "learning rate 0.01 instead of 0.03"
};

class CurveGraphs {
 public:
  explicit CurveGraphs(QCustomPlot& plot);

  void setTheme(const Theme& theme, const QFont& font);

  /// Fills the graphs with what the axes show now.
  void update(const RunCurve& curve, const std::vector<CurveGhost>& ghosts, const std::vector<CurveMark>& marks,
              const CurveLook& look);

 private:
  void updateBatches(const RunCurve& curve, const CurveLook& look);
  void updateEpochs(const RunCurve& curve, const CurveLook& look);
  void updateGhosts(const std::vector<CurveGhost>& ghosts, const CurveLook& look);
  void updateRates(const RunCurve& curve, const CurveLook& look);
  void updateMarks(const std::vector<CurveMark>& marks);
  void updateBest(const RunCurve& curve, const CurveLook& look);
  void updateFloor(const CurveLook& look);
  CurveRange seen() const;
  std::size_t columns() const;

  QCustomPlot& plot_;
  Theme theme_;
  std::vector<QCPGraph*> ghosts_;
  QCPGraph* batches_;  // a line, or the band between the next two
  QCPGraph* lowest_;
  QCPGraph* highest_;
  QCPGraph* smoothed_;
  std::array<QCPGraph*, kDataParts> epochs_{};  // by indexOf()
  QCPGraph* rates_;
  QCPGraph* marks_;
  QCPGraph* best_;
  QCPItemText* bestText_;
  QCPGraph* floor_;
  QCPItemText* floorText_;
};

/// 0.239, 94.1 %: the digits that plots give.
QString curveNumber(double value, bool isPercent);

/// `color` with that opacity.
QColor faint(QColor color, double opacity);

/// The colour of earlier run number `age`, 0 for the newest.
QColor ghostColor(const Theme& theme, std::size_t age);

/// The colour of the learning rate.
QColor rateColor(const Theme& theme);

}  // namespace gradus::ui
