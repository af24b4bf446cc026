// How far the run is: the epoch, the time left, and a thin bar below both.
#pragma once

#include <QWidget>

#include "core/train/snapshot.h"

namespace gradus::ui {

class EpochProgress : public QWidget {
  Q_OBJECT

 public:
  explicit EpochProgress(QWidget* parent = nullptr);

  void setState(SessionState state);
  void showSnapshot(const Snapshot& snapshot);

  QSize sizeHint() const override { return {190, 34}; }
  QSize minimumSizeHint() const override { return {168, 34}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString remark() const;
  void describe();

  SessionState state_ = SessionState::Empty;
  int epoch_ = 0;
  int goal_ = 0;
  double share_ = 0;
  double secondsLeft_ = 0;
};

}  // namespace gradus::ui
