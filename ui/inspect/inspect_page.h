// The page on which mistakes are looked into: which classes are taken for which at the left, the samples in the middle,
// and one of them at the right.
#pragma once

#include "core/train/training_session.h"
#include "ui/shell/page.h"
#include "ui/train/snapshot_feed.h"

namespace gradus::ui {

class Document;
class SampleColumn;

class InspectPage : public Page {
  Q_OBJECT

 public:
  InspectPage(Document& document, TrainingSession& session, SnapshotFeed& feed, QWidget* parent = nullptr);

  void setTheme(const Theme& theme) override;

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

 private:
  SampleColumn* makeRight();
  void showData(const PreparedDataPtr& prepared);
  void showSnapshot(const SnapshotPtr& snapshot);

  Document& document_;
  TrainingSession& session_;
  SnapshotFeed& feed_;
  PreparedDataPtr prepared_;
  QWidget* left_ = nullptr;
  SampleColumn* right_ = nullptr;
  std::int64_t sample_ = -1;
};

}  // namespace gradus::ui
