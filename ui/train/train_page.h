// The page on which a network is built and watched while it learns: data and training at the left, the network in the
// middle, the curves at the right.
#pragma once

#include "core/data/prepared_data.h"
#include "core/session/training_session.h"
#include "ui/document/page.h"
#include "ui/document/snapshot_feed.h"
#include "ui/statistics/statistics_history.h"

namespace gradus::ui {

class CodeTab;
class Columns;
class CurvesPanel;
class DataCard;
class DoctorStrip;
class Document;
class MistakesCard;
class GradientStrip;
class HistogramView;
class NetworkCanvas;
class StepOverlay;
class OutputCard;
class RightColumn;
class ScoresCard;
class SummaryTab;
class TabbedPanel;
class TrainingCard;

class TrainPage : public Page {
  Q_OBJECT

 public:
  TrainPage(Document& document, TrainingSession& session, SnapshotFeed& feed, QWidget* parent = nullptr);

  void setTheme(const Theme& theme) override;
  bool isServed(const Snapshot& now) const override;
  void saveLayout() const override;

  /// Shows the way of that row of the data set through the network.
  void watch(std::int64_t row);

 signals:
  /// The mistakes are to be looked into on a page of their own.
  void inspectWanted();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeLeft();
  QWidget* makeCentre();
  QWidget* makeRight();
  void showData(const PreparedDataPtr& prepared);
  void showSnapshot(const SnapshotPtr& snapshot);
  void showStatistics(const Snapshot& snapshot);
  void showDocument(const Experiment& now, const Experiment& before);
  void showUnit(int column, int unit);

  Document& document_;
  SnapshotFeed& feed_;
  Columns* columns_ = nullptr;
  TabbedPanel* centre_ = nullptr;
  DataCard* dataCard_ = nullptr;
  TrainingCard* trainingCard_ = nullptr;
  DoctorStrip* doctor_ = nullptr;
  StepOverlay* stepOverlay_ = nullptr;
  NetworkCanvas* canvas_ = nullptr;
  CodeTab* code_ = nullptr;
  SummaryTab* summary_ = nullptr;
  RightColumn* right_ = nullptr;
  ScoresCard* scores_ = nullptr;
  OutputCard* outputCard_ = nullptr;
  GradientStrip* gradientStrip_ = nullptr;
  HistogramView* histograms_ = nullptr;
  StatisticsHistory statisticsHistory_;
  StatisticsPtr statistics_;  ///< the newest that were measured
  CurvesPanel* curves_ = nullptr;
  MistakesCard* mistakes_ = nullptr;
};

}  // namespace gradus::ui
