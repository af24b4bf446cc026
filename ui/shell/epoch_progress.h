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

  /// True where it needs another width than before.
  bool showSnapshot(const Snapshot& snapshot);

  /// Without the time that is left or what the session does, for places where there is no room for both.
  void setShowsRemark(bool shows);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString remark() const;
  int wordsWidth() const;
  void describe();

  SessionState state_ = SessionState::Empty;
  int epoch_ = 0;
  int goal_ = 0;
  double share_ = 0;
  double secondsLeft_ = 0;
  bool showsRemark_ = true;
  bool hasNumbers_ = false;  ///< of the network that is loaded: until then its kernels are being built
};

}  // namespace gradus::ui
