// How far the run is: the epoch, the time left, and a thin bar below both. While data are read, how far that is.
#pragma once

#include <QWidget>

#include "core/session/snapshot.h"

namespace gradus::ui {

class Button;

class EpochProgress : public QWidget {
  Q_OBJECT

 public:
  explicit EpochProgress(QWidget* parent = nullptr);

  void setState(SessionState state);

  /// So much of the data is read. `canCancel`: there are others to go back to.
  void setReading(double share, bool canCancel);

  /// True where it needs another width than before.
  bool showSnapshot(const Snapshot& snapshot);

  /// Without the time that is left or what the session does, for places where there is no room for both.
  void setShowsRemark(bool shows);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 signals:
  void cancelled();  ///< the data that are being read are not wanted any more

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QString remark() const;
  bool isReading() const;
  int wordsWidth() const;
  void describe();

  SessionState state_ = SessionState::Empty;
  int epoch_ = 0;
  int goal_ = 0;
  double share_ = 0;
  double secondsLeft_ = 0;
  double read_ = 0;  ///< of the data
  Button* cancel_;
  bool showsRemark_ = true;
  bool hasNumbers_ = false;  ///< of the network that is loaded: until then its kernels are being built
};

}  // namespace gradus::ui
