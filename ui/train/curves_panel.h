// Loss and metric below each other: they share their epochs, their cross-hair, the smoothing and the earlier runs.
#pragma once

#include <QWidget>
#include <array>
#include <optional>
#include <vector>

#include "core/train/snapshot.h"
#include "ui/plots/ghost_runs.h"
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
  explicit CurvesPanel(Document& document, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const PreparedData& prepared);
  void append(const Snapshot& snapshot);

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
  void shownChanged(const gradus::ui::PartFlags& shown);
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
  QString wordsFor(const Experiment& ghost) const;
  QString wordsForChange(const Experiment& before) const;
  void noteChange(const Experiment& now, const Experiment& before);
  void showMarks(const Snapshot& snapshot);
  void removeGhosts(const std::vector<GhostRunPtr>& ghosts);

  /// The settings were others before that position of the run.
  struct Change {
    double position = 0;
    Experiment before;
    QString words;
  };

  Document& document_;
  GhostRuns ghosts_;
  CurvePlot* loss_;
  CurvePlot* metric_;
  std::array<CurvePlot*, 2> plots_;
  GhostLegend* legend_;
  PartFlags shown_ = kEveryPart;
  std::vector<Change> changes_;
  std::optional<Experiment> changedFrom_;  ///< since the last snapshot
  std::optional<std::uint64_t> run_;
  std::int64_t step_ = 0;
  Card* lossCard_ = nullptr;
  Card* metricCard_ = nullptr;
  bool hasRoomForBoth_ = true;
  bool prefersMetric_ = false;
};

}  // namespace gradus::ui
