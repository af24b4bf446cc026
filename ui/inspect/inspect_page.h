// The page on which mistakes are looked into: which classes are taken for which at the left, the samples in the middle,
// and one of them at the right.
#pragma once

#include "core/data/prepared_data.h"
#include "core/session/training_session.h"
#include "ui/document/page.h"
#include "ui/document/snapshot_feed.h"
#include "ui/inspect/inspect_worker.h"

namespace gradus::ui {

class Document;
class GalleryPanel;
class ReportColumn;
class SampleColumn;

class InspectPage : public Page {
  Q_OBJECT

 public:
  InspectPage(Document& document, TrainingSession& session, SnapshotFeed& feed, QWidget* parent = nullptr);

  void setTheme(const Theme& theme) override;
  QStringList status() const override;
  bool isServed(const Snapshot& now) const override;

  /// What is shown now; null until it is counted.
  const InspectResultPtr& result() const { return result_; }

  DataPart part() const { return part_; }

  /// Shows all that there is to know of a sample of the data set in the right column.
  SampleColumn& sampleColumn() const { return *right_; }

 signals:
  /// The way of that row of the data set through the network is to be seen on the Train page.
  void showInNetworkWanted(qint64 row);

 public slots:
  /// Brings the sample of that row of the data set into the right column.
  void showSample(qint64 row);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  SampleColumn* makeRight();
  void connectParts();
  void showData(const PreparedDataPtr& prepared);
  void showSnapshot(const SnapshotPtr& snapshot);
  void showResult(const InspectResultPtr& result);
  void choosePart(DataPart part);
  void count();
  void look(std::int64_t row);

  Document& document_;
  TrainingSession& session_;
  SnapshotFeed& feed_;
  PreparedDataPtr prepared_;
  PredictionsPtr predictions_;  ///< the newest that came
  InspectResultPtr result_;
  DataPart part_ = DataPart::Test;
  InspectWorker worker_;
  ReportColumn* left_ = nullptr;
  GalleryPanel* gallery_ = nullptr;
  SampleColumn* right_ = nullptr;
  std::int64_t sample_ = -1;
  bool hasChosen_ = false;   ///< a sample; until then the first of the gallery is shown, once it is known
  bool isNewQuery_ = false;  ///< of the gallery, and not answered yet
};

}  // namespace gradus::ui
