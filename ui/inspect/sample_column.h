// The right side of the Inspect page: one sample, whatever a person wants to know about it, and inputs of one's own.
#pragma once

#include <QWidget>

#include "core/data/prepared_data.h"
#include "core/session/snapshot.h"
#include "ui/inspect/draw_panel.h"
#include "ui/theme/theme.h"

class QLabel;

namespace gradus::ui {

class SampleDepths;
class SampleDetail;
class WhatIfPanel;

class SampleColumn : public QWidget {
  Q_OBJECT

 public:
  explicit SampleColumn(TrainingSession& session, QWidget* parent = nullptr);

  void setTheme(const Theme& theme);
  void setData(const PreparedDataPtr& prepared);

  /// Asks anew if the weights are not those of the last one.
  void setSnapshot(const SnapshotPtr& snapshot);

  /// The row of the data set that is shown; −1 for none.
  void showSample(std::int64_t row);

 signals:
  void sampleChosen(qint64 row);
  void showInNetworkWanted(qint64 row);
  void excludeWanted(qint64 row);
  void restoreWanted(qint64 row);
  void inputShown(const gradus::ui::InputPtr& input);
  void failed(const QString& title, const QString& message);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* makeParts();
  void setActive(bool isActive);

  SampleDetail* detail_;
  DrawPanel* draw_;
  WhatIfPanel* whatIf_;
  SampleDepths* depths_;
  QLabel* hint_;
  std::uint64_t version_ = 0;
  std::int64_t step_ = -1;
};

}  // namespace gradus::ui
