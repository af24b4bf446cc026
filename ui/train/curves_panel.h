// Loss and metric below each other: they share their epochs, their cross-hair, the smoothing and the earlier runs.
#pragma once

#include <QWidget>
#include <array>
#include <optional>
#include <vector>

#include "core/data/prepared_data.h"
#include "core/run/run_book.h"
#include "core/session/snapshot.h"
#include "ui/plots/part_look.h"
#include "ui/theme/theme.h"

class QMenu;

namespace gradus::ui {

class Card;
class CurvePlot;
class Document;
class GhostLegend;
class SnapshotFeed;

class CurvesPanel : public QWidget {
  Q_OBJECT

 public:
  CurvesPanel(Document& document, RunBook& runs, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const PreparedData& prepared);

  /// The runs have gone on.
  void follow(const Snapshot& snapshot);

  /// Shows or hides the curves of a part of the data, and remembers it.
  void show(DataPart part, bool isShown);
  const PartFlags& shown() const { return shown_; }

  /// The curves are dimmed while they end with numbers of an earlier network.
  void dimWhenOld(SnapshotFeed& feed);

  /// Whether there is room for both plots; else one has all of it, at first the loss, and its menu offers the other.
  void setRoomForBoth(bool both);

  /// The menu about one of the plots, opened there.
  void openMenu(CurvePlot& plot, const QPoint& globalPosition);

  /// See saveCurves(); what goes wrong is told by failed().
  void save(CurvePlot& plot, const QString& path);

 signals:
  void shownChanged(const gradus::PartFlags& shown);
  void failed(const QString& title, const QString& message);

 private:
  void arrange();
  void link(CurvePlot& from, CurvePlot& to);
  void fillMenu(QMenu& menu, CurvePlot& plot);
  void addSmoothing(QMenu& menu);
  void addGhosts(QMenu& menu);
  void chooseFile(CurvePlot& plot, bool wantsNumbers);
  void setSmoothing(double weight);
  void setLogarithmic(bool logarithmic);
  void setLogarithmicPositions(bool logarithmic);
  void setDetermination(bool determination);
  void showGhosts();

  /// "previous run" for age 0, "2 runs ago" for 1.
  static QString nameOfGhost(std::size_t age);
  QString wordsFor(const Experiment& ghost) const;
  void showMarks(const RunEventsPtr& events);
  void removeGhosts(const std::vector<EarlierRun>& ghosts);

  Document& document_;
  RunBook& runs_;
  std::uint64_t shownChanges_ = 0;  ///< of the runs
  RunEventsPtr shownEvents_;        ///< of the present run
  CurvePlot* loss_;
  CurvePlot* metric_;
  std::array<CurvePlot*, 2> plots_;
  GhostLegend* legend_;
  PartFlags shown_ = kEveryPart;
  Card* lossCard_ = nullptr;
  Card* metricCard_ = nullptr;
  bool hasRoomForBoth_ = true;
  bool prefersMetric_ = false;
};

}  // namespace gradus::ui
